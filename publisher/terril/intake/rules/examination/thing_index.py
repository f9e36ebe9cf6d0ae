"""Look up what all files of a town state about a thing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from terril.intake.locations.lines import Lines
from terril.intake.rules.examination.mentions import Mentions
from terril.intake.sources import collect_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Quad

    from terril.intake.sources import Source
    from terril.model.spool import Links, Origins, Spool, SubjectStatements

    ReadChunk = Callable[[int, int], Iterable[str]]

MOST_LABELS = 1000
"""The number of things whose labels are remembered."""


class LabelIndex:
    """The labels of things, looked up one by one."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._find = lru_cache(MOST_LABELS)(self._read)

    def get(self, iri: str, default: Mapping[str, str]) -> Mapping[str, str]:
        """Return the preferred labels of a thing by language tag; the default if it has none."""
        return (self._find(iri) if iri else {}) or default

    def _read(self, iri: str) -> Mapping[str, str]:
        about = self._spool.find(f"<{iri}>")
        return collect_labels(parse_lines([about.lines])).get(iri, {}) if about else {}


class ThingIndex:
    """The statements of a town by thing.

    Args:
        spool: of all statements.
        links: from thing to thing.
        origins: of the subjects.
        files: by their numbers; those that could not be read have no statements.
        read_chunk: returns the statements of a chunk as lines of N-Quads in the graph of its
            file, in order; takes the numbers of file and chunk.
    """

    def __init__(
        self,
        spool: Spool,
        links: Links,
        origins: Origins,
        files: Sequence[Source],
        read_chunk: ReadChunk,
    ) -> None:
        self.spool = spool
        self.links = links
        self.origins = origins
        self.files = files
        self.labels = LabelIndex(spool)
        self._read_chunk = read_chunk

    @cached_property
    def mentions(self) -> Mentions:
        """The IRIs in the files that could not be read."""
        return Mentions(Lines(file.content).text for file in self.files if not file.quads)

    def find(self, thing: str) -> SubjectStatements | None:
        """Return the statements about a thing, given its N-Triples text, as :class:`Spool`."""
        return self.spool.find(thing)

    def find_values(self, thing: str, predicate: str) -> list[str]:
        """Return the different objects of a thing and a predicate, all as N-Triples texts."""
        return self.spool.find_values(thing, predicate)

    def find_subjects(self, thing: str, predicate: str) -> list[str]:
        """Return the subjects of statements with a predicate and a thing as object."""
        return [subject for _, subject in self.links.find(thing, predicate)]

    def is_described(self, iri: str) -> bool:
        """Return whether any file describes a thing."""
        return bool(self.origins.find(f"<{iri}>"))

    def iterate_iris(self) -> Iterator[str]:
        """Return the IRI of each described thing, each once."""
        return (thing[1:-1] for thing in self.origins.subjects() if thing[0] == "<")

    def read_statements(self, things: Iterable[str]) -> list[Source]:
        """Return the files that describe some things, with only these statements in their order.

        Args:
            things: their N-Triples texts.
        """
        wanted: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
        for thing in things:
            for origin in self.origins.find(thing):
                wanted[origin.file, origin.chunk].add(thing)
        return self.select_statements(
            sorted(wanted),
            lambda file, chunk, line: line[: line.index(" ")] in wanted[file, chunk],
        )

    def select_statements(
        self, chunks: Iterable[tuple[int, int]], choose: Callable[[int, int, str], bool]
    ) -> list[Source]:
        """Return files with only the statements that are chosen.

        Args:
            chunks: numbers of files and chunks to read, sorted.
            choose: takes file, chunk and a line of N-Quads.
        """
        chosen: defaultdict[int, list[str]] = defaultdict(list)
        for file, chunk in chunks:
            lines = self._read_chunk(file, chunk)
            chosen[file] += [line for line in lines if choose(file, chunk, line)]
        return [self.restrict(file, lines) for file, lines in chosen.items()]

    def restrict(self, file: int, lines: Iterable[str]) -> Source:
        """Return a file with only some statements, given as lines of N-Quads."""
        return replace(self.files[file], quads=tuple(parse_lines(lines)))


def parse_lines(lines: Iterable[str]) -> Iterator[Quad]:
    """Parse lines of N-Quads that were read from files before."""
    return parse("".join(lines), format=RdfFormat.N_QUADS, lenient=True)
