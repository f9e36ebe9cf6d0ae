"""Plan the files of each dataset of a release: RDF, tables by language, GeoJSON; the model."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.formats import GZIP, RDF_FORMATS, RDF_XML
from terril.model.spool import LineSorter, Links, collect_links, index_spool, merge_runs
from terril.model.spool.term_text import format_line
from terril.model.triples import canonicalize
from terril.representations.pages import Pages, TownProfile
from terril.representations.rdf import find_obstacle, write_quads
from terril.representations.tables.streaming import Job, write_tables
from terril.store.datasets import WHOLE, find_datasets
from terril.store.graphs import select_default_graph
from terril.store.reader import StoreReader, build_memory_store
from terril.store.written_literals import WrittenLiterals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Quad

    from terril.model.addresses import Addresses
    from terril.model.formats import Format
    from terril.model.spool import Spool
    from terril.representations.rdf import Context
    from terril.store.datasets import Dataset


@dataclass(frozen=True)
class Dumps:
    """A planner of the files of a town's datasets.

    Attributes:
        addresses: addresses of the town.
        languages: languages of the town, preferred first.
        licence: IRI of the licence of the data.
        context: the JSON-LD context.
        documents: statements of each document of the model, by its IRI.
    """

    addresses: Addresses
    languages: tuple[str, ...]
    licence: str
    context: Context
    documents: Mapping[str, Sequence[Quad]] = field(default_factory=dict)

    def plan_files(
        self, quads: Sequence[Quad], things: Iterable[str]
    ) -> Mapping[str, Callable[[], bytes]]:
        """Return a content function for each file name, in the order of writing.

        Args:
            quads: every statement of the release, sorted.
            things: IRIs of all its things.
        """
        # The files are read from named graphs alone.
        store = StoreReader(build_memory_store(quads, ()), WrittenLiterals.collect(quads))
        pages = Pages(store, self.addresses, TownProfile({}, self.languages, self.licence))
        graphs = GraphFiles(store, self.addresses, quads, self.context)
        documents = DocumentFiles(self.documents, self.addresses, self.context)
        found: dict[str, Callable[[], bytes]] = {}
        datasets = find_datasets(store, self.addresses, things)
        for dataset in datasets:
            if dataset.documents:
                found |= documents.plan_files(dataset)
            else:
                found |= graphs.plan_files(dataset)
        return {**found, **TableFiles(quads, pages, datasets).plan_files()}


@dataclass(frozen=True)
class GraphFiles:
    """A writer of the RDF files of datasets.

    Attributes:
        store: store of the release.
        addresses: addresses of the town.
        quads: every statement of the release, sorted.
        context: the JSON-LD context.
    """

    store: StoreReader
    addresses: Addresses
    quads: Sequence[Quad]
    context: Context

    def plan_files(self, dataset: Dataset) -> Mapping[str, Callable[[], bytes]]:
        """Return a content function for each file name of a dataset."""
        whole = dataset.name == WHOLE
        # Named graphs are published for the whole dataset only.
        formats = [row for row in RDF_FORMATS if whole or not row.graphs]
        if find_obstacle(self._select_statements(dataset, RDF_XML)) is not None:
            formats.remove(RDF_XML)
        return {
            f"{dataset.name}.{row.extension}": partial(self._write, dataset, row)
            for row in formats
        }

    def _write(self, dataset: Dataset, row: Format) -> bytes:
        quads = self._select_statements(dataset, row)
        return write_quads(quads, row, self.addresses, self.context)

    @cached_property
    def _default_graph(self) -> Sequence[Quad]:
        """The statements that a query without FROM and GRAPH sees: a file of triples has them."""
        seen = select_default_graph(self.quads)
        return [quad for quad in self.quads if quad.triple in seen]

    def _select_statements(self, dataset: Dataset, row: Format) -> Sequence[Quad]:
        """Return the statements about the dataset's things and their parts."""
        if dataset.name == WHOLE:
            return self.quads if row.graphs else self._default_graph
        subjects = {NamedNode(iri) for iri in (*dataset.things, *self._list_parts(dataset))}
        return [quad for quad in self.quads if quad.subject in subjects]

    def _list_parts(self, dataset: Dataset) -> Iterator[str]:
        for iri in dataset.things:
            thing = NamedNode(iri)
            near = [quad.object for quad in self.store.about(thing)]
            near += [quad.subject for quad in self.store.towards(thing)]
            for one in near:
                name = self.addresses.name_of(one.value) if isinstance(one, NamedNode) else None
                if name and name.kind in dataset.parts:
                    yield self.addresses.thing(name.kind, name.slug)


@dataclass(frozen=True)
class DocumentFiles:
    """A writer of the files of the model.

    Attributes:
        documents: statements of each document, by its IRI.
        addresses: addresses of the town.
        context: the JSON-LD context.
    """

    documents: Mapping[str, Sequence[Quad]]
    addresses: Addresses
    context: Context

    def plan_files(self, dataset: Dataset) -> Mapping[str, Callable[[], bytes]]:
        """Return a content function for each file name of a dataset."""
        statements = self._select_statements(dataset)
        return {
            f"{dataset.name}.{row.extension}": partial(self._write, dataset, row)
            for row in RDF_FORMATS
            if not row.graphs and (row != RDF_XML or find_obstacle(statements) is None)
        }

    def _write(self, dataset: Dataset, row: Format) -> bytes:
        quads = canonicalize(self._select_statements(dataset))
        return write_quads(quads, row, self.addresses, self.context)

    def _select_statements(self, dataset: Dataset) -> Sequence[Quad]:
        return [quad for iri in dataset.documents for quad in self.documents.get(iri, ())]


class TableFiles:
    """The tables of all datasets, in a folder that goes with this object.

    Args:
        quads: every statement of the release, sorted.
        pages: source of the labels.
        datasets: all of them.
    """

    def __init__(self, quads: Sequence[Quad], pages: Pages, datasets: Sequence[Dataset]) -> None:
        self._folder = TemporaryDirectory(prefix="terril-")
        folder = Path(self._folder.name)
        tables, work = folder / "tables", folder / "work"
        tables.mkdir()
        work.mkdir()
        spool, links = write_spool(folder, quads)
        self._files = write_tables(Job(spool, links, datasets, pages, tables, work))

    def plan_files(self) -> Mapping[str, Callable[[], bytes]]:
        """Return a content function for each file name."""
        names = (file.name for file in self._files if not file.name.endswith(f".{GZIP}"))
        return {name: partial(self._read, name) for name in names}

    def _read(self, name: str) -> bytes:
        return Path(self._folder.name, "tables", name).read_bytes()


def write_spool(folder: Path, quads: Iterable[Quad]) -> tuple[Spool, Links]:
    """Write statements to a sorted file, and their links to another, and open both."""
    statements, links = LineSorter(folder, "statements"), LineSorter(folder, "links")
    for quad in quads:
        line = format_line(quad)
        statements.add([line])
        links.add(collect_links(line))
    merge_runs(statements.finish(), folder / "spool")
    merge_runs(links.finish(), folder / "spool.links")
    return index_spool(folder / "spool"), Links(folder / "spool.links")
