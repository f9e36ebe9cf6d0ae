"""Locations of statements in the files of a town, computed on demand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from terril.intake.locations.lines import RELATIVE, Lines, parse_quads
from terril.intake.locations.statements import StatementPosition, locate_statements
from terril.intake.locations.text_search import JsonText, locate_xml_statements
from terril.intake.locations.turtle_tokens import tokenize
from terril.model.findings import Location
from terril.model.formats import JSON_LD, RDF_XML
from terril.model.triples import term
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import PurePath

    from terril.intake.locations.turtle_tokens import Term, Token
    from terril.intake.sources import Source

REST = term("rdf:rest")
SEARCHED_FORMATS = (JSON_LD, RDF_XML)
"""The formats that are searched as text, not tokenized."""
UNKNOWN = 0
"""The line of a statement that is not located yet."""


class Positions:
    """The locations of statements; each file is parsed again at most once."""

    def __init__(self) -> None:
        self._statements: dict[PurePath, dict[Term, list[StatementPosition]]] = {}
        self._lines: dict[PurePath, Lines] = {}
        self._json: dict[PurePath, JsonText] = {}

    def find_statement(
        self,
        source: Source,
        subject: Term,
        predicate: NamedNode | None = None,
        value: Term | None = None,
    ) -> Location:
        """Return the location of the object of the first matching statement.

        With only a subject, it is the statement of its type, else the first about it. Without
        a match, it is the file as a whole.
        """
        positions = self._find_about(source, subject)
        if predicate is None:
            positions = sorted(positions, key=lambda one: one.quad.predicate != TYPE)
        for one in positions:
            if predicate in (None, one.quad.predicate) and value in (None, one.quad.object):
                return self._locate(source, one)
        return Location(source.path)

    def find_all(
        self, source: Source, subject: Term, predicate: NamedNode, value: Term
    ) -> list[Location]:
        """Return the location of every occurrence of a statement, in the order of the file."""
        return [
            self._locate(source, one)
            for one in self._index_by_subject(source).get(subject, [])
            if (one.quad.predicate, one.quad.object) == (predicate, value)
        ]

    def find_name(self, source: Source, iri: NamedNode) -> Location:
        """Return the location of the first occurrence of an IRI."""
        fitting = [token for token in self._tokenize(source) if token.matches(iri)]
        if fitting:
            # Another IRI may have the same ending.
            best = min(fitting, key=lambda token: token.value != iri.value)
            return self._locate_index(source, best.start)
        found = self.find_text(source, iri.value.removeprefix(RELATIVE))
        return found if found.line else self.find_statement(source, iri)

    def find_blank_nodes(self, source: Source) -> list[Location]:
        """Return the locations of blank nodes: one for each line, ordered by line."""
        places = {place.line or 0: place for place in self._iterate_blank_nodes(source)}
        return [places[line] for line in sorted(places)]

    def _iterate_blank_nodes(self, source: Source) -> Iterator[Location]:
        labels: set[str] = set()
        for token in self._tokenize(source):
            if token.kind == "blank" and token.value not in labels:
                labels.update({token.value} - set("[("))
                yield self._locate_index(source, token.start)
        if source.syntax in SEARCHED_FORMATS:
            yield from self._search_blank_nodes(source)

    def _search_blank_nodes(self, source: Source) -> Iterator[Location]:
        positions = [one for about in self._index_by_subject(source).values() for one in about]
        referred = {one.quad.object for one in positions}
        for one in positions:
            nested = isinstance(one.quad.object, BlankNode) and one.quad.predicate != REST
            alone = isinstance(one.quad.subject, BlankNode) and one.quad.subject not in referred
            if nested or alone:
                yield self._locate(source, one)

    def find_graph(self, source: Source, graph: NamedNode | BlankNode) -> Location:
        """Return the location of the first statement that the file itself assigns to a graph."""
        named = isinstance(graph, NamedNode)
        for about in self._index_by_subject(source).values():
            for one in about:
                own = one.quad.graph_name
                if own == graph or (isinstance(own, BlankNode) and not named):
                    return self._locate(source, one)
        return Location(source.path)

    def find_text(self, source: Source, text: str) -> Location:
        """Return the location of the first occurrence of a text."""
        index = self.get_lines(source).text.find(text)
        return Location(source.path) if index < 0 else self._locate_index(source, index)

    def get_lines(self, source: Source) -> Lines:
        """Return the lines of a file."""
        if source.path not in self._lines:
            self._lines[source.path] = Lines(source.content)
        return self._lines[source.path]

    def _locate_index(self, source: Source, index: int) -> Location:
        lines = self.get_lines(source)
        return lines.make_location(source.path, *lines.find_position(index))

    def _tokenize(self, source: Source) -> Iterator[Token]:
        searched = source.syntax in SEARCHED_FORMATS
        return iter(()) if searched else tokenize(self.get_lines(source).text)

    def _find_about(self, source: Source, subject: Term) -> list[StatementPosition]:
        index = self._index_by_subject(source)
        if isinstance(subject, BlankNode):
            # Each parse gives blank nodes other names.
            return [one for key in index if isinstance(key, BlankNode) for one in index[key]]
        return index.get(subject, [])

    def _index_by_subject(self, source: Source) -> dict[Term, list[StatementPosition]]:
        if source.path not in self._statements:
            positions: defaultdict[Term, list[StatementPosition]] = defaultdict(list)
            for one in locate_all(source, self.get_lines(source)):
                positions[one.quad.subject].append(one)
            self._statements[source.path] = dict(positions)
        return self._statements[source.path]

    def _locate(self, source: Source, one: StatementPosition) -> Location:
        lines = self.get_lines(source)
        line, column = one.line, one.column
        if line == UNKNOWN:
            if source.path not in self._json:
                self._json[source.path] = JsonText(lines.text)
            line, column = lines.find_position(self._json[source.path].find_value(one.quad))
        return lines.make_location(source.path, line, column)


def locate_all(source: Source, lines: Lines) -> Iterable[StatementPosition]:
    """Return the position of every statement of a file.

    In JSON-LD a position is expensive to find: its line is left ``UNKNOWN``.
    """
    if source.syntax == JSON_LD:
        return [StatementPosition(quad, UNKNOWN) for quad in parse_quads(source.content, JSON_LD)]
    if source.syntax == RDF_XML:
        return locate_xml_statements(source.content, source.syntax, lines)
    return locate_statements(source.content, source.syntax, lines)
