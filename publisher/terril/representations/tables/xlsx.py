"""Write tables as XLSX: a sheet of things, and a sheet that explains every column."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from terril.model.languages import gettext
from terril.representations.tables.sheet_values import convert_cell
from terril.representations.tables.table_columns import explain_columns, get_headings

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.worksheet import Worksheet

    from terril.representations.tables.table import Table
    from terril.representations.tables.table_columns import Column

# A workbook contains its date; the same release must give the same bytes at any time.
CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
MAX_CHARACTERS = 32_767
MAX_ROWS = 1_048_575
MAX_COLUMNS = 16_384
CUT = "…"
WIDTHS = (12, 40)
OPTIONS = {
    "in_memory": True,
    # Keep texts that start with = or look like addresses or numbers as texts.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(table: Table, title: str, define: Callable[[str], str]) -> bytes:
    """Return a workbook; the same bytes at any time.

    Args:
        table: the things.
        title: title of the dataset.
        define: returns the definition of a property, given its IRI; ``""`` if it has none.
    """
    file = io.BytesIO()
    with Workbook(file, OPTIONS) as book:
        book.set_properties({"title": title, "created": CREATED})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        formats = _Formats(book)
        sheet = book.add_worksheet(gettext("Data", table.language))
        sheet.write_row(0, 0, [column.title for column in table.columns[:MAX_COLUMNS]], bold)
        for number, row in enumerate(table.rows[:MAX_ROWS], 1):
            for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
                _write(sheet, (number, place), column, cell, formats)
        _format_sheet(sheet, len(table.rows), len(table.columns))
        _write_dictionary(
            book.add_worksheet(gettext("Columns", table.language)), table, define, bold
        )
    return file.getvalue()


class _Formats(dict[str, object]):
    """The number formats of a workbook, each of which is in it once."""

    def __init__(self, book: Workbook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, form: str) -> object:
        self[form] = found = self._book.add_format({"num_format": form})
        return found


def _write(
    sheet: Worksheet, place: tuple[int, int], column: Column, cell: str, formats: _Formats
) -> None:
    """Write a cell; cut a too long text and end it with ``…``."""
    found = None if column.separator else convert_cell(cell, column.key.tag)
    if found is None:
        if cell:
            cut = f"{cell[: MAX_CHARACTERS - 1]}{CUT}"
            sheet.write_string(*place, cell if len(cell) <= MAX_CHARACTERS else cut)
    elif isinstance(found.value, date):
        sheet.write_datetime(*place, found.value, formats[found.format])
    else:
        sheet.write_number(*place, found.value, formats[found.format])


def _format_sheet(sheet: Worksheet, rows: int, columns: int) -> None:
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, min(rows, MAX_ROWS), min(columns, MAX_COLUMNS) - 1)
    sheet.set_column(0, 0, WIDTHS[1])
    sheet.set_column(1, min(columns, MAX_COLUMNS) - 1, WIDTHS[0] * 2)


def _write_dictionary(
    sheet: Worksheet, table: Table, define: Callable[[str], str], bold: object
) -> None:
    heads = get_headings(table.language)
    sheet.write_row(0, 0, heads, bold)
    for number, row in enumerate(explain_columns(table.columns, table.language, define), 1):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(heads) - 1, WIDTHS[1])
