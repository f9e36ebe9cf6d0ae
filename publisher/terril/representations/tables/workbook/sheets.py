"""Write what stands around the rows of a sheet (ECMA-376, part 1, section 18.3.1.99)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.representations.pieces import Frame
from terril.representations.tables.workbook.sheet_cells import (
    MAX_COLUMNS,
    MAX_ROWS,
    name_column,
    start_cell,
    write_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NARROW, WIDE = 24.7109375, 40.7109375
"""Widths of 24 and 40 digits with five pixels at the side (section 18.3.1.13)."""
HEAD = '" s="1'
"""The style of heads in the middle of a cell."""
PANE = (
    '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    '<selection pane="topRight" activeCell="B1" sqref="B1"/>'
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/>'
    '<selection pane="bottomRight"/>'
)
MARGINS = (
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
)


def get_area(columns: int, rows: int) -> str:
    """Return the cells of a sheet with a row of heads and so many others."""
    return f"A1:{name_column(min(columns, MAX_COLUMNS) - 1)}{min(rows, MAX_ROWS) + 1}"


def frame_rows(titles: Sequence[str], rows: int) -> Frame:
    """Return what stands before and behind the rows of the sheet of things.

    Args:
        titles: of the columns.
        rows: number of the things.
    """
    area = get_area(len(titles), rows)
    start = _start_sheet(area, len(titles), NARROW, ' tabSelected="1"')
    return Frame(
        (start + _write_row(1, titles, HEAD)).encode(),
        f'</sheetData><autoFilter ref="{area}"/>{MARGINS}</worksheet>'.encode(),
    )


def write_sheet(rows: Sequence[Sequence[str]]) -> str:
    """Return a sheet of texts, the first row of which is its head."""
    columns = len(rows[0])
    start = _start_sheet(get_area(columns, len(rows) - 1), columns, WIDE)
    head, *others = rows
    lines = (_write_row(number, row, "") for number, row in enumerate(others, 2))
    return f"{start}{_write_row(1, head, HEAD)}{''.join(lines)}</sheetData>{MARGINS}</worksheet>"


def _start_sheet(area: str, columns: int, width: float, selected: str = "") -> str:
    last = min(columns, MAX_COLUMNS)
    wide = last if width == WIDE else 1
    widths = f'<col min="1" max="{wide}" width="{WIDE}" customWidth="1"/>'
    if wide < last:
        widths += f'<col min="{wide + 1}" max="{last}" width="{width}" customWidth="1"/>'
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><dimension ref="{area}"/>'
        f'<sheetViews><sheetView{selected} workbookViewId="0">{PANE}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>'
    )


def _write_row(number: int, texts: Iterable[str], style: str) -> str:
    cells = (
        f"{start_cell(column)}{number}{style}{write_text(text)}"
        for column, text in enumerate(texts)
        if column < MAX_COLUMNS
    )
    return f'<row r="{number}">{"".join(cells)}</row>'
