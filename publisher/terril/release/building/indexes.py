"""Write what is made of all statements of a release: its store, record, index and counts."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, RdfFormat, parse

from terril.model.execution.progress import Step
from terril.model.spool import LineSorter, Links, ReleaseStatements, Segment, merge_runs
from terril.model.spool.workers import map_in_processes
from terril.model.vocabulary import SKOS
from terril.release.building.model_statements import divide_model
from terril.release.building.parts import PartsWriter
from terril.release.building.survey import Survey, divide_spool
from terril.release.release import LITERALS, SEARCH, STATISTICS, THING_INDEX, THINGS
from terril.store.datasets import KINDS, SCHEME
from terril.store.graphs import (
    REST,
    Usage,
    find_concepts,
    find_subjects,
    label_parts,
    make_digest,
    write_statistics,
)
from terril.store.search import LEGAL_FORMS, IndexWriter, write_thing_index
from terril.store.written_literals import LiteralsWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Quad

    from terril.model.execution.progress import Progress
    from terril.model.spool import Spool
    from terril.release.building.model_statements import ModelStatements
    from terril.release.building.store_loading import StoreLoading
    from terril.release.building.survey import Report
    from terril.release.content import Content
    from terril.store.search import ThingEntry

IN_SCHEME = f"<{SKOS}inScheme>"
MOST_CHARACTERS = 16_000_000
"""Characters of IRIs that are sorted in memory."""


@dataclass(frozen=True, slots=True)
class BuildPlace:
    """The place where a release is built.

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
class Indexed:
    """A release of which all that is made of single subjects has been written.

    The numbers are what a query counts, for which two spellings of one value are one statement.

    Attributes:
        triples: number of statements of the default graph.
        things: number of things described.
        graphs: number of statements of each named graph, by its IRI.
        statements: for the writers of the dumps.
    """

    triples: int
    things: int
    graphs: Mapping[str, int]
    statements: ReleaseStatements


def write_indexes(content: Content, place: BuildPlace, loading: StoreLoading) -> Indexed:
    """Write the files that all statements are read for, and load the store."""
    spool, concepts = content.spool, find_concepts(content.spool)
    loading.add_graphs(spool.path)
    forms = find_subjects(spool, f" <{LEGAL_FORMS}> ", 2)
    iris = frozenset(one[1:-1] for one in forms)
    survey = Survey(spool, content.base, place.work, concepts, iris)
    with (
        _report_errors(place.folder),
        closing(sqlite3.connect(place.folder / LITERALS)) as database,
        IndexWriter(place.folder / SEARCH) as index,
    ):
        collection = Collection(place, LiteralsWriter(database), index)
        things = collection.run(survey)
        write_thing_index(place.folder / THING_INDEX, things, content.languages)
        collection.finish()
    model = divide_model(collection.of_model, concepts, collection.used)
    _load_default_graph(collection, model, place.work, loading)
    _load_parts(collection, place, survey, loading)
    return collection.write_counts(spool, model)


def _load_default_graph(
    collection: Collection, model: ModelStatements, work: Path, loading: StoreLoading
) -> None:
    paths = work / "model.nt", work / "rest.nt"
    for path, lines in zip(paths, (model.default, model.rest), strict=True):
        path.write_text("".join(lines), encoding="utf-8", newline="\n")
    loading.add_triples([*collection.triples, paths[0]])
    if model.rest:
        loading.add_triples([paths[1]], BlankNode(REST))


def _load_parts(
    collection: Collection, place: BuildPlace, survey: Survey, loading: StoreLoading
) -> None:
    labels = label_parts(collection.graphs)
    if labels:
        writer = PartsWriter(survey.spool, labels, place.work)
        items = divide_spool(survey.spool)
        parts = list(map_in_processes(writer, items, place.processes))
        for label in labels.values():
            loading.add_triples([paths[label] for paths in parts], BlankNode(label))


@contextmanager
def _report_errors(folder: Path) -> Iterator[None]:
    """Raise :class:`OSError` for an error of a database, such as a full disk."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise OSError(f"{folder}: {error}") from error


@dataclass(slots=True)
class Collection:
    """The reports of all items, as far as they stay in memory."""

    place: BuildPlace
    literals: LiteralsWriter
    index: IndexWriter
    triples: list[Path] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)
    objects: list[Path] = field(default_factory=list)
    graphs: Counter[tuple[str, ...]] = field(default_factory=Counter)
    usage: Usage = field(default_factory=Usage)
    used: set[str] = field(default_factory=set)
    of_model: list[str] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    iris: LineSorter = field(init=False)

    def __post_init__(self) -> None:
        """Open the sorter of the things."""
        self.iris = LineSorter(self.place.work, "things", MOST_CHARACTERS)

    def run(self, survey: Survey) -> Iterator[ThingEntry]:
        """Collect the reports of all items, and yield the entries of things."""
        items = list(divide_spool(survey.spool))
        report: Report
        for done, report in enumerate(map_in_processes(survey, items, self.place.processes)):
            self.place.progress(Step.INDEXES, done, len(items))
            self._add(report)
            yield from report.things
        self.place.progress(Step.INDEXES, len(items), len(items))

    def _add(self, report: Report) -> None:
        self.triples.append(report.triples)
        self.links.append(report.links)
        self.objects.append(report.objects)
        self.literals.add(report.literals)
        self.index.add(report.entries)
        self.graphs.update(report.graphs)
        self.usage.add(report.usage)
        self.used |= report.used
        self.of_model += report.of_model
        self.iris.add([f"{one.iri}\n" for one in report.things])
        self.kinds.update((one.kind, one.iri) for one in report.things)

    def finish(self) -> None:
        """Make the databases ready to be read."""
        self.literals.finish()
        self.index.finish()

    def write_counts(self, spool: Spool, model: ModelStatements) -> Indexed:
        """Write the statistics and the list of things, and return what is known."""
        place = self.place
        self.usage.add(model.usage)
        of_model = place.work / "objects.model"
        digests = sorted(map(make_digest, model.usage.objects))
        of_model.write_text("".join(digests), encoding="utf-8", newline="\n")
        merge_runs([*self.objects, of_model], place.work / "objects")
        statistics = self.usage.make_statistics(_count_lines(place.work / "objects"))
        write_statistics(place.folder / STATISTICS, statistics)
        merge_runs(self.iris.finish(), place.folder / THINGS)
        merge_runs(self.links, place.work / "links")
        links = Links(place.work / "links")
        graphs: Counter[str] = Counter()
        for names, number in self.graphs.items():
            graphs.update(dict.fromkeys((name[1:-1] for name in names), number))
        return Indexed(
            self.usage.triples,
            _count_lines(place.folder / THINGS),
            dict(sorted(graphs.items())),
            ReleaseStatements(
                spool, links, self._read_terms(spool, links), [*self.kinds.values()]
            ),
        )

    def _read_terms(self, spool: Spool, links: Links) -> list[Quad]:
        """Return the statements about terms of the model, kinds, properties and datasets."""
        text = "".join(self.of_model)
        known = {one.subject for one in Segment(0, text).subjects()}
        kinds = (f"<{KINDS}{kind}>" for kind in self.kinds)
        datasets = (one for _, one in links.find(str(SCHEME), IN_SCHEME))
        others = {*self.usage.properties, *kinds, *datasets} - known
        found = [one.lines for other in sorted(others) if (one := spool.find(other))]
        return list(parse("".join((text, *found)).encode(), format=RdfFormat.N_QUADS))


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)
