"""The files of each dataset of a release: RDF, tables in each language, a map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from publisher.languages import pick
from publisher.model.formats import RDF_FORMATS
from publisher.representations.pages import Pages, Reader, Town
from publisher.representations.pages.whereabouts import whereabouts
from publisher.representations.rdf import write_quads
from publisher.representations.tables.csv_file import write_csv, write_links, write_metadata
from publisher.representations.tables.geojson import write_geojson
from publisher.representations.tables.table import Table, TableMaker
from publisher.representations.tables.xlsx import write_xlsx
from publisher.store.datasets import WHOLE, Dataset, datasets_of
from publisher.store.reading import StoreReader, memory_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from pyoxigraph import Quad

    from publisher.model.addresses import Addresses
    from publisher.model.formats import Format
    from publisher.representations.drawings.locator import Point

    Writers: TypeAlias = Mapping[str, Callable[[], bytes]]


@dataclass(frozen=True)
class Dumps:
    """What the files are made of.

    Attributes:
        addresses: of the town.
        languages: of the town, the preferred one first.
        licence: IRI of the licence of the data.
        context: the JSON-LD context.
    """

    addresses: Addresses
    languages: tuple[str, ...]
    licence: str
    context: Mapping[str, object]

    def files(self, quads: Sequence[Quad], things: Iterable[str]) -> Writers:
        """What writes each file, by its name, in the order in which to write them.

        Args:
            quads: every statement of the release, in a stable order.
            things: IRIs of all its things.
        """
        store = StoreReader(memory_store(quads))
        pages = Pages(store, self.addresses, Town({}, self.languages))
        found: dict[str, Callable[[], bytes]] = {}
        for dataset in datasets_of(store, self.addresses, things):
            found |= _DatasetFiles(self, dataset, store, pages, quads).writers()
        return found


@dataclass(frozen=True)
class _DatasetFiles:
    made_of: Dumps
    dataset: Dataset
    store: StoreReader
    pages: Pages
    quads: Sequence[Quad]

    def writers(self) -> Writers:
        return {**dict(self._rdf()), **dict(self._tables())}

    def _rdf(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        whole = self.dataset.name == WHOLE
        for row in RDF_FORMATS:
            # Who says what is told for the whole only.
            if whole or not row.graphs:
                yield f"{self.dataset.name}.{row.extension}", self._rdf_writer(row)

    def _rdf_writer(self, row: Format) -> Callable[[], bytes]:
        made_of = self.made_of
        return lambda: write_quads(self._statements, row, made_of.addresses, made_of.context)

    @cached_property
    def _statements(self) -> Sequence[Quad]:
        """What is said of the dataset's things, and of the parts that come along with them."""
        if self.dataset.name == WHOLE:
            return self.quads
        subjects = {NamedNode(iri) for iri in (*self.dataset.things, *self._parts())}
        return [quad for quad in self.quads if quad.subject in subjects]

    def _parts(self) -> Iterator[str]:
        for iri in self.dataset.things:
            thing = NamedNode(iri)
            near = [quad.object for quad in self.store.about(thing)]
            near += [quad.subject for quad in self.store.towards(thing)]
            for one in near:
                name = self.pages.name_of(one.value) if isinstance(one, NamedNode) else None
                if name and name.kind in self.dataset.parts and isinstance(one, NamedNode):
                    yield one.value

    def _tables(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        first, *_ = languages = self.made_of.languages
        for language in languages:
            files = self._files_in(language)
            if language == first:
                yield from files(self.dataset.name).items()
            yield from files(f"{self.dataset.name}.{language}").items()

    def _files_in(self, language: str) -> Callable[[str], Writers]:
        """What writes the files in one language, given the beginning of their names."""
        reader = Reader(language, "")

        @cache
        def table() -> Table:
            parts = frozenset(self.dataset.parts)
            return TableMaker(self.store, self.pages, reader, parts).make(self.dataset.things)

        @cache
        def workbook() -> bytes:
            return write_xlsx(table(), self._title(reader), lambda p: self._meaning(p, reader))

        def writers(start: str) -> Writers:
            names = f"{start}.csv", f"{start}.links.csv"
            found: dict[str, Callable[[], bytes]] = {
                names[0]: lambda: write_csv(table()),
                names[1]: lambda: write_links(table()),
                f"{names[0]}-metadata.json": lambda: self._metadata(table(), names, reader),
                f"{start}.xlsx": workbook,
            }
            if points := self._points:
                here = points
                found[f"{start}.geojson"] = lambda: write_geojson(table().of(here), here)
            return found

        return writers

    @cached_property
    def _points(self) -> Mapping[str, Sequence[Point]]:
        """Where the things are that are somewhere."""
        reader = Reader(self.made_of.languages[0], "")
        found = {i: whereabouts(self.store, self.pages, [i], reader) for i in self.dataset.things}
        return {iri: points for iri, points in found.items() if points}

    def _metadata(self, table: Table, names: tuple[str, str], reader: Reader) -> bytes:
        description = pick(self.dataset.descriptions, self.pages.taste(reader))
        about = {"dc:title": self._title(reader)}
        if description:
            about["dc:description"] = description[0]
        return write_metadata(table, names, about, self.made_of.licence)

    def _title(self, reader: Reader) -> str:
        found = pick(self.dataset.titles, self.pages.taste(reader))
        return found[0] if found else self.dataset.name

    def _meaning(self, prop: str, reader: Reader) -> str:
        found = self.pages.description(prop, reader)
        return found.value if found else ""
