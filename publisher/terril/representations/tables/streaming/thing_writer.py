"""Write one thing for all tables that it is in."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from terril.representations.tables.csv_file import quote
from terril.representations.tables.geojson import SEPARATOR, write_feature
from terril.representations.tables.streaming.cells import sort_linked
from terril.representations.tables.streaming.row_cells import CellList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.representations.tables.streaming.cells import Cells
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
        # The cells of every language are written once.
        self._shared = CellList(writer, has_position=bool(row.positions))
        for cells in self._all:
            for number, value in cells.shared:
                self._shared.add(number, value)
            for number, linked in cells.links:
                if len(linked) == 1:
                    self._shared.add_label(number, linked[0][0])

    def write_cells(self, language: int, kind: str) -> CellList:
        """Return the cells of a row: IRI, kind, and then values in any order.

        Args:
            language: its place among the languages of the tables.
            kind: name of the kind of thing.
        """
        found = CellList(self._writer, has_position=self._shared.has_position)
        found.add_text(self._row.iri)
        found.add_text(kind)
        found.extend(self._shared)
        for cells in self._all:
            for number, value in cells.own[language]:
                found.add(number, value)
            for number, linked in cells.links:
                if len(linked) == 1:
                    found.add_label(number + 1, linked[0][1][language])
                else:
                    rows = sort_linked(linked, language)
                    found.add_list(number, tuple([iri for _, iri in rows]))
                    found.add_list(number + 1, tuple([label for label, _ in rows]))
        return found

    def write_links(self, language: int, properties: Mapping[str, str]) -> list[str]:
        """Return the lines of the table of links about the thing.

        Args:
            language: its place among the languages of the tables.
            properties: label and IRI of each property as two cells of CSV.
        """
        row = self._row
        return self._write_links(row.iri, row.labels, row.cells, language, properties)

    def write_part_links(self, plan: TablePlan, properties: Mapping[str, str]) -> list[str]:
        """Return the lines of the table of links about the parts in the row.

        A part of several things has its lines behind the first of them.
        """
        found: dict[str, list[str]] = {}
        for part in sorted(self._row.parts, key=lambda one: one.property):
            if part.cells.links and part.property in plan.inner and part.iri not in found:
                written = any(
                    prop in plan.inner and kind in plan.kinds for prop, kind in part.owners
                )
                about = part.iri, part.labels, part.cells, plan.language, properties
                found[part.iri] = [] if written else self._write_links(*about)
        return [line for lines in found.values() for line in lines]

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
        self,
        iri: str,
        labels: Sequence[str],
        cells: Cells,
        language: int,
        properties: Mapping[str, str],
    ) -> list[str]:
        start = f"{quote(iri)},{quote(labels[language])},"
        return [
            f"{start}{properties[prop]},{self._writer.end_link(label, value)}"
            for prop, linked in sorted((self._keys[n].property, found) for n, found in cells.links)
            for label, value in sort_linked(linked, language)
        ]
