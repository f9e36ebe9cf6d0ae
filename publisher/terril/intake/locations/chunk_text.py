"""A chunk of a file, of which only the statements in question are located."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode

from terril.intake.locations.lines import parse_quads
from terril.intake.locations.passage import Passage
from terril.intake.locations.statements import read_statements_by_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import NamedNode, Quad

    from terril.intake.locations.passage import Mention, PassageStatement
    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.reading.source import Source

SPARE_LINES = ((0, 0), (0, 1), (1, 0), (1, 1))
"""Lines that begin later, and end later, than the parser makes believe."""


class Block(NamedTuple):
    """Consecutive statements about one subject.

    Attributes:
        quads: the statements.
        before: the line of the chunk that the statement before them ends on, at the latest.
        last: the line that the last of them ends on, at the latest.
    """

    quads: list[Quad]
    before: int
    last: int


class ChunkText:
    """A chunk of a file; one that is the whole file is located as a whole.

    Args:
        source: the file.
        number: of the chunk.
    """

    def __init__(self, source: Source, number: int) -> None:
        self._source = source
        document = source.document
        chunk = document.chunks[number]
        self._divided = len(document.chunks) > 1
        self._content = document.read_part(chunk.start, chunk.end)
        self._lines_before = chunk.line - 1
        self._prologue = document.prologue
        self._found: dict[Term, list[PassageStatement]] = {}

    @cached_property
    def whole(self) -> Passage:
        """All of the chunk."""
        prologue = self._prologue if self._lines_before else b""
        return self._make_passage(prologue, self._content, self._lines_before)

    def _make_passage(self, prologue: bytes, content: bytes, lines_before: int) -> Passage:
        source = self._source
        return Passage(source.path, source.syntax, prologue, content, lines_before)

    def find_statements(self, subject: Term) -> list[PassageStatement]:
        """Return the located statements about a subject, in order."""
        if isinstance(subject, BlankNode):
            # Each parse gives blank nodes other names.
            return [
                one for one in self.whole.statements if isinstance(one.quad.subject, BlankNode)
            ]
        if not self._blocks:
            return self._by_subject.get(subject, [])
        if subject not in self._found:
            self._found[subject] = self._locate_blocks(subject)
        return self._found[subject]

    def _locate_blocks(self, subject: Term) -> list[PassageStatement]:
        about = (block for block in self._blocks if block.quads[0].subject == subject)
        passages = [self._find_passage(block) for block in about]
        if self.whole in passages:
            return self._by_subject.get(subject, [])
        return [one for passage in passages for one in passage.statements]

    def find_name(self, iri: NamedNode) -> Mention | None:
        """Return the first token that denotes an IRI, the prefixes of the file included."""
        if not self._blocks:
            return self.whole.find_name(iri)
        declared = self._make_passage(b"", self._prologue, 0).find_name(iri)
        if declared and declared.exact:
            return declared
        blocks = (one for one in self._blocks if any(_mentions(quad, iri) for quad in one.quads))
        block = next(blocks, None)
        found = self._find_passage(block).find_name(iri) if block else None
        return found if found and found.exact else declared or found

    def list_quads(self) -> Iterator[Quad]:
        """Return all statements in order, in the graphs that the file itself names."""
        if self._blocks:
            return (quad for block in self._blocks for quad in block.quads)
        return (one.quad for one in self.whole.statements)

    @cached_property
    def _by_subject(self) -> dict[Term, list[PassageStatement]]:
        found: defaultdict[Term, list[PassageStatement]] = defaultdict(list)
        for one in self.whole.statements:
            found[one.quad.subject].append(one)
        return dict(found)

    @cached_property
    def _blocks(self) -> Sequence[Block]:
        """The statements by subject; none if the chunk is to be located as a whole."""
        if not self._divided:
            return ()
        prologue = self._prologue if self._lines_before else b""
        declared = prologue.count(b"\n")
        blocks: list[Block] = []
        before = 0
        statements = read_statements_by_line(prologue + self._content, self._source.syntax)
        for subject, group in groupby(statements, key=lambda one: one[0].subject):
            about = list(group)
            if isinstance(subject, BlankNode):
                return ()
            last = about[-1][1] - declared
            blocks.append(Block([quad for quad, _ in about], before, last))
            before = last
        return blocks

    @cached_property
    def _lines(self) -> list[bytes]:
        return self._content.split(b"\n")

    def _find_passage(self, block: Block) -> Passage:
        """Return the lines of a block, if they hold it and nothing else; else the chunk."""
        for later, more in SPARE_LINES:
            first = block.before + later
            content = b"\n".join(self._lines[first : block.last + more]) + b"\n"
            if self._parse(content) == block.quads:
                return self._make_passage(self._prologue, content, self._lines_before + first)
        return self.whole

    def _parse(self, content: bytes) -> list[Quad]:
        try:
            return list(parse_quads(self._prologue + content, self._source.syntax))
        except SyntaxError:
            return []


def _mentions(quad: Quad, iri: NamedNode) -> bool:
    return iri in (quad.subject, quad.predicate, quad.object)
