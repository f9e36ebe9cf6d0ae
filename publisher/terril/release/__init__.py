"""Releases on disk: build, freeze, switch, list, roll back."""

from terril.release.build_progress import Progress, Step, silent
from terril.release.content import Content, DumpPlan
from terril.release.manifest import FileEntry, Manifest
from terril.release.release import Release, open_release, verify
from terril.release.releases import Published, Releases
from terril.release.remote_copies import Loader, asked_store
from terril.release.tombstones import gone_things

__all__ = [
    "Content",
    "DumpPlan",
    "FileEntry",
    "Loader",
    "Manifest",
    "Progress",
    "Published",
    "Release",
    "Releases",
    "Step",
    "asked_store",
    "gone_things",
    "open_release",
    "silent",
    "verify",
]
