"""Write the tables of a dataset in each language, and GeoJSON."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from terril.model.languages import choose_text
from terril.representations.pages import Audience
from terril.representations.pages.coordinates import find_points
from terril.representations.tables.csv_file import write_csv, write_links, write_metadata
from terril.representations.tables.geojson import write_geojson
from terril.representations.tables.table import Table, TableMaker
from terril.representations.tables.xlsx import write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from terril.representations.drawings import Point
    from terril.representations.pages import Pages
    from terril.store.datasets import Dataset
    from terril.store.reader import StoreReader


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
        points = self._locate_things(dataset)
        found: dict[str, Callable[[], bytes]] = {}
        for number, language in enumerate(self.pages.town.languages):
            files = _LanguageFiles(self, dataset, Audience(language, ""), points)
            if number == 0:
                found |= files.plan_files(dataset.name)
            found |= files.plan_files(f"{dataset.name}.{language}")
        return found

    def _locate_things(self, dataset: Dataset) -> Mapping[str, Sequence[Point]]:
        """Return the points of the things that have coordinates."""
        audience = Audience(self.pages.town.languages[0], "")
        found = {i: find_points(self.store, self.pages, [i], audience) for i in dataset.things}
        return {iri: points for iri, points in found.items() if points}


@dataclass(frozen=True)
class _LanguageFiles:
    source: TableFiles
    dataset: Dataset
    audience: Audience
    points: Mapping[str, Sequence[Point]]

    def plan_files(self, start: str) -> Mapping[str, Callable[[], bytes]]:
        """Return a content function for each file name, given the start of the names."""
        names = f"{start}.csv", f"{start}.links.csv"
        found: dict[str, Callable[[], bytes]] = {
            names[0]: lambda: write_csv(self._table),
            names[1]: lambda: write_links(self._table),
            f"{names[0]}-metadata.json": partial(self._write_metadata, names),
            f"{start}.xlsx": lambda: self._workbook,
        }
        if self.points:
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
        return write_geojson(self._table.select(self.points), self.points)

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
