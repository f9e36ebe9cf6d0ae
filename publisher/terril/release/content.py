"""Describe the content of a release before it is built: statements, files and dump writers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from terril.model import __version__
from terril.store.graphs import select_default_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

LAYOUT_VERSION = 5
"""Version of the layout of a release on disk.

Documents of a release before version 5 have the literals of its store, not those of the files.
The default graph of such a release is the union of all its graphs, and still answers its
queries: the answer that an address with ``?release=`` gave is the answer that it gives.
"""

ID_LENGTH = 12
"""Hex digits of a release id."""

DumpPlan = Callable[[Sequence[Quad]], Mapping[str, Callable[[], bytes]]]
"""Maps sorted statements without duplicates to a content function per dump file name.

The dumps are written in the order of the mapping.
"""

IndexWriter = Callable[[Sequence[Quad], Path], None]
"""Writes an index of the statements to a file that does not exist yet."""


def plan_no_dumps(_: Sequence[Quad]) -> Mapping[str, Callable[[], bytes]]:
    """Return an empty plan."""
    return {}


@dataclass(frozen=True)
class Content:
    """The content of a release to be built.

    Attributes:
        base: base IRI of the town's things.
        quads: every statement of the store, each in a named graph; order and duplicates
            do not matter. Without blank nodes, since their labels differ per process.
        things: IRIs of all things; order and duplicates do not matter.
        files: bytes by path in the release: ``town.toml``, ``model/…``, ``queries/…``.
        dumps: plans the dumps, such as ``town.ttl``; called when a release is built.
        indexes: writers by file name, for files that can be rebuilt from the statements;
            called when a release is built.
        software: version of the software that builds the release.
    """

    base: str
    quads: Sequence[Quad]
    things: Sequence[str]
    files: Mapping[str, bytes]
    dumps: DumpPlan = plan_no_dumps
    indexes: Mapping[str, IndexWriter] = field(default_factory=dict)
    software: str = __version__

    @cached_property
    def statements(self) -> tuple[Quad, ...]:
        """The quads without duplicates, sorted by their N-Quads line."""
        return tuple(quad for _, quad in self._lines)

    @cached_property
    def default_graph(self) -> set[Triple]:
        """The statements that a query sees unless it names graphs."""
        return select_default_graph(self.statements)

    @cached_property
    def thing_list(self) -> tuple[str, ...]:
        """The things without duplicates, sorted."""
        return tuple(sorted(set(self.things)))

    @cached_property
    def identity(self) -> str:
        """The release id: 12 hex digits, equal on every machine for equal content."""
        digest = hashlib.sha256()
        for part in self._parts():
            # The length in front keeps "ab", "c" and "a", "bc" apart.
            digest.update(f"{len(part)}:".encode())
            digest.update(part)
        return digest.hexdigest()[:ID_LENGTH]

    @cached_property
    def _lines(self) -> list[tuple[str, Quad]]:
        return sorted({str(quad): quad for quad in self.quads}.items())

    def _parts(self) -> Iterator[bytes]:
        yield f"{LAYOUT_VERSION} {self.software}".encode()
        yield self.base.encode()
        yield "\n".join(self.thing_list).encode()
        yield str(len(self._lines)).encode()
        for line, _ in self._lines:
            yield line.encode()
        for path, content in sorted(self.files.items()):
            yield path.encode()
            yield content
