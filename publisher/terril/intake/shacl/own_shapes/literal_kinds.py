"""Test literals against the kinds of values that SHACL properties take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from terril.intake.shacl.own_shapes.terms import INTEGERS, Kind
from terril.model.vocabulary import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Callable

    from terril.intake.locations.turtle_tokens import Term

COUNTS = INTEGERS.split()
NUMBERS = (*COUNTS, "decimal", "double", "float")
COUNT = re.compile(r"\+?[0-9]+")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")


def _is_typed(value: Literal, *names: str) -> bool:
    return value.datatype.value in {f"{XSD}{name}" for name in names}


def is_string(value: Term) -> bool:
    """Return whether a value is a plain text."""
    return isinstance(value, Literal) and _is_typed(value, "string")


def _is_text(value: Literal) -> bool:
    return is_string(value) or value.datatype.value == f"{RDF}langString"


def _is_boolean(value: Literal) -> bool:
    return _is_typed(value, "boolean") and value.value in ("true", "false")


def _is_count(value: Literal) -> bool:
    return _is_typed(value, *COUNTS) and bool(COUNT.fullmatch(value.value))


def _is_number(value: Literal) -> bool:
    return _is_typed(value, *NUMBERS) and bool(NUMBER.fullmatch(value.value))


LITERAL_CHECKS: dict[Kind, Callable[[Literal], bool]] = {
    Kind.BOOLEAN: _is_boolean,
    Kind.COUNT: _is_count,
    Kind.NUMBER: _is_number,
    Kind.STRING: is_string,
    Kind.PATTERN: is_string,
    Kind.FLAGS: is_string,
    Kind.TEXT: _is_text,
    Kind.LITERAL: lambda _: True,
}
