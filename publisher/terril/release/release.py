"""Read and verify one frozen release on disk, with its manifest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from sqlite3 import DatabaseError
from typing import TYPE_CHECKING, Annotated, Self

from msgspec import DecodeError, Meta, Struct, json

from terril.model.addresses import Addresses
from terril.model.errors import DamagedRelease
from terril.model.execution.progress import Step, ignore_progress
from terril.model.formats import GZIP, RDF_XML
from terril.model.spool import SortedLines
from terril.model.xml_characters import is_well_formed
from terril.store.graphs import Statistics, read_statistics
from terril.store.search import ThingIndex
from terril.store.written_literals import WrittenLiterals

if TYPE_CHECKING:
    from pathlib import Path

    from terril.model.execution.progress import Progress

STORE = "store"
DUMPS = "dumps"
CHECKSUMS = "SHA256SUMS"
MODEL = "model"
QUERIES = "queries"
THINGS = "things.txt"
SEARCH = "search.sqlite"
THING_INDEX = "things.sqlite"
STATISTICS = "statistics.json"
LITERALS = "literals.sqlite"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Release:
    """A complete release.

    Attributes:
        folder: ``releases/{id}``.
        manifest: its content in numbers.
    """

    folder: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """12 lower-case hex digits, the same wherever the same content is published."""
        return self.manifest.id

    @property
    def created(self) -> datetime:
        """Time at which it was built, in UTC."""
        return self.manifest.created

    @property
    def store_folder(self) -> Path:
        """Folder of the store's files; to be opened with ``Store.read_only`` only."""
        return self.folder / STORE

    @property
    def model_folder(self) -> Path:
        """Folder with copies of ontology, shapes and JSON-LD context."""
        return self.folder / MODEL

    @property
    def queries_folder(self) -> Path:
        """Folder with copies of the stored queries; missing if the town has none."""
        return self.folder / QUERIES

    @property
    def search_file(self) -> Path:
        """The full-text index; missing from releases built before it was introduced."""
        return self.folder / SEARCH

    def open_literals(self) -> WrittenLiterals | None:
        """Open the record of literals as written; ``None`` if it was built before there was one.

        Raises:
            DamagedRelease: the record cannot be read.
        """
        if LITERALS not in self.manifest.files:
            return None
        try:
            return WrittenLiterals.open(self.folder / LITERALS)
        except OSError as error:
            raise DamagedRelease(self.id, LITERALS) from error

    def open_things(self) -> ThingIndex | None:
        """Return the index of its things; ``None`` if it was built before there was one.

        Raises:
            DamagedRelease: the index cannot be read.
        """
        if THING_INDEX not in self.manifest.files:
            return None
        index = ThingIndex(self.folder / THING_INDEX)
        try:
            index.kinds  # noqa: B018 - reads the file
        except DatabaseError as error:
            raise DamagedRelease(self.id, THING_INDEX) from error
        return index

    def check_indexes(self) -> None:
        """Check that the indexes that every page needs can be read.

        Raises:
            DamagedRelease: one cannot.
        """
        self.open_things()
        self.open_literals()

    def read_statistics(self) -> Statistics | None:
        """Return the counts of its statements; ``None`` if it was built before there were any.

        Raises:
            DamagedRelease: they cannot be read.
        """
        if STATISTICS not in self.manifest.files:
            return None
        try:
            return read_statistics(self.folder / STATISTICS)
        except (OSError, ValueError, TypeError) as error:
            raise DamagedRelease(self.id, STATISTICS) from error

    def has_thing(self, iri: str) -> bool:
        """Return whether it describes a thing of the town.

        Raises:
            DamagedRelease: the list of its things cannot be read.
        """
        name = Addresses(self.manifest.base).name_of(iri)
        if name is None:
            return False
        index = self.open_things()
        try:
            if index is None:
                return bool(SortedLines(self.folder / THINGS).find(f"{iri}\n"))
            return iri in index.kinds.get(name.kind, ())
        except (OSError, DatabaseError) as error:
            raise DamagedRelease(self.id, THING_INDEX if index else THINGS) from error

    def get_dump(self, name: str) -> Path:
        """Return the path of a dump, given its file name, such as ``town.ttl``."""
        return self.folder / DUMPS / name

    def has_dump(self, name: str) -> bool:
        """Return whether there is a dump of this name that its format can be read from.

        Older versions, which wrote no statistics, wrote RDF/XML that is not well-formed XML.
        """
        if f"{DUMPS}/{name}" not in self.manifest.files:
            return False
        if STATISTICS in self.manifest.files:
            return True
        plain = name.removesuffix(f".{GZIP}")
        return not plain.endswith(f".{RDF_XML.extension}") or _is_xml(self.get_dump(plain))

    def read_things(self) -> tuple[str, ...]:
        """Return the sorted IRIs of all its things; reads them from disk at each call.

        Raises:
            DamagedRelease: the list cannot be read.
        """
        try:
            lines = (self.folder / THINGS).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise DamagedRelease(self.id, THINGS) from error
        return tuple(lines.splitlines())


