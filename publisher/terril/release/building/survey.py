"""Read the statements of a release once, for everything that is made of one subject at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from terril.model.addresses import Addresses
from terril.model.spool import RespeltLiterals, collect_links
from terril.store.graphs import OF_MODEL, Usage, make_digest, merge_graphs
from terril.store.search import read_entry, read_thing
from terril.store.written_literals import collect_literals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from terril.model.spool import Spool, SubjectStatements
    from terril.store.search import Entry, ThingEntry
    from terril.store.written_literals import LiteralRow

RESPELT = RespeltLiterals()
BYTES_OF_AN_ITEM = 4_000_000
"""Bytes of the segments that a process surveys at a time."""


@dataclass(frozen=True, slots=True)
class Item:
    """Segments that are surveyed together, from the first until before the end.

    Attributes:
        number: of the item, from 0.
        start: number of its first segment.
        end: number of the segment behind its last.
    """

    number: int
    start: int
    end: int


@dataclass(slots=True)
class Report:
    """The content of one item.

    Attributes:
        triples: a file with its statements of the default graph, as N-Triples, as the store has
            them.
        links: a sorted file with its links.
        objects: a sorted file with digests of the different objects of the default graph.
        things: entries of the index of things.
        entries: of the search index.
        literals: that the store respells.
        graphs: how many statements are in the same graphs, as the store counts them.
        usage: of classes and properties in the default graph, without objects.
        used: the concepts of the model that its statements use.
        of_model: lines of the subjects about which the model states something. The default graph
            has of these what the rest of the town decides.
    """

    triples: Path
    links: Path
    objects: Path
    things: list[ThingEntry] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    literals: list[LiteralRow] = field(default_factory=list)
    graphs: Counter[tuple[str, ...]] = field(default_factory=Counter)
    usage: Usage = field(default_factory=Usage)
    used: set[str] = field(default_factory=set)
    of_model: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Survey:
    """A function that surveys an item; worker processes run it.

    Attributes:
        spool: the statements.
        base: base IRI of the town's things.
        folder: for files of the default graph.
        concepts: of the model.
        forms: IRIs of legal forms.
    """

    spool: Spool
    base: str
    folder: Path
    concepts: frozenset[str]
    forms: frozenset[str]

    def __call__(self, item: Item) -> Report:
        """Return what an item has."""
        triples, of_links, objects = (
            self.folder / f"{name}.{item.number}" for name in ("default", "links", "objects")
        )
        report = Report(triples, of_links, objects)
        links: set[str] = set()
        with report.triples.open("w", encoding="utf-8", newline="\n") as file:
            for number in range(item.start, item.end):
                segment = self.spool.read_segment(number)
                respelt = RESPELT.find_in(segment.text)
                links.update(collect_links(segment.text))
                for found in segment.subjects():
                    subject = found.subject
                    statements = self._examine(found, respelt, report)
                    file.writelines([f"{subject} {link} {one} .\n" for link, one in statements])
        report.used = report.usage.objects & self.concepts
        _write_sorted(report.links, links)
        _write_sorted(report.objects, map(make_digest, report.usage.objects))
        report.usage.objects = set()
        return report

    def _examine(
        self, found: SubjectStatements, respelt: Mapping[str, str], report: Report
    ) -> Iterable[tuple[str, str]]:
        """Add a subject to the report, and return its statements of the default graph."""
        if respelt:
            report.literals += collect_literals(found, respelt)
        name = Addresses(self.base).name_of(found.subject[1:-1])
        if name:
            report.things.append(read_thing(found, name.kind, self.forms))
            if entry := read_entry(found, name.kind):
                report.entries.append(entry)
        merged = merge_graphs(found.statements, respelt)
        report.graphs.update(merged.values())
        graphs = chain.from_iterable(set(merged.values()))
        if any(graph.startswith(OF_MODEL) for graph in graphs):
            report.of_model.append(found.lines)
            return ()
        report.usage.count(merged.keys())
        return merged.keys()


def _write_sorted(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(sorted(lines)), encoding="utf-8", newline="\n")


def divide_spool(spool: Spool) -> Iterator[Item]:
    """Yield items of about the same size that have all segments."""
    start = size = number = 0
    for end in range(1, len(spool) + 1):
        size += spool.get_size(end - 1)
        if size > BYTES_OF_AN_ITEM or end == len(spool):
            yield Item(number, start, end)
            start, size, number = end, 0, number + 1
