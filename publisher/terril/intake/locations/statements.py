"""Locate the statements of Turtle, TriG, N-Triples and N-Quads files, each at its object."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode

from terril.intake.locations.lines import LineReader, parse_quads, prepare_content
from terril.intake.locations.turtle_tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from terril.intake.locations.lines import Lines
    from terril.intake.locations.turtle_tokens import Term, Token
    from terril.model.formats import Format

BACKWARD_TOKENS = 500
"""The number of tokens to search backwards for a statement out of order."""


@dataclass(frozen=True, slots=True)
class StatementPosition:
    """A statement and the start of its object; ``line`` and ``column`` count from 1."""

    quad: Quad
    line: int
    column: int | None = None


def read_statements_by_line(content: bytes, syntax: Format) -> Iterator[tuple[Quad, int]]:
    """Return each statement with the last line that the parser had read when it produced it."""
    reader = LineReader(prepare_content(content, syntax))
    for quad in parse_quads(reader, syntax):
        yield quad, reader.line


def locate_statements(
    content: bytes, syntax: Format, lines: Lines, offset: int = 0
) -> Iterator[StatementPosition]:
    """Return the position of each statement of a text in the Turtle family, at its object.

    Args:
        content: of a file, or of some of its lines behind its prefixes.
        syntax: its format.
        lines: of the content.
        offset: index in the text; there are no statements before it.
    """
    cursor = TokenCursor([token for token in tokenize(lines.text) if token.start >= offset])
    before: Quad | None = None
    for quad, line in read_statements_by_line(content, syntax):
        token = cursor.find_object(quad, before, lines.find_start(line + 1))
        if token is None:
            yield StatementPosition(quad, line)
        else:
            yield StatementPosition(quad, *lines.find_position(token.start))
        before = quad


class TokenCursor:
    """A cursor over the tokens of a text, which moves from object to object."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._starts = [token.start for token in tokens]
        self._next = 0

    def find_object(self, quad: Quad, before: Quad | None, end: int) -> Token | None:
        """Return the token of the object; ``None`` if no token before ``end`` matches.

        Args:
            quad: the statement.
            before: the previous statement.
            end: index in the text; the object starts before it.
        """
        last = bisect_left(self._starts, end)
        found = self._find_first(quad.object, self._find_start(quad, before, last), last)
        if found is None:
            return self._find_last(quad.object, last)
        self._next = self._skip_tags(found)
        return self._tokens[found]

    def _find_start(self, quad: Quad, before: Quad | None, last: int) -> int:
        start = self._next
        mark = self._tokens[start].value if start < last and before else ""
        if before and mark == "," and before.predicate == quad.predicate:
            return start
        if mark != ";" and not isinstance(quad.subject, BlankNode):
            start = self._index_after(quad.subject, start, last)
        return self._index_after(quad.predicate, start, last)

    def _index_after(self, term: Term, start: int, end: int) -> int:
        found = self._find_first(term, start, end)
        return start if found is None else found + 1

    def _find_first(self, term: Term, start: int, end: int) -> int | None:
        fitting = (index for index in range(start, end) if self._tokens[index].matches(term))
        return next(fitting, None)

    def _find_last(self, term: Term, end: int) -> Token | None:
        # Parsers do not always produce lists and nested nodes in the order of the text.
        for token in reversed(self._tokens[max(0, end - BACKWARD_TOKENS) : end]):
            if token.matches(term):
                return token
        return None

    def _skip_tags(self, index: int) -> int:
        index += 1
        while index < len(self._tokens) and self._tokens[index].kind == "tag":
            index += 2 if self._tokens[index].value == "^^" else 1
        return index
