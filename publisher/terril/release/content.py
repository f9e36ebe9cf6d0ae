"""Describe the content of a release before it is built: statements, files and dumps."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from terril.model import __version__
from terril.model.execution.progress import Progress
from terril.model.spool import ReleaseStatements, Spool

if TYPE_CHECKING:
    from collections.abc import Iterator

LAYOUT_VERSION = 6
"""Version of the layout of a release on disk.

Documents of a release before version 5 have the literals of its store, not those of the files.
The default graph of such a release is the union of all its graphs, and still answers its
queries: the answer that an address with ``?release=`` gave is the answer that it gives. A release
before version 6 has no statistics.
"""

ID_LENGTH = 12
"""Hex digits of a release id."""

DumpWriter = Callable[[ReleaseStatements, Path, int, Progress], None]
"""Writes the dumps, such as ``town.ttl`` and ``town.ttl.gz``, to a folder.

It is called with the statements of the release, the folder and a number of worker processes, and
reports :attr:`Step.DUMPS`.
"""


def write_no_dumps(
    _statements: ReleaseStatements, _folder: Path, _processes: int, _progress: Progress
) -> None:
    """Write nothing."""


@dataclass(frozen=True)
class Content:
    """The content of a release to be built.

    Attributes:
        base: base IRI of the town's things.
        spool: every statement of the store, each in a named graph. Without blank nodes, since
            their labels differ per process.
        languages: of the town, preferred first.
        files: bytes by path in the release: ``town.toml``, ``model/…``, ``queries/…``.
        write_dumps: called when a release is built.
        software: version of the software that builds the release.
        work: whatever owns the file of the statements, and lives as long as this.
    """

    base: str
    spool: Spool
    files: Mapping[str, bytes]
    languages: tuple[str, ...] = ()
    write_dumps: DumpWriter = write_no_dumps
    software: str = __version__
    work: object = None

    @cached_property
    def identity(self) -> str:
        """The release id: 12 hex digits, equal on every machine for equal content."""
        digest = hashlib.sha256()
        for part in self._parts():
            # The length in front keeps "ab", "c" and "a", "bc" apart.
            digest.update(f"{len(part)}:".encode())
            digest.update(part)
        return digest.hexdigest()[:ID_LENGTH]

    def _parts(self) -> Iterator[bytes]:
        yield f"{LAYOUT_VERSION} {self.software}".encode()
        yield self.base.encode()
        with self.spool.path.open("rb") as file:
            yield hashlib.file_digest(file, "sha256").digest()
        for path, content in sorted(self.files.items()):
            yield path.encode()
            yield content
