"""A text is a value of its datatype, or the reason is reported."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terril.intake.rules.statements.lexical_forms import find_lexical_fault
from terril.model.languages import gettext
from terril.model.vocabulary import XSD

RIGHT = [
    ("boolean", "true"),
    ("boolean", "0"),
    ("date", "2024-02-29"),
    ("date", "2000-02-29Z"),
    ("date", "-0044-03-15"),
    ("date", "12026-01-01+14:00"),
    ("dateTime", "2026-11-29T24:00:00"),
    ("dateTime", "2026-11-29T23:59:59.999-05:00"),
    ("time", "08:30:00"),
    ("gYear", "1789"),
    ("gYearMonth", "2026-12"),
    ("gMonthDay", "--02-29"),
    ("gDay", "---31"),
    ("duration", "P1Y2M3DT4H5M6.7S"),
    ("decimal", "+.5"),
    ("decimal", "007.50"),
    ("double", "-1e-9"),
    ("double", "INF"),
    ("integer", "-007"),
    ("positiveInteger", "1" * 5000),
    ("byte", "-128"),
    ("unsignedShort", "65535"),
    ("anyURI", "https://data.town.example/été"),
    ("string", "anything"),
    ("unheard-of", "anything"),
]
WRONG = [
    ("boolean", "oui", "ill-typed", "Write true or false"),
    ("boolean", "True", "ill-typed", "Write true or false"),
    ("date", "2026-02-30", "impossible-day", "There is no such day: 2026-02-30"),
    ("date", "2100-02-29", "impossible-day", "no such day"),
    ("date", "2026-13-01", "impossible-day", "no such day"),
    ("date", "31.05.2001", "ill-typed", "Write it as 2001-05-31"),
    ("date", "31/04/2001", "impossible-day", "no such day: 31/04/2001"),
    ("date", "05/04/2001", "ill-typed", "Write it as 2001-05-31"),
    ("date", "2001", "ill-typed", "Write it as 2001-05-31"),
    ("date", " 2001-05-31", "ill-typed", "Write it as 2001-05-31"),
    ("date", "٢٠٠١-٠٥-٣١", "ill-typed", "Write it as 2001-05-31"),
    ("date", "2001-05-31+15:00", "ill-typed", "Write it as 2001-05-31"),
    ("dateTime", "2026-11-31T10:00:00", "impossible-day", "no such day"),
    ("dateTime", "2026-11-30T25:00:00", "impossible-time", "no such time of day"),
    ("dateTime", "2026-11-30T24:00:01", "impossible-time", "no such time of day"),
    ("dateTime", "2026-11-30", "ill-typed", "2001-05-31T18:30:00"),
    ("dateTimeStamp", "2026-11-30T10:00:00", "ill-typed", "2001-05-31T18:30:00Z"),
    ("time", "8h30", "ill-typed", "18:30:00"),
    ("time", "10:60:00", "impossible-time", "no such time of day"),
    ("gYear", "98", "ill-typed", "Write it as 2001"),
    ("gYearMonth", "2026-00", "impossible-month", "no such month"),
    ("gMonthDay", "--02-30", "impossible-day", "no such day"),
    ("duration", "P", "ill-typed", "P1Y6M"),
    ("double", "12,5", "ill-typed", "with a point: 12.5"),
    ("decimal", "1 200", "ill-typed", "digits alone"),
    ("decimal", "1e3", "ill-typed", "digits alone"),
    ("integer", "12 m", "ill-typed", "digits alone"),
    ("integer", "12,0", "ill-typed", "digits alone"),
    ("integer", "", "ill-typed", "digits alone"),
    ("nonNegativeInteger", "-1", "ill-typed", "outside the numbers"),
    ("byte", "128", "ill-typed", "outside the numbers"),
    ("long", "9" * 5000, "ill-typed", "outside the numbers"),
    ("hexBinary", "abc", "ill-typed", "not a value of the type xsd:hexBinary"),
    ("anyURI", "two words", "ill-typed", "not a value of the type xsd:anyURI"),
]


@pytest.mark.parametrize(("name", "text"), RIGHT)
def test_a_value_of_its_datatype_is_right(name: str, text: str) -> None:
    assert find_lexical_fault(text, f"{XSD}{name}") is None


@pytest.mark.parametrize(("name", "text", "rule", "words"), WRONG)
def test_a_text_that_is_no_value_is_explained(name: str, text: str, rule: str, words: str) -> None:
    fault = find_lexical_fault(text, f"{XSD}{name}")
    assert fault is not None
    assert fault.rule == rule
    english, french = (gettext(fault.sentence, tag, **fault.fields) for tag in ("en", "fr"))
    assert words in english
    assert french != english


def test_datatypes_of_others_are_not_judged() -> None:
    assert find_lexical_fault("x", "https://elsewhere.example/date") is None


@given(st.integers(1, 9999), st.integers(0, 14), st.integers(0, 33))
def test_a_day_exists_exactly_if_the_calendar_has_it(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    try:
        exists = bool(date(year, month, day))
    except ValueError:
        exists = False
    for name, ending in (("date", ""), ("date", "Z"), ("dateTime", "T12:00:00")):
        fault = find_lexical_fault(text + ending, f"{XSD}{name}")
        assert (fault is None) == exists
        assert exists or (fault is not None and fault.rule == "impossible-day")


@given(st.integers())
def test_whole_numbers_are_in_the_ranges_of_their_types(number: int) -> None:
    def fits(name: str) -> bool:
        return find_lexical_fault(str(number), f"{XSD}{name}") is None

    assert fits("integer")
    assert fits("decimal")
    assert fits("nonNegativeInteger") == (number >= 0)
    assert fits("negativeInteger") == (number < 0)
    assert fits("byte") == (-128 <= number <= 127)
    assert fits("unsignedInt") == (0 <= number < 2**32)


@given(st.floats())
def test_every_number_that_python_writes_is_a_double(number: float) -> None:
    text = {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(str(number), str(number))
    assert find_lexical_fault(text, f"{XSD}double") is None
