"""Write workbooks (XLSX) of any size: the rows of a sheet are made piece by piece.

A workbook has a sheet of things, and a sheet that explains every column.
"""

from terril.representations.tables.workbook.package import (
    Workbook,
    number_styles,
    write_workbook,
)
from terril.representations.tables.workbook.sheet_cells import (
    MAX_COLUMNS,
    MAX_ROWS,
    ROW,
    start_cell,
    write_text,
    write_value,
)

__all__ = [
    "MAX_COLUMNS",
    "MAX_ROWS",
    "ROW",
    "Workbook",
    "number_styles",
    "start_cell",
    "write_text",
    "write_value",
    "write_workbook",
]
