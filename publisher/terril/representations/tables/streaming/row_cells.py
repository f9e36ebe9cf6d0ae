"""Write the cells of one row for every kind of file, each once for all tables."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from terril.representations.rdf.json_numbers import convert_number
from terril.representations.tables.csv_file import quote
from terril.representations.tables.streaming.note_taker import CONVERTED
from terril.representations.tables.table_columns import Form
from terril.representations.tables.workbook import ROW, write_text, write_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.representations.tables.streaming.row_layouts import Layout
    from terril.representations.tables.table_columns import Key


class CellWriter:
    """A writer of the single values of a segment.

    Args:
        keys: of the segment.
        styles: number of the style of each number format.
    """

    def __init__(self, keys: Sequence[Key], styles: Mapping[str, int]) -> None:
        self._styles = styles
        self._datatypes = [
            key.tag if key.form is Form.LITERAL and key.tag in CONVERTED else "" for key in keys
        ]

    def write_for_sheet(self, number: int, value: str) -> str | None:
        """Return a value as a number or a day of a spreadsheet; ``None`` for a text."""
        datatype = self._datatypes[number]
        return write_value(value, datatype, self._styles) if datatype else None

    def write_for_json(self, number: int, value: str) -> str | None:
        """Return a value as a number of JSON; ``None`` for a text."""
        datatype = self._datatypes[number]
        return convert_number(value, datatype) if datatype else None


class CellList:
    """Cells of a row, in any order, written for every kind of file.

    Args:
        writer: of the segment.
        located: whether the thing is in a map.
    """

    def __init__(self, writer: CellWriter, *, located: bool) -> None:
        self._writer = writer
        self.located = located
        self.numbers: list[int] = []
        self.values: list[str | tuple[str, ...]] = []
        self.lists: list[int] = []
        self.csv: list[str] = []
        self.sheet: list[str] = []
        self.json: list[str] = []
        self.typed: list[int] = []

    def add_text(self, value: str) -> None:
        """Add a cell that is no value of a property."""
        self.values.append(value)
        self.csv.append(quote(value))
        self.sheet.append(write_text(value))
        self.json.append(encode_basestring(value) if self.located else "")

    def add(self, number: int, value: str | tuple[str, ...]) -> None:
        """Add a cell; an empty one is as good as none."""
        if not value:
            return
        place = len(self.values)
        self.numbers.append(number)
        self.values.append(value)
        if isinstance(value, tuple):
            # Every table has its own separator.
            self.lists.append(place)
            self.csv.append("")
            self.sheet.append("")
            self.json.append("")
            return
        self.csv.append(quote(value))
        found = self._writer.write_for_sheet(number, value)
        self.sheet.append(found or write_text(value))
        shown = self._writer.write_for_json(number, value) if self.located else None
        self.json.append(shown or (encode_basestring(value) if self.located else ""))
        if found or shown:
            self.typed.append(place)

    def extend(self, other: CellList) -> None:
        """Add the cells of another list behind these."""
        start = len(self.values)
        self.numbers += other.numbers
        self.values += other.values
        self.csv += other.csv
        self.sheet += other.sheet
        self.json += other.json
        self.lists += [start + place for place in other.lists]
        self.typed += [start + place for place in other.typed]


def write_line(cells: CellList, layout: Layout) -> str:
    """Return a row as a line of CSV."""
    forms = cells.csv
    if cells.lists:
        forms = forms.copy()
        for place in cells.lists:
            forms[place] = quote(_join(cells, place, layout))
    return layout.csv % tuple([forms[place] for place in layout.order])


def write_row(cells: CellList, layout: Layout, number: int) -> str:
    """Return a row of a spreadsheet, given its number from 1."""
    forms = cells.sheet
    changed = [*cells.lists, *(place for place in cells.typed if layout.separators[place])]
    if changed:
        forms = forms.copy()
        for place in changed:
            forms[place] = write_text(_join(cells, place, layout))
    row = layout.sheet % tuple([forms[place] for place in layout.sheet_order])
    return row.replace(ROW, str(number))


def write_properties(cells: CellList, layout: Layout) -> str:
    """Return a row as the properties of a GeoJSON feature, without the braces."""
    forms = cells.json
    changed = [*cells.lists, *(place for place in cells.typed if layout.separators[place])]
    if changed:
        forms = forms.copy()
        for place in changed:
            forms[place] = encode_basestring(_join(cells, place, layout))
    return layout.properties % tuple([forms[place] for place in layout.order])


def _join(cells: CellList, place: int, layout: Layout) -> str:
    value = cells.values[place]
    return value if isinstance(value, str) else layout.separators[place].join(value)
