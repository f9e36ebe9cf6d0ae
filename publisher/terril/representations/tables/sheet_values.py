"""Convert cells to values of a spreadsheet that it shows as they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from terril.model.vocabulary import FRACTIONAL_DATATYPES, INTEGER_DATATYPES, XSD

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_DAY = date(1900, 3, 1)
EPOCH = date(1899, 12, 30)
"""Day 0 of spreadsheets, for all days from ``FIRST_DAY`` on."""
DAY_FORMAT = "yyyy-mm-dd"
CONVERTED = INTEGER_DATATYPES | FRACTIONAL_DATATYPES | {f"{XSD}date"}
"""Datatypes of which a spreadsheet has values of its own."""
NUMBER = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]+)(\.(?P<rest>[0-9]+))?")
DIGITS = 15
"""Spreadsheets keep this many digits of a number."""


@dataclass(frozen=True, slots=True)
class SheetValue:
    """A number or a day, with the number format that shows it as written."""

    value: float | date
    format: str


def convert_cell(text: str, datatype: str) -> SheetValue | None:
    """Return a literal as a value; ``None`` for a text, or for what a spreadsheet would change.

    Args:
        text: the lexical form.
        datatype: IRI.
    """
    if datatype == f"{XSD}date":
        return _convert_day(text)
    if datatype in INTEGER_DATATYPES or datatype in FRACTIONAL_DATATYPES:
        return _convert_number(text)
    return None


def _convert_day(text: str) -> SheetValue | None:
    """Return a day from March 1900 on; spreadsheets take 1900 for a leap year."""
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else date.min
    except ValueError:
        return None
    return SheetValue(day, DAY_FORMAT) if day >= FIRST_DAY else None


def _convert_number(text: str) -> SheetValue | None:
    """Return a number; not one with an exponent or too many digits, nor minus zero."""
    found = NUMBER.fullmatch(text)
    digits = re.sub("[^0-9]", "", text).lstrip("0")
    if not found or len(digits) > DIGITS or (found["sign"] and not digits):
        return None
    whole, rest = found["whole"], found["rest"] or ""
    form = "0" * (len(whole) if whole.startswith("0") else 1)
    return SheetValue(float(text), f"{form}.{'0' * len(rest)}" if rest else form)