@lru_cache(maxsize=256)
def _is_xml(path: Path) -> bool:
    """Return whether a file, which never changes, is well-formed XML."""
    with path.open("rb") as file:
        return is_well_formed(file)


def open_release(folder: Path) -> Release:
    """Return the release in a folder; reads its manifest only.

    Raises:
        DamagedRelease: the manifest is missing, unreadable, or of another release.
    """
    return Release(folder, read_manifest(folder))


def check_sizes(release: Release) -> None:
    """Check that every file exists with its published size; reads no content.

    Raises:
        DamagedRelease: a file is missing or has another size; names the first.
    """
    for name, entry in release.manifest.files.items():
        path = release.folder / name
        if not path.is_file() or path.stat().st_size != entry.bytes:
            raise DamagedRelease(release.id, name)


def verify(release: Release, progress: Progress = ignore_progress) -> None:
    """Check that every file is byte for byte as published; reads all files.

    Returning means that the release is intact.

    Raises:
        DamagedRelease: a file is missing or differs; names the first.
    """
    check_sizes(release)
    files = release.manifest.files
    if not files:
        # A release has files; a manifest without them was changed.
        raise DamagedRelease(release.id, MANIFEST)
    done, total = 0, sum(entry.bytes for entry in files.values())
    for name, entry in files.items():
        progress(Step.VERIFY, done, total)
        if not entry.matches(release.folder / name):
            raise DamagedRelease(release.id, name)
        done += entry.bytes
    progress(Step.VERIFY, total, total)


class FileEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """Size in bytes and checksum of a file at the time of the build."""

    bytes: Annotated[int, Meta(ge=0)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]

    @classmethod
    def of(cls, path: Path) -> Self:
        """Return the entry for the present content of a file."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return cls(bytes=path.stat().st_size, sha256=digest)

    def matches(self, path: Path) -> bool:
        """Return whether a file can be read and has this size and checksum."""
        try:
            return FileEntry.of(path) == self
        except OSError:
            return False


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """The manifest of a release.

    Attributes:
        id: 12 lower-case hex digits; the name of the release's folder.
        created: time of the build, in UTC; not part of the id.
        software: version of the software that built it.
        base: base IRI of the town's things.
        triples: number of statements of the default graph.
        things: number of things described.
        graphs: number of statements in each named graph, by the graph's IRI.
        files: every file but the manifest, by path in the release.
    """

    id: str
    created: Annotated[datetime, Meta(tz=True)]
    software: str
    base: str
    triples: int
    things: int
    graphs: dict[str, int]
    files: dict[str, FileEntry]

    def to_json(self) -> bytes:
        """Return the manifest as JSON, for people as well."""
        return json.format(json.encode(self), indent=2) + b"\n"


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest in a release's folder.

    Raises:
        DamagedRelease: it is missing, unreadable, or of another release.
    """
    try:
        manifest = json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, DecodeError) as error:
        raise DamagedRelease(folder.name, MANIFEST) from error
    if manifest.id != folder.name:
        raise DamagedRelease(folder.name, MANIFEST)
    return manifest
