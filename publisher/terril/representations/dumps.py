"""Plan the files of each dataset of a release: RDF, tables by language, GeoJSON; the model."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.formats import RDF_FORMATS, RDF_XML
from terril.model.languages import choose_text
from terril.model.triples import canonicalize
from terril.representations.pages import Audience, Pages, TownProfile
from terril.representations.pages.coordinates import find_positions
from terril.representations.rdf import find_obstacle, write_quads
from terril.representations.tables.csv_file import write_csv, write_links, write_metadata
from terril.representations.tables.geojson import write_geojson
from terril.representations.tables.table import Table, TableMaker
from terril.representations.tables.xlsx import write_xlsx
from terril.store.datasets import WHOLE, find_datasets
from terril.store.graphs import select_default_graph
from terril.store.reader import StoreReader, build_memory_store
from terril.store.written_literals import WrittenLiterals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Quad

    from terril.model.addresses import Addresses
    from terril.model.formats import Format
    from terril.representations.pages.coordinates import Position
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
        tables = TableFiles(store, pages)
        documents = DocumentFiles(self.documents, self.addresses, self.context)
        found: dict[str, Callable[[], bytes]] = {}
        for dataset in find_datasets(store, self.addresses, things):
            if dataset.documents:
                found |= documents.plan_files(dataset)
            else:
                found |= graphs.plan_files(dataset)
                found |= tables.plan_files(dataset)
        return found


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


@dataclass(frozen=True)
class TableFiles:
    """A writer of the tables of datasets.

    Attributes:
        store: store of the release.
        pages: source of the labels.
    """

    store: StoreReader
    pages: Pages

    def plan_files(self, dataset: Dataset) -> Mapping[str, Callable[[], bytes]]:
        """Return a content function for each file name; the first language has two names."""
        positions = self._locate_things(dataset)
        found: dict[str, Callable[[], bytes]] = {}
        for number, language in enumerate(self.pages.town.languages):
            files = _LanguageFiles(self, dataset, Audience(language, ""), positions)
            if number == 0:
                found |= files.plan_files(dataset.name)
            found |= files.plan_files(f"{dataset.name}.{language}")
        return found

    def _locate_things(self, dataset: Dataset) -> Mapping[str, Sequence[Position]]:
        """Return the positions of the things that have one."""
        found = {iri: find_positions(self.store, iri) for iri in dataset.things}
        return {iri: positions for iri, positions in found.items() if positions}


@dataclass(frozen=True)
class _LanguageFiles:
    source: TableFiles
    dataset: Dataset
    audience: Audience
    positions: Mapping[str, Sequence[Position]]

    def plan_files(self, start: str) -> Mapping[str, Callable[[], bytes]]:
        """Return a content function for each file name, given the start of the names."""
        names = f"{start}.csv", f"{start}.links.csv"
        found: dict[str, Callable[[], bytes]] = {
            names[0]: lambda: write_csv(self._table),
            names[1]: lambda: write_links(self._table),
            f"{names[0]}-metadata.json": partial(self._write_metadata, names),
            f"{start}.xlsx": lambda: self._workbook,
        }
        if self.positions:
            found[f"{start}.geojson"] = self._write_map
        return found

    @cached_property
    def _table(self) -> Table:
        source, parts = self.source, frozenset(self.dataset.parts)
        maker = TableMaker(source.store, source.pages, self.audience, parts)
        return maker.make(self.dataset.things)

    @cached_property
    def _workbook(self) -> bytes:
        return write_xlsx(self._table, self._choose_text(self.dataset.titles), self._define)

    def _write_map(self) -> bytes:
        table = self._table.select(self.positions)
        return write_geojson(table, self.positions, self._get_label)

    def _get_label(self, iri: str) -> str:
        return self.source.pages.label(iri, self.audience).value

    def _write_metadata(self, names: tuple[str, str]) -> bytes:
        about = {
            "dc:title": self._choose_text(self.dataset.titles),
            "dc:description": self._choose_text(self.dataset.descriptions),
        }
        return write_metadata(self._table, names, about, self.source.pages.town.licence)

    def _choose_text(self, texts: Mapping[str, str]) -> str:
        found = choose_text(texts, self.source.pages.get_languages(self.audience))
        return found[0] if found else self.dataset.name

    def _define(self, prop: str) -> str:
        found = self.source.pages.description(prop, self.audience)
        return found.value if found else ""
