"""Read cells of a workbook as a spreadsheet shows them."""

from __future__ import annotations

import re
from datetime import date

ESCAPE = re.compile("_x([0-9A-F]{4})_")


def show_cell(cell: object) -> str:
    """Return what a spreadsheet shows: its number formats are of zeros and a point only."""
    value, form = getattr(cell, "value", None), str(getattr(cell, "number_format", ""))
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        assert form == "yyyy-mm-dd"
        return f"{value:%Y-%m-%d}"
    assert isinstance(value, int | float)
    assert set(form) <= set("0."), form
    whole, _, rest = form.partition(".")
    shown = f"{abs(value):.{len(rest)}f}"
    return ("-" if value < 0 else "") + shown.rjust(len(form) if len(whole) > 1 else 0, "0")


def unescape(text: str) -> str:
    """Return a text without the escapes of ECMA-376-1, 22.9.2.19, which openpyxl leaves."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
