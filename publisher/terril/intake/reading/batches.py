"""Batches of chunks, which are read together, and the findings in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import PurePath

    from pyoxigraph import BlankNode, DefaultGraph, NamedNode

    from terril.intake.losses.loss import Loss
    from terril.intake.reading.document import Document
    from terril.intake.reading.sorted_town import Runs
    from terril.intake.rules.screens.chunk_screen import Doubts
    from terril.model.findings import Finding

    GraphName = NamedNode | BlankNode | DefaultGraph


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive chunks of a file.

    Attributes:
        file: number of the file.
        name: its path, relative to the folder of the town.
        graph: IRI of the named graph of its folder.
        document: its text, with these chunks.
        first: number of the first of them.
        divided: ``True`` if the file has other chunks.
    """

    file: int
    name: PurePath
    graph: str
    document: Document
    first: int
    divided: bool

    @property
    def size(self) -> int:
        """The number of bytes of the file."""
        return self.document.chunks[-1].end - self.document.chunks[0].start


@dataclass(frozen=True, slots=True)
class Batch:
    """Chunks of one or more files that are read together; batches are numbered."""

    number: int
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """The number of bytes of the files."""
        return sum(part.size for part in self.parts)


@dataclass(slots=True, kw_only=True)
class Reading:
    """The findings in a file or in a part of it.

    Attributes:
        statements: their number, repeated ones included.
        predicates: the number of the first chunk with each predicate.
        graphs: the graphs that the file itself names, in order; keys only.
        finding: the reason why the file is not readable.
        losses: the places where the parser drops something.
        doubts: for the rules of reading to judge.
    """

    statements: int = 0
    predicates: dict[str, int] = field(default_factory=dict)
    graphs: dict[GraphName, None] = field(default_factory=dict)
    finding: Finding | None = None
    losses: tuple[Loss, ...] = ()
    doubts: list[Doubts] = field(default_factory=list)

    def add(self, later: Reading) -> None:
        """Add the findings in the part behind those read so far."""
        self.statements += later.statements
        self.predicates = {**later.predicates, **self.predicates}
        self.graphs.update(later.graphs)
        # A file that cannot be opened is read as an empty one.
        self.finding = self.finding or later.finding
        self.losses += later.losses
        self.doubts += later.doubts


@dataclass(slots=True, kw_only=True)
class PartReading(Reading):
    """The findings in a part of a file.

    Attributes:
        file: number of the file.
        indivisible: ``True`` if the chunks are no documents by themselves, or not readable.
    """

    file: int
    indivisible: bool = False


@dataclass(frozen=True, slots=True)
class BatchReading:
    """The findings in a batch, and the sorted files with its lines."""

    parts: tuple[PartReading, ...]
    runs: Runs
