"""Write answers as plain JSON: an array of objects, for programs without RDF."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from terril.model.languages import select_tags
from terril.model.vocabulary import XSD
from terril.representations.rdf.json_numbers import convert_number, dump_json

if TYPE_CHECKING:
    from collections.abc import Mapping

Plain: TypeAlias = "str | bool"


def simplify_rows(body: bytes, language: str = "") -> bytes:
    """Convert SPARQL JSON to an array of objects, with a member for each bound variable.

    IRIs and texts become strings, numbers and Booleans JSON values; a number that JSON does
    not have, such as infinity, stays a string.

    Args:
        body: solutions as SPARQL JSON.
        language: keeps rows without a language or in this one; ``""`` keeps all.
    """
    bindings = json.loads(body)["results"]["bindings"]
    rows = [{name: _simplify(term) for name, term in row.items()} for row in bindings]
    if language:
        tags = sorted({str(row["language"]) for row in rows if "language" in row})
        chosen = select_tags(tags, (language,))
        rows = [row for row in rows if "language" not in row or row["language"] in chosen]
    return dump_json(rows).encode()


def _simplify(term: Mapping[str, str]) -> Plain:
    value, datatype = term["value"], term.get("datatype", "")
    if datatype == f"{XSD}boolean":
        return value in ("true", "1")
    return convert_number(value, datatype) or value
