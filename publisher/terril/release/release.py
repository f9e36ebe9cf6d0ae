"""One frozen release on disk, to be read and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.errors import DamagedRelease
from terril.release.build_progress import Step, silent
from terril.release.manifest import FileEntry, read_manifest

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from terril.release.build_progress import Progress
    from terril.release.manifest import Manifest

STORE = "store"
DUMPS = "dumps"
CHECKSUMS = "SHA256SUMS"
MODEL = "model"
QUERIES = "queries"
THINGS = "things.txt"
SEARCH = "search.sqlite"
SETTINGS = "town.toml"


@dataclass(frozen=True)
class Release:
    """A complete release.

    Attributes:
        folder: ``releases/{id}``.
        manifest: what it holds.
    """

    folder: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """12 lower-case hex digits, the same wherever the same content is published."""
        return self.manifest.id

    @property
    def created(self) -> datetime:
        """When it was built, in UTC."""
        return self.manifest.created

    @property
    def store_folder(self) -> Path:
        """The store's files; only ever opened with ``Store.read_only``."""
        return self.folder / STORE

    @property
    def model_folder(self) -> Path:
        """Copies of ontology, shapes and JSON-LD context."""
        return self.folder / MODEL

    @property
    def queries_folder(self) -> Path:
        """Copies of the stored queries; absent if the town has none."""
        return self.folder / QUERIES

    @property
    def search_file(self) -> Path:
        """The full-text index; absent in releases of before there was one."""
        return self.folder / SEARCH

    @property
    def settings_file(self) -> Path:
        """The ``town.toml`` that it was published with."""
        return self.folder / SETTINGS

    def dump(self, name: str) -> Path:
        """A dump by its file name, such as ``town.ttl``."""
        return self.folder / DUMPS / name

    def things(self) -> tuple[str, ...]:
        """The IRIs of all its things, sorted; read from disk at each call.

        Raises:
            DamagedRelease: the list cannot be read.
        """
        try:
            lines = (self.folder / THINGS).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise DamagedRelease(self.id, THINGS) from error
        return tuple(lines.splitlines())


def open_release(folder: Path) -> Release:
    """The release in a folder, its manifest read and nothing else.

    Raises:
        DamagedRelease: the manifest is missing, unreadable, or of another release.
    """
    return Release(folder, read_manifest(folder))


def check_sizes(release: Release) -> None:
    """Return if every file is there with the size it had; cheap.

    Raises:
        DamagedRelease: the first file that is missing or has another size.
    """
    for name, entry in release.manifest.files.items():
        path = release.folder / name
        if not path.is_file() or path.stat().st_size != entry.bytes:
            raise DamagedRelease(release.id, name)


def verify(release: Release, progress: Progress = silent) -> None:
    """Return if every file is byte for byte as it was published; reads them all.

    Raises:
        DamagedRelease: the first file that differs or is missing.
    """
    check_sizes(release)
    total = len(release.manifest.files)
    for done, (name, entry) in enumerate(release.manifest.files.items()):
        progress(Step.VERIFY, done, total)
        if not _unchanged(release.folder / name, entry):
            raise DamagedRelease(release.id, name)
    progress(Step.VERIFY, total, total)


def _unchanged(path: Path, entry: FileEntry) -> bool:
    try:
        return FileEntry.of(path) == entry
    except OSError:
        return False
