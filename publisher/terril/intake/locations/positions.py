"""Locations of statements in the files of a town, computed on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from terril.intake.locations.chunk_text import ChunkText
from terril.intake.locations.lines import RELATIVE, Lines
from terril.intake.locations.passage import SEARCHED_FORMATS
from terril.model.findings import Location
from terril.model.triples import term
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import PurePath

    from pyoxigraph import Quad

    from terril.intake.locations.passage import PassageStatement
    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.reading.sorted_town import SortedTown
    from terril.intake.reading.source import Source

REST = term("rdf:rest")
MOST_CHUNKS = 256
"""Chunks of divided files that stay in memory."""


class Positions:
    """The locations of statements; only the chunks in question are parsed again.

    Args:
        files: the files of the town, by number.
        town: their statements; without it, every chunk of a file is searched.
        predicates: for each file, the number of the first chunk with each predicate.
    """

    def __init__(
        self,
        files: Sequence[Source] = (),
        town: SortedTown | None = None,
        predicates: Sequence[Mapping[str, int]] = (),
    ) -> None:
        self._files = files
        self._town = town
        self._predicates = predicates
        self._chunks: dict[tuple[PurePath, int], ChunkText] = {}
        self._lines: dict[PurePath, Lines] = {}

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
        found = self._find_about(source, subject)
        if predicate is None:
            found = sorted(found, key=lambda one: one.quad.predicate != TYPE)
        for one in found:
            if predicate in (None, one.quad.predicate) and value in (None, one.quad.object):
                return one.locate()
        return Location(source.path)

    def find_all(
        self, source: Source, subject: Term, predicate: NamedNode, value: Term
    ) -> list[Location]:
        """Return the location of every occurrence of a statement, in the order of the file."""
        return [
            one.locate()
            for one in self._find_about(source, subject)
            if (one.quad.predicate, one.quad.object) == (predicate, value)
        ]

    def list_about(self, subject: Term) -> list[tuple[Source, Quad]]:
        """Return the statements about a subject with their files, in the order of both.

        Files are ordered by path, as in the sources of a town.
        """
        numbers = {one.file for one in self._town.origins.find(str(subject))} if self._town else ()
        files = sorted((self._files[one] for one in numbers), key=lambda file: file.path.parts)
        return [(file, one.quad) for file in files for one in self._find_about(file, subject)]

    def find_name(self, source: Source, iri: NamedNode) -> Location:
        """Return the location of the first occurrence of an IRI, datatypes excepted."""
        mentions = (chunk.find_name(iri) for chunk in self._list_mentions(source, iri))
        if found := next((mention for mention in mentions if mention), None):
            return found.location
        in_text = self.find_text(source, iri.value.removeprefix(RELATIVE))
        return in_text if in_text.line else self.find_statement(source, iri)

    def find_blank_nodes(self, source: Source) -> list[Location]:
        """Return the locations of blank nodes: one for each line, ordered by line."""
        places = {place.line or 0: place for place in self._iterate_blank_nodes(source)}
        return [places[line] for line in sorted(places)]

    def _iterate_blank_nodes(self, source: Source) -> Iterator[Location]:
        labels: set[str] = set()
        for chunk in self._list_chunks(source):
            for token in chunk.whole.tokenize():
                if token.kind == "blank" and token.value not in labels:
                    labels.update({token.value} - set("[("))
                    yield chunk.whole.locate_index(token.start)
        if source.syntax in SEARCHED_FORMATS:
            yield from self._search_blank_nodes(source)

    def _search_blank_nodes(self, source: Source) -> Iterator[Location]:
        statements = [one for chunk in self._list_chunks(source) for one in chunk.whole.statements]
        referred = {one.quad.object for one in statements}
        for one in statements:
            nested = isinstance(one.quad.object, BlankNode) and one.quad.predicate != REST
            alone = isinstance(one.quad.subject, BlankNode) and one.quad.subject not in referred
            if nested or alone:
                yield one.locate()

    def find_graph(self, source: Source, graph: NamedNode | BlankNode) -> Location:
        """Return the location of the first statement that the file itself assigns to a graph."""
        named = isinstance(graph, NamedNode)
        for chunk in self._list_chunks(source):
            for quad in chunk.list_quads():
                own = quad.graph_name
                if own == graph or (isinstance(own, BlankNode) and not named):
                    found = chunk.find_statements(quad.subject)
                    return next(one for one in found if one.quad == quad).locate()
        return Location(source.path)

    def find_text(self, source: Source, text: str) -> Location:
        """Return the location of the first occurrence of a text."""
        lines = self.get_lines(source)
        index = lines.text.find(text)
        if index < 0:
            return Location(source.path)
        return lines.make_location(source.path, *lines.find_position(index))

    def get_lines(self, source: Source) -> Lines:
        """Return the lines of a file."""
        if source.path not in self._lines:
            self._lines[source.path] = Lines(source.content)
        return self._lines[source.path]

    def _find_about(self, source: Source, subject: Term) -> list[PassageStatement]:
        chunks = self._list_describing(source, subject)
        return [one for chunk in chunks for one in chunk.find_statements(subject)]

    def _list_describing(self, source: Source, subject: Term) -> Iterator[ChunkText]:
        """Return the chunks of a file with statements about a subject, in order."""
        if self._town is None or len(source.document.chunks) == 1:
            return self._list_chunks(source)
        if isinstance(subject, BlankNode):
            return self._list_chunks(source)
        found = self._town.origins.find(str(subject))
        return (self._get_chunk(source, one.chunk) for one in found if one.file == source.number)

    def _list_mentions(self, source: Source, iri: NamedNode) -> Iterator[ChunkText]:
        """Return the chunks of a file with an IRI in a statement, in order."""
        if self._town is None or len(source.document.chunks) == 1:
            return self._list_chunks(source)
        pointing = (subject for _, subject in self._town.links.find(str(iri)))
        numbers = {
            one.chunk
            for subject in (str(iri), *pointing)
            for one in self._town.origins.find(subject)
            if one.file == source.number
        }
        if (first := self._predicates[source.number].get(str(iri))) is not None:
            numbers.add(first)
        return (self._get_chunk(source, number) for number in sorted(numbers))

    def _list_chunks(self, source: Source) -> Iterator[ChunkText]:
        return (self._get_chunk(source, one) for one in range(len(source.document.chunks)))

    def _get_chunk(self, source: Source, number: int) -> ChunkText:
        key = source.path, number
        chunk = self._chunks.pop(key, None) or ChunkText(source, number)
        # The last used chunk is the last of the dictionary.
        self._chunks[key] = chunk
        if len(self._chunks) > MOST_CHUNKS:
            del self._chunks[next(iter(self._chunks))]
        return chunk
