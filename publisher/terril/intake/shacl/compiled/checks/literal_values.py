"""The lexical forms that rdflib certainly takes for a value of their datatype, and these values.

pySHACL depends on rdflib and Python here, whose lexical spaces are not those of XML Schema. The
forms in this module are valid for all of them; whatever else there is, pySHACL judges.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from terril.intake.shacl.compiled.checks.verdicts import CannotJudge
from terril.model.spool.term_text import get_datatype, get_text
from terril.model.vocabulary import RDF, RDFS, XSD

# Python converts no more digits than about four thousand.
INTEGER = re.compile(r"[+-]?[0-9]{1,300}")
NUMBER = re.compile(r"[+-]?(?:[0-9]{1,300}(?:\.[0-9]{0,300})?|\.[0-9]{1,300})")
FLOAT = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})(?:[eE][+-]?[0-9]{1,2})?")
SMALL = re.compile(r"[1-9][0-9]?")
DAY = re.compile(r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
TIME = re.compile(CLOCK)
INSTANT = re.compile(
    rf"(?!0000)[0-9]{{4}}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])T{CLOCK}"
    r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?"
)
YEAR = re.compile(r"(?!0000)[0-9]{4}")
MONTH = re.compile(r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])")
ANY = re.compile(r"(?s:.*)")
FORMS = {
    "string": ANY,
    "integer": INTEGER,
    "decimal": NUMBER,
    "double": FLOAT,
    "float": FLOAT,
    "boolean": re.compile("true|false|1|0"),
    "date": DAY,
    "dateTime": INSTANT,
    "time": TIME,
    "gYear": YEAR,
    "gYearMonth": MONTH,
    "anyURI": ANY,
    **dict.fromkeys(
        (
            "nonNegativeInteger",
            "positiveInteger",
            *("long", "int", "short", "byte"),
            *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
        ),
        SMALL,
    ),
}
PYTHON_TYPES = {"integer": int, "decimal": Decimal, "double": float, "float": float}
ORDERED = {"date": DAY, "time": TIME}
Comparable = tuple[str, int | Decimal | float | str]


def is_value(literal: str, datatype: str) -> bool:
    """Return whether a literal is well-typed, given its datatype.

    Raises:
        CannotJudge: it may or may not be.
    """
    if datatype.startswith(XSD):
        form = FORMS.get(datatype.removeprefix(XSD))
        if form is None or not form.fullmatch(text := get_text(literal)):
            raise CannotJudge
        if form is DAY and int(text[8:]) > 28:
            _require_day(text)
    elif datatype.startswith((RDF, RDFS)):
        raise CannotJudge
    return True


def _require_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise CannotJudge from error


def read_comparable(literal: str) -> Comparable:
    """Return the kind of a value and the value itself, comparable with others of its kind.

    Raises:
        CannotJudge: for most datatypes, and for what is no literal.
    """
    if literal[0] != '"':
        raise CannotJudge
    name = get_datatype(literal).removeprefix(XSD)
    if kind := PYTHON_TYPES.get(name):
        is_value(literal, f"{XSD}{name}")
        return "number", kind(get_text(literal))
    if name in ORDERED:
        is_value(literal, f"{XSD}{name}")
        return name, get_text(literal)
    raise CannotJudge
