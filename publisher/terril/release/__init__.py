"""Build, freeze, switch, list and roll back releases on disk."""

from terril.model.execution.progress import Progress, Step, ignore_progress
from terril.release.content import Content, DumpWriter
from terril.release.release import FileEntry, Manifest, Release, open_release, verify
from terril.release.releases import Published, Releases
from terril.release.remote_copies import Loader, select_store
from terril.release.tombstones import find_tombstones

__all__ = [
    "Content",
    "DumpWriter",
    "FileEntry",
    "Loader",
    "Manifest",
    "Progress",
    "Published",
    "Release",
    "Releases",
    "Step",
    "find_tombstones",
    "ignore_progress",
    "open_release",
    "select_store",
    "verify",
]
