"""``manifest.json``: what a release holds, with a checksum for every file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from terril.model.errors import DamagedRelease

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "manifest.json"


class FileEntry(BaseModel):
    """One file as it was when the release was built; ``bytes`` is its size."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bytes: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

    @classmethod
    def of(cls, path: Path) -> Self:
        """The entry that a file on disk would get now."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return cls(bytes=path.stat().st_size, sha256=digest)


class Manifest(BaseModel):
    """A release told in numbers.

    Attributes:
        id: 12 lower-case hex digits; the name of the release's folder.
        created: when it was built, in UTC; no part of the id.
        software: version of the software that built it.
        base: base IRI of the town's things.
        triples: different statements, whichever graphs they stand in.
        things: how many things it describes.
        graphs: statements in each named graph, by the graph's IRI.
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
    """The manifest of a release's folder.

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
