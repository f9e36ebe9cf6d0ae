"""Write the cells of a sheet as SpreadsheetML (ECMA-376, part 1, section 18.3.1.4).

Texts stand in the cells themselves (``inlineStr``, section 18.18.11), not in a table of the
workbook: that would have to be complete before the first row.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from terril.representations.tables.sheet_values import EPOCH, convert_cell

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_CHARACTERS = 32_767
MAX_ROWS = 1_048_575
MAX_COLUMNS = 16_384
CUT = "…"
ROW = "\0"
"""The stand-in for the number of the row in a template; no XML has it."""
# ST_Xstring (section 22.9.2.19): what XML cannot have, and what looks like such an escape.
ESCAPE = re.compile("_(?=x[0-9a-fA-F]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x")


def write_text(text: str) -> str:
    """Return the end of a cell with a text, behind its address.

    A too long text is cut, and ends with ``…``.
    """
    if len(text) > MAX_CHARACTERS // 2:
        text = _cut(text)
    if SPECIAL.search(text):
        text = escape_text(text)
    if text != text.strip():
        return f'" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'" t="inlineStr"><is><t>{text}</t></is></c>'


def write_value(text: str, datatype: str, styles: Mapping[str, int]) -> str | None:
    """Return the end of a cell with a number or a day; ``None`` for what must be a text.

    Args:
        text: lexical form.
        datatype: its IRI.
        styles: number of the style of each number format.
    """
    found = convert_cell(text, datatype)
    if found is None:
        return None
    value = found.value
    number = value if isinstance(value, int | float) else (value - EPOCH).days
    return f'" s="{styles[found.format]}"><v>{number:.16G}</v></c>'


def start_cell(column: int) -> str:
    """Return the beginning of a cell up to the number of its row, given its column from 0."""
    return f'<c r="{name_column(column)}'


@lru_cache(maxsize=MAX_COLUMNS)
def name_column(column: int) -> str:
    """Return the letters of a column, given its number from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def escape_text(text: str) -> str:
    """Return a text as content of an element."""
    return escape_markup(ESCAPE.sub(_escape, text))


def escape_markup(text: str) -> str:
    """Return a text without the characters of markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escape(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"


def _cut(text: str) -> str:
    """Return a text with no more UTF-16 code units than a cell can have."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_CHARACTERS:
        return text
    return units[: 2 * (MAX_CHARACTERS - 1)].decode("utf-16-le", "ignore") + CUT
