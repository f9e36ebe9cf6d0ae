"""The lexical forms of literals: whether a text is a value of its datatype, and why not.

Source: W3C XML Schema Definition Language (XSD) 1.1 Part 2: Datatypes, section 3.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.model.languages import gettext_noop
from terril.model.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_DAY = gettext_noop("There is no such day: {text}. Correct the date.")
NO_MONTH = gettext_noop("There is no such month: {text}. Correct it.")
NO_TIME = gettext_noop("There is no such time of day: {text}. Correct it.")
NO_BOOLEAN = gettext_noop("“{text}” is neither yes nor no here. Write true or false.")
COMMA = gettext_noop("The number “{text}” has a comma. Write it with a point: {better}.")
NO_NUMBER = gettext_noop(
    "“{text}” is not a number of the type {type}. Write digits alone, such as {example}, and "
    "put units and words elsewhere."
)
OUT_OF_RANGE = gettext_noop(
    "“{text}” is outside the numbers of the type {type}. Correct the number, or take another type."
)
NO_DATE = gettext_noop(
    "“{text}” is not written as a value of the type {type}. Write it as {example}."
)
OTHER_FORM = gettext_noop(
    "“{text}” is not a value of the type {type}. Correct the text, or take the type away."
)

ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
YEAR = r"(?P<year>-?(?:[1-9]\d{3,}|0\d{3}))"
MONTH = r"(?P<month>\d\d)"
DAY = r"(?P<day>\d\d)"
TIME = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?P<fraction>\.\d+)?"
NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
INTEGER = r"[+-]?\d+"
DURATION = r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
# Each datatype with the pattern of its lexical space and an example.
DATES: dict[str, tuple[str, str]] = {
    "date": (f"{YEAR}-{MONTH}-{DAY}{ZONE}", "2001-05-31"),
    "dateTime": (f"{YEAR}-{MONTH}-{DAY}T{TIME}{ZONE}", "2001-05-31T18:30:00"),
    "dateTimeStamp": (f"{YEAR}-{MONTH}-{DAY}T{TIME}(?=.){ZONE}", "2001-05-31T18:30:00Z"),
    "time": (f"{TIME}{ZONE}", "18:30:00"),
    "gYear": (f"{YEAR}{ZONE}", "2001"),
    "gYearMonth": (f"{YEAR}-{MONTH}{ZONE}", "2001-05"),
    "gMonthDay": (f"--{MONTH}-{DAY}{ZONE}", "--05-31"),
    "gMonth": (f"--{MONTH}{ZONE}", "--05"),
    "gDay": (f"---{DAY}{ZONE}", "---31"),
    "duration": (DURATION, "P1Y6M"),
    "yearMonthDuration": (r"-?P(?=.)(?:\d+Y)?(?:\d+M)?", "P1Y6M"),
    "dayTimeDuration": (
        r"-?P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?",
        "PT1H30M",
    ),
}
NUMBERS: dict[str, tuple[str, str]] = {
    "decimal": (NUMBER, "12.5"),
    "double": (rf"{NUMBER}(?:[eE][+-]?\d+)?|[+-]?INF|NaN", "12.5"),
    "float": (rf"{NUMBER}(?:[eE][+-]?\d+)?|[+-]?INF|NaN", "12.5"),
}
# The least and greatest value of each type of whole numbers.
INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{
        name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        for name, bits in {"long": 64, "int": 32, "short": 16, "byte": 8}.items()
    },
    **{
        name: (0, 2**bits - 1)
        for name, bits in {
            "unsignedLong": 64,
            "unsignedInt": 32,
            "unsignedShort": 16,
            "unsignedByte": 8,
        }.items()
    },
}
OTHERS: dict[str, str] = {
    "language": r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "hexBinary": r"(?:[0-9a-fA-F]{2})*",
    "anyURI": r"[^\s<>\"{}|\\^`]*",
}
IMPOSSIBLE_RULES = ("impossible-day", "impossible-month", "impossible-time")
"""The rules of dates and times that are written right, and do not exist."""
DECIMAL_COMMA = re.compile(r"([+-]?\d+),(\d+)")
EUROPEAN_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
LEAP_YEAR = 2000
END_OF_DAY = (24, 0, 0)


@dataclass(frozen=True, slots=True)
class LexicalFault:
    """The reason why a text is not a value of a datatype: a rule, a sentence and its fields."""

    rule: str
    sentence: str
    fields: Mapping[str, str] = field(default_factory=dict)


def find_lexical_fault(text: str, datatype: str) -> LexicalFault | None:
    """Return why a text is not in the lexical space of a datatype; ``None`` if it is.

    Args:
        text: of the literal, as written.
        datatype: its IRI; only those of XML Schema are known.
    """
    if not datatype.startswith(XSD):
        return None
    name = datatype.removeprefix(XSD)
    if name == "boolean":
        fits = text in ("true", "false", "1", "0")
        return None if fits else LexicalFault("ill-typed", NO_BOOLEAN, {"text": text})
    if name in DATES:
        return _find_date_fault(text, name)
    if name in NUMBERS or name in INTEGERS:
        return _find_number_fault(text, name)
    if name in OTHERS and not re.fullmatch(OTHERS[name], text):
        return LexicalFault("ill-typed", OTHER_FORM, {"text": text, "type": f"xsd:{name}"})
    return None


def is_date(text: str, datatype: str) -> bool:
    """Return whether a text is a date, a time or a duration of a datatype of XML Schema."""
    known = datatype.startswith(XSD) and datatype.removeprefix(XSD) in DATES
    return known and find_lexical_fault(text, datatype) is None


def _find_number_fault(text: str, name: str) -> LexicalFault | None:
    whole = name in INTEGERS
    pattern, example = (INTEGER, "12") if whole else NUMBERS[name]
    fields = {"text": text, "type": f"xsd:{name}", "example": example}
    if not re.fullmatch(pattern, text, re.ASCII):
        comma = DECIMAL_COMMA.fullmatch(text.strip())
        if comma and not whole:
            better = f"{comma[1]}.{comma[2]}"
            return LexicalFault("ill-typed", COMMA, {"text": text, "better": better})
        return LexicalFault("ill-typed", NO_NUMBER, fields)
    if whole:
        least, greatest = INTEGERS[name]
        # Python limits the digits that it converts, and no range has more than 20.
        digits = text.lstrip("+-").lstrip("0") or "0"
        value = int(digits[:30]) * (-1 if text.startswith("-") else 1)
        if (least is not None and value < least) or (greatest is not None and value > greatest):
            return LexicalFault("ill-typed", OUT_OF_RANGE, fields)
    return None


def _find_date_fault(text: str, name: str) -> LexicalFault | None:
    pattern, example = DATES[name]
    found = re.fullmatch(pattern, text, re.ASCII)
    if found is None:
        return _explain_date_form(text, name, example)
    fields = found.groupdict().items()
    parts = {key: int(value) for key, value in fields if value and key != "fraction"}
    if "day" in parts and not _exists_day(parts):
        return LexicalFault("impossible-day", NO_DAY, {"text": text})
    if "month" in parts and not 1 <= parts["month"] <= 12:
        return LexicalFault("impossible-month", NO_MONTH, {"text": text})
    if "hour" in parts and not _exists_time(parts, found["fraction"]):
        return LexicalFault("impossible-time", NO_TIME, {"text": text})
    return None


def _exists_day(parts: Mapping[str, int]) -> bool:
    month = parts.get("month", 1)
    # Calendars repeat every 400 years; a day without a year may be one of a leap year.
    year = parts.get("year", LEAP_YEAR) % 400 + LEAP_YEAR
    return 1 <= month <= 12 and 1 <= parts["day"] <= monthrange(year, month)[1]


def _exists_time(parts: Mapping[str, int], fraction: str | None) -> bool:
    time = parts["hour"], parts["minute"], parts["second"]
    midnight = time == END_OF_DAY and not (fraction or "").strip(".0")
    return midnight or (time[0] < 24 and time[1] < 60 and time[2] < 60)


def _explain_date_form(text: str, name: str, example: str) -> LexicalFault:
    found = EUROPEAN_DATE.fullmatch(text.strip())
    if found and name == "date":
        day, month, year = (int(part) for part in found.groups())
        # With both below 13, nobody knows which is the month.
        if day > 12 >= month >= 1 and not _exists_day({"year": year, "month": month, "day": day}):
            return LexicalFault("impossible-day", NO_DAY, {"text": text})
        if day > 12 >= month >= 1:
            example = f"{year}-{month:02}-{day:02}"
    fields = {"text": text, "type": f"xsd:{name}", "example": example}
    return LexicalFault("ill-typed", NO_DATE, fields)
