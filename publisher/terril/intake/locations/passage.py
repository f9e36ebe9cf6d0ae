"""Some lines of a file, which are a document by themselves, with the positions in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from terril.intake.locations.lines import Lines, parse_quads
from terril.intake.locations.statements import StatementPosition, locate_statements
from terril.intake.locations.text_search import JsonText, locate_xml_statements
from terril.intake.locations.turtle_tokens import tokenize
from terril.model.formats import JSON_LD, RDF_XML

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import PurePath

    from pyoxigraph import NamedNode, Quad

    from terril.intake.locations.turtle_tokens import Token
    from terril.model.findings import Location
    from terril.model.formats import Format

SEARCHED_FORMATS = (JSON_LD, RDF_XML)
"""The formats that are searched as text, not tokenized."""
UNKNOWN = 0
"""The line of a statement that is not located yet."""


class Mention(NamedTuple):
    """A place in a file that denotes an IRI; ``exact`` if it has all of it, not its ending."""

    exact: bool
    location: Location


class Passage:
    """Some lines of a file behind its declarations of prefixes.

    Args:
        path: of the file.
        syntax: its format.
        prologue: the declarations; ``b""`` if they are among the lines.
        content: the lines.
        lines_before: number of lines of the file before these.
    """

    def __init__(
        self, path: PurePath, syntax: Format, prologue: bytes, content: bytes, lines_before: int
    ) -> None:
        self._path = path
        self._syntax = syntax
        self._content = prologue + content
        self._offset = len(prologue.decode()) if prologue else 0
        self._shift = lines_before - prologue.count(b"\n")

    @cached_property
    def lines(self) -> Lines:
        """The lines with those of the prologue."""
        return Lines(self._content)

    @cached_property
    def statements(self) -> Sequence[PassageStatement]:
        """All statements, in the order of the parser."""
        return [PassageStatement(self, position) for position in self._locate_all()]

    def _locate_all(self) -> Iterable[StatementPosition]:
        """Return the position of every statement.

        In JSON-LD a position is expensive to find: its line is left ``UNKNOWN``.
        """
        if self._syntax == JSON_LD:
            quads = parse_quads(self._content, JSON_LD)
            return [StatementPosition(quad, UNKNOWN) for quad in quads]
        if self._syntax == RDF_XML:
            return locate_xml_statements(self._content, self._syntax, self.lines)
        return locate_statements(self._content, self._syntax, self.lines, self._offset)

    def tokenize(self) -> Iterator[Token]:
        """Return the tokens behind the prologue; none of a format that is searched."""
        if self._syntax in SEARCHED_FORMATS:
            return iter(())
        return (token for token in tokenize(self.lines.text) if token.start >= self._offset)

    def find_name(self, iri: NamedNode) -> Mention | None:
        """Return the first token that denotes an IRI, if possible one that is equal to it."""
        fitting = [token for token in self.tokenize() if token.matches(iri)]
        if not fitting:
            return None
        # Another IRI may have the same ending.
        best = min(fitting, key=lambda token: token.value != iri.value)
        return Mention(best.value == iri.value, self.locate_index(best.start))

    def locate_index(self, index: int) -> Location:
        """Return the location in the file of a character of these lines."""
        return self._make_location(*self.lines.find_position(index))

    def locate(self, position: StatementPosition) -> Location:
        """Return the location in the file of a statement."""
        if position.line == UNKNOWN:
            return self.locate_index(self._json.find_value(position.quad))
        return self._make_location(position.line, position.column)

    @cached_property
    def _json(self) -> JsonText:
        return JsonText(self.lines.text)

    def _make_location(self, line: int, column: int | None) -> Location:
        place = self.lines.make_location(self._path, line, column)
        return replace(place, line=line + self._shift) if self._shift else place


@dataclass(frozen=True, slots=True)
class PassageStatement:
    """A statement of a passage."""

    passage: Passage
    position: StatementPosition

    @property
    def quad(self) -> Quad:
        """The statement, in the graph that the file itself names."""
        return self.position.quad

    def locate(self) -> Location:
        """Return the location of its object in the file."""
        return self.passage.locate(self.position)
