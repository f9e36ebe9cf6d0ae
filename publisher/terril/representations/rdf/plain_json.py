"""Answers as plain JSON: an array of objects, for programs that know nothing of RDF."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from terril.model.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Mapping

Plain: TypeAlias = "str | int | float | bool"

INTEGERS = frozenset(
    f"{XSD}{name}" for name in ("integer", "int", "long", "short", "nonNegativeInteger")
)
FRACTIONAL = frozenset(f"{XSD}{name}" for name in ("decimal", "double", "float"))


def simplify_rows(body: bytes, language: str = "") -> bytes:
    """Solutions in SPARQL's JSON as an array of objects, a member for each bound variable.

    IRIs and texts are strings, numbers and booleans are their own; a number that JSON cannot
    say, such as infinity, stays the string that it was.

    Args:
        body: the answer.
        language: only rows in this language, where rows say theirs; ``""`` takes all.
    """
    bindings = json.loads(body)["results"]["bindings"]
    rows = [{name: _simplify(term) for name, term in row.items()} for row in bindings]
    if language:
        rows = [row for row in rows if row.get("language", language) == language]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _simplify(term: Mapping[str, str]) -> Plain:
    value, datatype = term["value"], term.get("datatype", "")
    if datatype == f"{XSD}boolean":
        return value in ("true", "1")
    if datatype in INTEGERS:
        return int(value)
    if datatype in FRACTIONAL:
        number = float(value)
        return number if abs(number) != float("inf") and number == number else value
    return value
