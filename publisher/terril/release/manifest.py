"""Read and model ``manifest.json``: a release's numbers and a checksum for every file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from terril.model.errors import DamagedRelease

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "manifest.json"


class FileEntry(BaseModel):
    """Size in bytes and checksum of a file at the time of the build."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bytes: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

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


class Manifest(BaseModel):
    """The manifest of a release.

    Attributes:
        id: 12 lower-case hex digits; the name of the release's folder.
        created: time of the build, in UTC; not part of the id.
        software: version of the software that built it.
        base: base IRI of the town's things.
        triples: number of distinct statements, regardless of their graphs.
        things: number of things described.
        graphs: number of statements in each named graph, by the graph's IRI.
        files: every file but the manifest, by path in the release.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    created: AwareDatetime
    software: str
    base: str
    triples: int
    things: int
    graphs: dict[str, int]
    files: dict[str, FileEntry]


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest in a release's folder.

    Raises:
        DamagedRelease: it is missing, unreadable, or of another release.
    """
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise DamagedRelease(folder.name, MANIFEST) from error
    if manifest.id != folder.name:
        raise DamagedRelease(folder.name, MANIFEST)
    return manifest
