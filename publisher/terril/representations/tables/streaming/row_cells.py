"""Write the cells of one row for every kind of file, each once for all tables."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import TYPE_CHECKING, NamedTuple

from terril.representations.rdf.json_numbers import convert_number
from terril.representations.tables.csv_file import END_OF_LINE, quote
from terril.representations.tables.sheet_values import CONVERTED
from terril.representations.tables.table_columns import Form
from terril.representations.tables.workbook import ROW, write_text, write_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from terril.representations.tables.streaming.row_layouts import Layout
    from terril.representations.tables.table_columns import Key

    Value: TypeAlias = "str | tuple[str, ...]"


class Forms(NamedTuple):
    """A text as a cell of CSV and as the end of a cell of a spreadsheet."""

    csv: str
    sheet: str


class CellWriter:
    """A writer of the values of a segment; it keeps the texts that come again and again.

    Args:
        keys: of the segment.
        styles: number of the style of each number format.
    """

    def __init__(self, keys: Sequence[Key], styles: Mapping[str, int]) -> None:
        self._styles = styles
        self._datatypes = [
            key.tag if key.form is Form.LITERAL and key.tag in CONVERTED else "" for key in keys
        ]
        self._labels: dict[str, Forms] = {}
        self._lists: dict[tuple[tuple[str, ...], str], Forms] = {}
        self._ends: dict[tuple[str, str], str] = {}

    def write_number(self, number: int, value: str) -> tuple[str | None, str | None]:
        """Return a value as a number or a day of a spreadsheet, and as a number of JSON.

        ``None`` stands for what must be a text.
        """
        datatype = self._datatypes[number]
        if not datatype:
            return None, None
        return write_value(value, datatype, self._styles), convert_number(value, datatype)

    def write_label(self, text: str) -> Forms:
        """Return a text that stands in many rows."""
        found = self._labels.get(text)
        if found is None:
            self._labels[text] = found = Forms(quote(text), write_text(text))
        return found

    def write_list(self, values: tuple[str, ...], separator: str) -> Forms:
        """Return several values in one cell."""
        found = self._lists.get((values, separator))
        if found is None:
            text = separator.join(values)
            self._lists[values, separator] = found = Forms(quote(text), write_text(text))
        return found

    def end_link(self, label: str, iri: str) -> str:
        """Return the last two cells of a line of the table of links."""
        found = self._ends.get((label, iri))
        if found is None:
            self._ends[label, iri] = found = f"{quote(label)},{quote(iri)}{END_OF_LINE}"
        return found


class CellList:
    """Cells of a row, in any order, written for every kind of file.

    Args:
        writer: of the segment.
        has_position: ``True`` if the thing is in a map.
    """

    def __init__(self, writer: CellWriter, *, has_position: bool) -> None:
        self.writer = writer
        self.has_position = has_position
        self.numbers: list[int] = []
        self.values: list[Value] = []
        self.lists: list[int] = []
        self.csv: list[str] = []
        self.sheet: list[str] = []
        self.json: list[str] = []
        self.typed: list[int] = []

    def add(self, number: int, value: Value) -> None:
        """Add a cell of literals."""
        if isinstance(value, tuple):
            self.add_list(number, value)
            return
        found, shown = self.writer.write_number(number, value)
        if found or shown:
            self.typed.append(len(self.values))
        self.numbers.append(number)
        self.values.append(value)
        self.csv.append(quote(value))
        self.sheet.append(found or write_text(value))
        if self.has_position:
            self.json.append(shown or encode_basestring(value))

    def add_label(self, number: int, value: str) -> None:
        """Add a cell with an IRI or a label; an empty one is as good as none."""
        if value:
            self.numbers.append(number)
            self.add_text(value)

    def add_text(self, value: str) -> None:
        """Add a cell that is no value of a property."""
        forms = self.writer.write_label(value)
        self.values.append(value)
        self.csv.append(forms.csv)
        self.sheet.append(forms.sheet)
        if self.has_position:
            self.json.append(encode_basestring(value))

    def add_list(self, number: int, values: tuple[str, ...]) -> None:
        """Add a cell with several values, which every table separates in its own way."""
        self.lists.append(len(self.values))
        self.numbers.append(number)
        self.values.append(values)
        self.csv.append("")
        self.sheet.append("")
        if self.has_position:
            self.json.append("")

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


def write_line_and_row(cells: CellList, layout: Layout, number: int) -> tuple[str, str]:
    """Return a row as a line of CSV, and as a row of a spreadsheet.

    Args:
        cells: of the row.
        layout: of the table.
        number: of the row in the spreadsheet, from 1.
    """
    csv, sheet, separators = cells.csv, cells.sheet, layout.separators
    if cells.lists:
        csv, sheet = csv.copy(), sheet.copy()
        for place in cells.lists:
            values = cells.values[place]
            if isinstance(values, tuple):
                csv[place], sheet[place] = cells.writer.write_list(values, separators[place])
    # In a column with lists, a number is a text.
    texts = [place for place in cells.typed if separators[place]]
    if texts:
        sheet = sheet.copy()
        for place in texts:
            sheet[place] = write_text(_join(cells, place, layout))
    row = layout.sheet % layout.sheet_order(sheet)
    return layout.csv % layout.order(csv), row.replace(ROW, str(number))


def write_properties(cells: CellList, layout: Layout) -> str:
    """Return a row as the properties of a GeoJSON feature, without the braces."""
    forms = cells.json
    changed = [*cells.lists, *(place for place in cells.typed if layout.separators[place])]
    if changed:
        forms = forms.copy()
        for place in changed:
            forms[place] = encode_basestring(_join(cells, place, layout))
    return layout.properties % layout.order(forms)


def _join(cells: CellList, place: int, layout: Layout) -> str:
    value = cells.values[place]
    return value if isinstance(value, str) else layout.separators[place].join(value)
