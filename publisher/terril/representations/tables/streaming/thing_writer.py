"""Write one thing for all tables that it is in."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from terril.representations.tables.csv_file import format_line
from terril.representations.tables.geojson import SEPARATOR, write_feature
from terril.representations.tables.streaming.cells import group_links, sort_links
from terril.representations.tables.streaming.row_cells import CellList

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from terril.representations.tables.streaming.row_cells import CellWriter
    from terril.representations.tables.streaming.row_store import ThingRow
    from terril.representations.tables.streaming.table_plan import TablePlan
    from terril.representations.tables.table_columns import Key


class ThingWriter:
    """A writer of one thing.

    Args:
        row: what tables can show of it.
        keys: of the segment.
        writer: of the values of the segment.
    """

    def __init__(self, row: ThingRow, keys: Sequence[Key], writer: CellWriter) -> None:
        self._row = row
        self._keys = keys
        self._writer = writer
        self._all = [row.cells, *(part.cells for part in row.parts)]
        self._links = [group_links(cells.links) for cells in self._all]
        # The cells of every language are written once.
        self._shared = CellList(writer, located=bool(row.positions))
        for cells in self._all:
            for number, value in cells.shared:
                self._shared.add(number, value)
        for links in self._links:
            for number, found in links.items():
                if len(found) == 1:
                    self._shared.add(number, found[0][0])

    def write_cells(self, language: int, kind: str) -> CellList:
        """Return the cells of a row: IRI, kind, and then values in any order.

        Args:
            language: its place among the languages of the tables.
            kind: name of the kind of thing.
        """
        found = CellList(self._writer, located=self._shared.located)
        found.add_text(self._row.iri)
        found.add_text(kind)
        found.extend(self._shared)
        for cells, links in zip(self._all, self._links, strict=True):
            for number, value in cells.own[language] if cells.own else ():
                found.add(number, value)
            for number, linked in links.items():
                if len(linked) == 1:
                    found.add(number + 1, linked[0][1][language])
                else:
                    iris, labels = sort_links(linked, language)
                    found.add(number, iris)
                    found.add(number + 1, labels)
        return found

    def write_links(self, language: int, properties: Mapping[str, str]) -> list[str]:
        """Return the lines of the table of links about the thing.

        Args:
            language: its place among the languages of the tables.
            properties: label of each property.
        """
        row = self._row
        return list(self._write_links(row.iri, row.labels[language], 0, language, properties))

    def write_part_links(self, plan: TablePlan, properties: Mapping[str, str]) -> Iterator[str]:
        """Yield the lines of the table of links about the parts in the row.

        A part of several things has its lines behind the first of them.
        """
        written: set[str] = set()
        parts = sorted(enumerate(self._row.parts, 1), key=lambda one: one[1].property)
        for place, part in parts:
            if part.property not in plan.inner or part.iri in written:
                continue
            written.add(part.iri)
            if not any(prop in plan.inner and kind in plan.kinds for prop, kind in part.owners):
                label = part.labels[plan.language]
                yield from self._write_links(part.iri, label, place, plan.language, properties)

    def write_feature(self, plan: TablePlan, geometry: str, properties: str) -> str:
        """Return a feature of a map.

        Args:
            plan: of the table.
            geometry: of the thing, as JSON.
            properties: of the columns, as JSON without braces.
        """
        others = [one for one in self._row.positions if one[2] != self._row.iri]
        names = SEPARATOR.join(labels[plan.language] for *_, labels in others)
        marks = zip(plan.marks, (names, SEPARATOR.join(one[2] for one in others)), strict=True)
        places = ", ".join(
            f"{encode_basestring(mark)}: {encode_basestring(text) if text else 'null'}"
            for mark, text in marks
        )
        return write_feature(self._row.iri, geometry, f"{properties}, {places}")

    def _write_links(
        self, iri: str, label: str, place: int, language: int, properties: Mapping[str, str]
    ) -> Iterator[str]:
        links = self._links[place]
        for number in sorted(links, key=lambda one: self._keys[one].property):
            prop = self._keys[number].property
            for value, name in zip(*sort_links(links[number], language), strict=True):
                yield format_line((iri, label, properties[prop], prop, name, value))
