"""Parse cells that are numbers, for formats with numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from terril.model.vocabulary import XSD

if TYPE_CHECKING:
    from terril.representations.tables.table_columns import Column

INTEGERS = frozenset(
    f"{XSD}{name}"
    for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long", "short")
)
FRACTIONAL = frozenset(f"{XSD}{name}" for name in ("decimal", "double", "float"))
EXACT = 2**53


def parse_number(column: Column, cell: str) -> int | float | None:
    """Return the number in a cell, ``None`` for none or one that a spreadsheet would round."""
    if not cell or column.separator:
        return None
    try:
        if column.key.tag in INTEGERS:
            return whole if abs(whole := int(cell)) <= EXACT else None
        if column.key.tag in FRACTIONAL and math.isfinite(number := float(cell)):
            return number
    except ValueError:
        return None
    return None
