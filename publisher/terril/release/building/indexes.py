"""Write what is made of all statements of a release: its store, record, index and counts."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode

from terril.model.spool import LineSorter, merge_runs
from terril.model.spool.workers import map_in_processes
from terril.release.build_progress import Step
from terril.release.building.model_statements import divide_model
from terril.release.building.parts import PartsWriter
from terril.release.building.survey import Survey, divide_spool
from terril.release.release import LITERALS, SEARCH, STATISTICS, THINGS
from terril.store.graphs import (
    REST,
    Usage,
    find_concepts,
    label_parts,
    make_digest,
    write_statistics,
)
from terril.store.search import IndexWriter
from terril.store.written_literals import LiteralsWriter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from terril.model.spool import Spool
    from terril.release.build_progress import Progress
    from terril.release.building.model_statements import ModelStatements
    from terril.release.building.store_loading import StoreLoading
    from terril.release.building.survey import Report

MOST_DIGITS = 32_000_000
"""Characters of digests and IRIs that are sorted in memory."""


@dataclass(frozen=True, slots=True)
class BuildPlace:
    """Where a release is built.

    Attributes:
        folder: of the release.
        work: for files that are not part of it.
        processes: number of worker processes.
        progress: called with each step.
    """

    folder: Path
    work: Path
    processes: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class Counts:
    """What the manifest counts, as a query counts it.

    Two spellings of one value are one statement.

    Attributes:
        triples: number of statements of the default graph.
        things: number of things described.
        graphs: number of statements of each named graph, by its IRI.
    """

    triples: int
    things: int
    graphs: Mapping[str, int]


def write_indexes(spool: Spool, base: str, place: BuildPlace, loading: StoreLoading) -> Counts:
    """Write the files that all statements are read for, and load the store."""
    loading.add_graphs(spool.path)
    items = list(divide_spool(spool))
    concepts = find_concepts(spool.path)
    survey = Survey(spool, base, place.work, concepts)
    with (
        _report_errors(place.folder),
        closing(sqlite3.connect(place.folder / LITERALS)) as database,
        IndexWriter(place.folder / SEARCH) as index,
    ):
        collected = _Collection(place.work, LiteralsWriter(database), index)
        for done, report in enumerate(map_in_processes(survey, items, place.processes)):
            place.progress(Step.INDEXES, done, len(items))
            collected.add(report)
        collected.finish()
    model = divide_model(collected.of_model, concepts, collected.used)
    default = place.work / "model.nt"
    default.write_text("".join(model.default), encoding="utf-8")
    loading.add_triples([*collected.triples, default])
    labels = label_parts(collected.graphs)
    writer = PartsWriter(spool, labels, place.work)
    parts = list(map_in_processes(writer, items, place.processes)) if labels else []
    for label in labels.values():
        loading.add_triples([paths[label] for paths in parts], BlankNode(label))
    if model.rest:
        rest = place.work / "rest.nt"
        rest.write_text("".join(model.rest), encoding="utf-8")
        loading.add_triples([rest], BlankNode(REST))
    counts = collected.write_counts(place.folder, model)
    place.progress(Step.INDEXES, len(items), len(items))
    return counts


@contextmanager
def _report_errors(folder: Path) -> Iterator[None]:
    """Raise :class:`OSError` for an error of a database, such as a full disk."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise OSError(f"{folder}: {error}") from error


@dataclass(slots=True)
class _Collection:
    """The reports of all items, as far as they stay in memory."""

    work: Path
    literals: LiteralsWriter
    index: IndexWriter
    triples: list[Path] = field(default_factory=list)
    graphs: Counter[tuple[str, ...]] = field(default_factory=Counter)
    usage: Usage = field(default_factory=Usage)
    used: set[str] = field(default_factory=set)
    of_model: list[str] = field(default_factory=list)
    sorters: dict[str, LineSorter] = field(default_factory=dict)

    def add(self, report: Report) -> None:
        self.triples.append(report.triples)
        self.literals.add(report.literals)
        self.index.add(report.entries)
        self.graphs.update(report.graphs)
        self.usage.add(report.usage)
        self.used |= report.used
        self.of_model += report.of_model
        self.sort("objects", report.objects)
        self.sort("things", [f"{iri}\n" for iri in report.things])

    def sort(self, name: str, lines: Collection[str]) -> None:
        sorter = self.sorters.get(name)
        if sorter is None:
            sorter = self.sorters[name] = LineSorter(self.work, name, MOST_DIGITS)
        sorter.add(list(lines))

    def finish(self) -> None:
        self.literals.finish()
        self.index.finish()

    def write_counts(self, folder: Path, model: ModelStatements) -> Counts:
        self.usage.add(model.usage)
        self.sort("objects", [make_digest(one) for one in model.usage.objects])
        objects = self._merge("objects", self.work / "objects")
        write_statistics(folder / STATISTICS, self.usage.make_statistics(objects))
        things = self._merge("things", folder / THINGS)
        graphs: Counter[str] = Counter()
        for names, number in self.graphs.items():
            graphs.update(dict.fromkeys((name[1:-1] for name in names), number))
        return Counts(self.usage.triples, things, dict(sorted(graphs.items())))

    def _merge(self, name: str, path: Path) -> int:
        """Write sorted lines to a file, and return their number."""
        runs = self.sorters[name].finish() if name in self.sorters else []
        if not runs:
            path.touch()
            return 0
        merge_runs(runs, path)
        with path.open("rb") as file:
            return sum(1 for _ in file)
