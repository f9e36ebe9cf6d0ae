"""Every statement of a Turtle, TriG, N-Triples or N-Quads file with the place of its object."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode

from terril.intake.locations.line_reader import LineFeed, quads_of, without_mark
from terril.intake.locations.turtle_tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from terril.intake.locations.lines import Lines
    from terril.intake.locations.turtle_tokens import Term, Word
    from terril.model.formats import Format

NEAR = 500
"""How many words back a statement out of order is looked for."""


@dataclass(frozen=True, slots=True)
class Located:
    """A statement and where its object begins; ``line`` and ``column`` count from 1."""

    quad: Quad
    line: int
    column: int | None = None


def statements_by_line(content: bytes, syntax: Format) -> Iterator[tuple[Quad, int]]:
    """Each statement with the line that the parser had to see before it could tell it."""
    feed = LineFeed(without_mark(content))
    for quad in quads_of(feed, syntax):
        yield quad, feed.line


def locate_words(content: bytes, syntax: Format, lines: Lines) -> Iterator[Located]:
    """Each statement of a text in the Turtle family, at the word that is its object."""
    trail = Trail(list(words_of(lines.text)))
    before: Quad | None = None
    for quad, line in statements_by_line(content, syntax):
        word = trail.object_of(quad, before, lines.start(line + 1))
        if word is None:
            yield Located(quad, line)
        else:
            yield Located(quad, *lines.position(word.start))
        before = quad


class Trail:
    """The words of a text, followed from object to object."""

    def __init__(self, words: list[Word]) -> None:
        self._words = words
        self._starts = [word.start for word in words]
        self._next = 0

    def object_of(self, quad: Quad, before: Quad | None, end: int) -> Word | None:
        """The word that is the statement's object; ``None`` if none before ``end`` can be.

        Args:
            quad: the statement.
            before: the statement whose object was found last.
            end: index in the text behind which the object cannot stand.
        """
        last = bisect_left(self._starts, end)
        found = self._first(quad.object, self._behind_verb(quad, before, last), last)
        if found is None:
            return self._last(quad.object, last)
        self._next = self._behind(found)
        return self._words[found]

    def _behind_verb(self, quad: Quad, before: Quad | None, last: int) -> int:
        begin = self._next
        mark = self._words[begin].value if begin < last and before else ""
        if before and mark == "," and before.predicate == quad.predicate:
            return begin
        if mark != ";" and not isinstance(quad.subject, BlankNode):
            begin = self._after(quad.subject, begin, last)
        return self._after(quad.predicate, begin, last)

    def _after(self, term: Term, begin: int, end: int) -> int:
        found = self._first(term, begin, end)
        return begin if found is None else found + 1

    def _first(self, term: Term, begin: int, end: int) -> int | None:
        fitting = (index for index in range(begin, end) if self._words[index].means(term))
        return next(fitting, None)

    def _last(self, term: Term, end: int) -> Word | None:
        # Lists and nested nodes are not always told in the order of the text.
        for word in reversed(self._words[max(0, end - NEAR) : end]):
            if word.means(term):
                return word
        return None

    def _behind(self, index: int) -> int:
        index += 1
        while index < len(self._words) and self._words[index].kind == "tag":
            index += 2 if self._words[index].value == "^^" else 1
        return index
