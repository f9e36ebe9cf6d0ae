"""Write numbers in JSON with the digits of their literals, which floating point would round."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping

from terril.model.vocabulary import FRACTIONAL_DATATYPES, INTEGER_DATATYPES

# RFC 8259, section 6.
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
EXACT = 2**53
"""The integers up to here are the same in all programs that read JSON (section 6)."""

LENGTH = len(f"-{EXACT}")


class JsonNumber(str):
    """A number as JSON has it."""

    __slots__ = ()


def convert_number(text: str, datatype: str) -> JsonNumber | None:
    """Return a literal as a number, ``None`` if JSON has none that is written so.

    Args:
        text: the lexical form.
        datatype: IRI.
    """
    if datatype in INTEGER_DATATYPES:
        short = len(text) <= LENGTH and INTEGER.fullmatch(text)
        exact = short and abs(int(text)) <= EXACT
        return JsonNumber(text) if exact else None
    # Programs read a number beyond floating point as infinity, or refuse the file (section 6).
    fitting = (
        datatype in FRACTIONAL_DATATYPES and NUMBER.fullmatch(text) and math.isfinite(float(text))
    )
    return JsonNumber(text) if fitting else None


def dump_json(value: object) -> str:
    """Return JSON; the elements of an array stand on lines of their own."""
    if isinstance(value, JsonNumber):
        return value
    if isinstance(value, Mapping):
        members = (f"{dump_json(key)}: {dump_json(one)}" for key, one in value.items())
        return f"{{{', '.join(members)}}}"
    if isinstance(value, list):
        elements = ",\n".join(map(dump_json, value))
        return f"[\n{elements}\n]" if value else "[]"
    return json.dumps(value, ensure_ascii=False)
