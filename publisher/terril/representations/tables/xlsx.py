"""Write tables as XLSX: a sheet of things, and a sheet that explains every column."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from terril.model.languages import gettext
from terril.model.vocabulary import XSD
from terril.representations.tables.table_columns import explain_columns, get_headings, parse_number

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
FIRST_DAY = date(1900, 3, 1)
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
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(gettext("Data", table.language))
        sheet.write_row(0, 0, [column.title for column in table.columns[:MAX_COLUMNS]], bold)
        for number, row in enumerate(table.rows[:MAX_ROWS], 1):
            for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
                _write(sheet, number, place, _convert(column, cell), day)
        _format_sheet(sheet, len(table.rows), len(table.columns))
        _write_dictionary(
            book.add_worksheet(gettext("Columns", table.language)), table, define, bold
        )
    return file.getvalue()


def _write(sheet: Worksheet, row: int, column: int, value: object, day: object) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value)


def _format_sheet(sheet: Worksheet, rows: int, columns: int) -> None:
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, min(rows, MAX_ROWS), min(columns, MAX_COLUMNS) - 1)
    sheet.set_column(0, 0, WIDTHS[1])
    sheet.set_column(1, min(columns, MAX_COLUMNS) - 1, WIDTHS[0] * 2)


def _convert(column: Column, cell: str) -> str | int | float | date:
    """Convert a cell to a spreadsheet value; cut a too long text and end it with ``…``."""
    if column.key.tag == f"{XSD}date" and not column.separator and (day := _parse_day(cell)):
        return day
    number = parse_number(column, cell)
    if number is not None:
        return number
    return cell if len(cell) <= MAX_CHARACTERS else cell[: MAX_CHARACTERS - 1] + CUT


def _parse_day(cell: str) -> date | None:
    """Return a date from March 1900 on; spreadsheets take 1900 for a leap year."""
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return None
    return day if day >= FIRST_DAY else None


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
