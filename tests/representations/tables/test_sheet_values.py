"""A cell is a number or a day of a spreadsheet only if the spreadsheet shows it as written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terril.model.vocabulary import XSD
from terril.representations.tables.sheet_values import SheetValue, convert_cell


@pytest.mark.parametrize(
    ("text", "datatype", "value", "form"),
    [
        ("5", "integer", 5, "0"),
        ("007", "integer", 7, "000"),
        ("-007", "byte", -7, "000"),
        ("123456789012345", "long", 123456789012345, "0"),
        ("1.50", "decimal", 1.5, "0.00"),
        ("07.10", "decimal", 7.1, "00.00"),
        ("0.0", "double", 0, "0.0"),
        ("2026-03-01", "date", date(2026, 3, 1), "yyyy-mm-dd"),
    ],
)
def test_numbers_and_days_keep_their_spelling(
    text: str, datatype: str, value: float | date, form: str
) -> None:
    assert convert_cell(text, f"{XSD}{datatype}") == SheetValue(value, form)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("1234567890123456", "integer"),
        ("0.1234567890123456", "decimal"),
        ("9" * 5000, "integer"),
        ("-0.0", "decimal"),
        ("+5", "integer"),
        (".5", "decimal"),
        ("5.", "decimal"),
        ("1e3", "double"),
        ("INF", "double"),
        ("NaN", "float"),
        (" 5", "integer"),
        ("1_000", "integer"),
        ("٣", "integer"),
        ("five", "integer"),
        ("20260301", "date"),
        ("2026-W09-7", "date"),
        ("2026-02-30", "date"),
        ("2026-03-01Z", "date"),
        ("1900-02-28", "date"),
        ("5", "string"),
        ("true", "boolean"),
    ],
)
def test_what_a_spreadsheet_would_change_is_a_text(text: str, datatype: str) -> None:
    assert convert_cell(text, f"{XSD}{datatype}") is None


@given(st.from_regex(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", fullmatch=True))
def test_the_format_shows_the_digits(text: str) -> None:
    found = convert_cell(text, f"{XSD}decimal")
    if found is None:
        assert not text.strip("-0.")
        assert text.startswith("-")
    else:
        assert isinstance(found.value, int | float)
        whole, _, rest = found.format.partition(".")
        places = f".{len(rest)}f"
        width = len(found.format) if len(whole) > 1 else 0
        sign = "-" if text.startswith("-") else ""
        assert sign + f"{abs(found.value):{places}}".rjust(width, "0") == text
