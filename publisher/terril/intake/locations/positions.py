"""Where in the town's files a statement stands, found only when somebody asks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from terril.intake.locations.line_reader import RELATIVE, quads_of
from terril.intake.locations.lines import Lines
from terril.intake.locations.statements import Located, locate_words
from terril.intake.locations.text_search import find_entry, locate_elements
from terril.intake.locations.turtle_tokens import words_of
from terril.model.findings import Location
from terril.model.formats import JSON_LD, RDF_XML
from terril.model.vocabulary import RDF, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import PurePath

    from terril.intake.locations.turtle_tokens import Term, Word
    from terril.intake.sources import Source

REST = NamedNode(f"{RDF}rest")
SEARCHED = (JSON_LD, RDF_XML)
"""The formats whose text is searched, not read word by word."""
UNKNOWN = 0
"""The line of a statement that has not been looked for yet."""


class Positions:
    """The places of statements; each file is read again at most once."""

    def __init__(self) -> None:
        self._statements: dict[PurePath, dict[Term, list[Located]]] = {}
        self._lines: dict[PurePath, Lines] = {}

    def place(
        self,
        source: Source,
        subject: Term,
        predicate: NamedNode | None = None,
        value: Term | None = None,
    ) -> Location:
        """Where the first statement that fits stands: at its object.

        Only a subject given: where the thing is typed, else where it is first described.
        Nothing fits: the file as a whole.
        """
        told = self._of(source).get(subject, [])
        if predicate is None:
            told = sorted(told, key=lambda one: one.quad.predicate != TYPE)
        for one in told:
            if predicate in (None, one.quad.predicate) and value in (None, one.quad.object):
                return self._place(source, one)
        return Location(source.path)

    def name(self, source: Source, iri: NamedNode) -> Location:
        """Where an IRI is first written."""
        fitting = [word for word in self._words(source) if word.means(iri)]
        if fitting:
            # Some other address may end like it.
            return self._at(source, min(fitting, key=lambda word: word.value != iri.value).start)
        spelt = self.text(source, iri.value.removeprefix(RELATIVE))
        return spelt if spelt.line else self.place(source, iri)

    def blank_nodes(self, source: Source) -> list[Location]:
        """Where blank nodes stand: one place a line, ordered by line."""
        places = {place.line or 0: place for place in self._blank(source)}
        return [places[line] for line in sorted(places)]

    def _blank(self, source: Source) -> Iterator[Location]:
        labels: set[str] = set()
        for word in self._words(source):
            if word.kind == "blank" and word.value not in labels:
                labels.update({word.value} - set("[("))
                yield self._at(source, word.start)
        if source.syntax in SEARCHED:
            yield from self._searched_blank(source)

    def _searched_blank(self, source: Source) -> Iterator[Location]:
        told = [one for about in self._of(source).values() for one in about]
        referred = {one.quad.object for one in told}
        for one in told:
            nested = isinstance(one.quad.object, BlankNode) and one.quad.predicate != REST
            alone = isinstance(one.quad.subject, BlankNode) and one.quad.subject not in referred
            if nested or alone:
                yield self._place(source, one)

    def graph(self, source: Source, graph: NamedNode | BlankNode) -> Location:
        """Where the first statement stands that the file itself puts in a graph."""
        named = isinstance(graph, NamedNode)
        for about in self._of(source).values():
            for one in about:
                own = one.quad.graph_name
                if own == graph or (isinstance(own, BlankNode) and not named):
                    return self._place(source, one)
        return Location(source.path)

    def text(self, source: Source, words: str) -> Location:
        """Where the file first says these words."""
        index = self.lines(source).text.find(words)
        return Location(source.path) if index < 0 else self._at(source, index)

    def lines(self, source: Source) -> Lines:
        """The lines of a file."""
        if source.path not in self._lines:
            self._lines[source.path] = Lines(source.content)
        return self._lines[source.path]

    def _at(self, source: Source, index: int) -> Location:
        lines = self.lines(source)
        return lines.place(source.path, *lines.position(index))

    def _words(self, source: Source) -> Iterator[Word]:
        return iter(()) if source.syntax in SEARCHED else words_of(self.lines(source).text)

    def _of(self, source: Source) -> dict[Term, list[Located]]:
        if source.path not in self._statements:
            told: defaultdict[Term, list[Located]] = defaultdict(list)
            for one in locate(source, self.lines(source)):
                told[one.quad.subject].append(one)
            self._statements[source.path] = dict(told)
        return self._statements[source.path]

    def _place(self, source: Source, one: Located) -> Location:
        lines = self.lines(source)
        line, column = one.line, one.column
        if line == UNKNOWN:
            line, column = lines.position(find_entry(lines.text, one.quad))
        return lines.place(source.path, line, column)


def locate(source: Source, lines: Lines) -> Iterable[Located]:
    """Every statement of a file with its place, read from the file's text.

    In JSON-LD a place is dear to find: its line is left ``UNKNOWN``.
    """
    if source.syntax == JSON_LD:
        return [Located(quad, UNKNOWN) for quad in quads_of(source.content, JSON_LD)]
    if source.syntax == RDF_XML:
        return locate_elements(source.content, source.syntax, lines)
    return locate_words(source.content, source.syntax, lines)
