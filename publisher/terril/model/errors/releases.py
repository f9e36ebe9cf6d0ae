"""Errors of releases on disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.errors.base import TerrilError
from terril.model.languages import gettext

if TYPE_CHECKING:
    from pathlib import Path


class ReleaseError(TerrilError):
    """An error of releases on disk."""


@dataclass(eq=False)
class NoRelease(ReleaseError):
    """A town without a release."""

    folder: Path
    sentence = "Nothing is published in {folder} yet. Publish first: terril publish"


@dataclass(eq=False)
class UnknownRelease(ReleaseError):
    """An id that no kept release has."""

    release: str
    sentence = "There is no release “{release}”. See what is kept: terril releases"


@dataclass(eq=False)
class ReleaseNotKept(UnknownRelease):
    """A requested release that is not kept or is damaged; ``kept`` are the kept ids."""

    kept: tuple[str, ...]
    sentence = "The release “{release}” is not kept here. These are: {kept}."

    def message(self, language: str) -> str:
        """Return the sentence with a short id and the kept ones as a list."""
        fields = {"release": self.release[:40], "kept": ", ".join(self.kept)}
        return gettext(self.sentence, language, **fields)


@dataclass(eq=False)
class AmbiguousRelease(ReleaseError):
    """A prefix of several ids; ``found`` are the ids."""

    release: str
    found: str
    sentence = "“{release}” is the beginning of several releases: {found}. Write more of it."


@dataclass(eq=False)
class NoEarlierRelease(ReleaseError):
    """A rollback from the first kept release."""

    release: str
    sentence = "“{release}” is the first release that is kept: there is nothing to go back to."


@dataclass(eq=False)
class DamagedRelease(ReleaseError):
    """A file of a release that differs from its manifest."""

    release: str
    file: str
    sentence = (
        "The release “{release}” is damaged: {file} is not as it was published. "
        "Go back with “terril rollback”, or delete the release's folder and publish again."
    )


@dataclass(eq=False)
class NoSearchIndex(ReleaseError):
    """A release without a search index, built before there was one."""

    release: str
    sentence = (
        "The release “{release}” has no search index. Publish again, and search that release."
    )


@dataclass(eq=False)
class ConcurrentPublication(ReleaseError):
    """Another process that is publishing the same town."""

    folder: Path
    sentence = "Another “terril publish” is at work in {folder}. Wait for it to end."


@dataclass(eq=False)
class ReleasesUnwritable(ReleaseError):
    """A folder of releases that cannot be written; ``reason`` is the message of the system."""

    folder: Path
    reason: str
    sentence = (
        "Nothing was changed, because {folder} cannot be written to: {reason}. Make room or "
        "give permission, and try again; what was published before is still served."
    )


@dataclass(eq=False)
class UnsupportedSystem(ReleaseError):
    """An operating system without a lock for the folder of releases (flock(2))."""

    sentence = (
        "Terril runs on Linux and macOS: this system cannot lock the folder of releases. "
        "On Windows, run it in WSL or in a container."
    )
