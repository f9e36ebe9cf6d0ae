"""Lay out the rows that have the same cells: a template for each file of a table."""

from __future__ import annotations

from json.encoder import encode_basestring
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from terril.representations.tables.csv_file import END_OF_LINE
from terril.representations.tables.workbook import MAX_COLUMNS, ROW, start_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from terril.representations.tables.streaming.table_plan import TablePlan
    from terril.representations.tables.table_columns import Key

    Choose: TypeAlias = Callable[[Sequence[str]], Sequence[str]]


class Layout(NamedTuple):
    """The places of the cells of a row in the files of a table.

    Attributes:
        order: returns the cells that the table has from the row's list, by column.
        separators: for each place in the row's list, that of its column.
        csv: template of a line.
        sheet: template of a row of a spreadsheet.
        sheet_order: as ``order``, of the cells that a spreadsheet has room for.
        properties: template of the properties of a GeoJSON feature.
    """

    order: Choose
    separators: tuple[str, ...]
    csv: str
    sheet: str
    sheet_order: Choose
    properties: str


def make_layout(plan: TablePlan, keys: Sequence[Key], numbers: Sequence[int]) -> Layout:
    """Return the layout of rows with some cells, IRI and kind of the thing in front.

    Args:
        plan: of the table.
        keys: of the segment.
        numbers: of the keys of a row's cells.
    """
    columns = plan.columns
    places = {keys[number]: place for place, number in enumerate(numbers, 2)}
    used = [0, 1, *(places.get(column.key, -1) for column in columns[2:])]
    separators = [""] * (len(numbers) + 2)
    for column, place in zip(columns, used, strict=True):
        if place >= 0:
            separators[place] = column.separator
    sheet = [n for n, place in enumerate(used) if place >= 0 and n < MAX_COLUMNS]
    titles = (encode_basestring(column.title).replace("%", "%%") for column in columns)
    return Layout(
        itemgetter(*(place for place in used if place >= 0)),
        tuple(separators),
        ",".join("%s" if place >= 0 else "" for place in used) + END_OF_LINE,
        f'<row r="{ROW}">' + "".join(f"{start_cell(n)}{ROW}%s" for n in sheet) + "</row>",
        itemgetter(*(used[n] for n in sheet)),
        ", ".join(
            f"{title}: {'%s' if place >= 0 else 'null'}"
            for title, place in zip(titles, used, strict=True)
        ),
    )
