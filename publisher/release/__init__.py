"""Releases on disk: build, freeze, switch, list, roll back."""

from publisher.release.content import Content, DumpPlan
from publisher.release.gone import gone_things
from publisher.release.manifest import FileEntry, Manifest
from publisher.release.progress import Progress, Step, silent
from publisher.release.release import Release, open_release, verify
from publisher.release.releases import Published, Releases
from publisher.release.remote import Loader, asked_store

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
