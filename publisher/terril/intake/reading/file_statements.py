"""The statements of a file, parsed anew whenever they are needed."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from terril.intake.locations.lines import parse_quads, prepare_content
from terril.intake.losses.examination import clear_left_out, find_losses
from terril.model.formats import JSON_LD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from terril.intake.reading.document import Document
    from terril.intake.reading.reading_pass import FileReading, TownFile
    from terril.intake.reading.source import Source
    from terril.model.formats import Format


class FileStatements(Collection[Quad]):
    """The statements of a file in the graph of its folder, in order.

    Those of a file that is in memory stay there as well.

    Args:
        file: that was read.
        reading: the findings in it.
    """

    def __init__(self, file: TownFile, reading: FileReading) -> None:
        self._syntax = file.syntax
        self._graph = NamedNode(file.graph)
        self._document = reading.document
        self._count = reading.statements
        self._kept: tuple[Quad, ...] | None = None

    def __len__(self) -> int:
        return self._count

    def __contains__(self, quad: object) -> bool:
        return any(quad == one for one in self)

    def __iter__(self) -> Iterator[Quad]:
        if self._kept is None and self._document.content is not None:
            self._kept = tuple(self._parse())
        return self._parse() if self._kept is None else iter(self._kept)

    def _parse(self) -> Iterator[Quad]:
        for number in range(len(self._document.chunks) if self._count else 0):
            for quad in _parse_chunk(self._document, number, self._syntax):
                yield Quad(quad.subject, quad.predicate, quad.object, self._graph)


def read_lines(files: Sequence[Source], file: int, chunk: int) -> Iterator[str]:
    """Yield the statements of a chunk as lines of N-Quads in the graph of its file, in order.

    Args:
        files: of the town, by number.
        file: number of the file; it could be read.
        chunk: number of the chunk.
    """
    source = files[file]
    for quad in _parse_chunk(source.document, chunk, source.syntax):
        yield f"{quad.triple} {source.graph} .\n"


def _parse_chunk(document: Document, number: int, syntax: Format) -> Iterator[Quad]:
    return parse_quads(prepare_statements(document.read_chunk(number), syntax), syntax)


def prepare_statements(content: bytes, syntax: Format) -> bytes:
    """Return what the parser reads of a file without an error in it."""
    losses = find_losses(content, syntax) if syntax == JSON_LD else []
    if any(loss.content for loss in losses):
        return clear_left_out(content, losses)
    return prepare_content(content, syntax)
