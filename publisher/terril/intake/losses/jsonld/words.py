"""Check single words and numbers of JSON-LD: addresses, language tags and datatypes."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.intake.losses.jsonld.json_text import JsonArray, JsonText
from terril.intake.losses.loss import IRI, LANGUAGE, NUMBER, PREFIX, Loss
from terril.model.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.losses.jsonld.active_context import ActiveContext
    from terril.intake.losses.jsonld.json_text import JsonNumber, JsonValue

LARGEST_INTEGER = 10**20
"""From here on the engine writes a number as ``xsd:double``, whatever its fraction."""
INTEGERS = ("integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger")
DECIMALS = frozenset(f"{XSD}{name}" for name in ("decimal", *INTEGERS))


def iterate_texts(value: JsonValue) -> Iterator[JsonText]:
    """Return the strings of a value that is a string or an array of strings."""
    if isinstance(value, JsonText):
        yield value
    elif isinstance(value, JsonArray):
        for item in value.items:
            yield from iterate_texts(item)


def check_iri(value: JsonText, context: ActiveContext, *, term: bool) -> Iterator[Loss]:
    """Return the loss at a word that denotes a resource, if it has no valid IRI."""
    if prefix := context.find_undeclared_prefix(value.text):
        yield Loss(PREFIX, prefix, value.start)
        return
    iri = context.expand(value.text, term=term) or context.expand(value.text, term=False)
    if not iri or not is_iri(iri):
        yield Loss(IRI, value.text, value.start)


@lru_cache(maxsize=4096)
def is_iri(iri: str) -> bool:
    """Return whether a text is an absolute IRI or the label of a blank node."""
    try:
        NamedNode(iri)
    except ValueError:
        return iri.startswith("_:")
    return True


def check_language(value: JsonValue) -> Iterator[Loss]:
    """Return the loss at each text that is no well-formed language tag (BCP 47)."""
    for one in iterate_texts(value):
        if not _is_language(one.text):
            yield Loss(LANGUAGE, one.text, one.start)


@lru_cache(maxsize=1024)
def _is_language(tag: str) -> bool:
    try:
        Literal("", language=tag)
    except ValueError:
        return False
    return True


def check_number(value: JsonNumber, datatype: str) -> Iterator[Loss]:
    """Return the loss at a number that is published with an exponent where it has none.

    Args:
        value: the number.
        datatype: IRI of the datatype that it is given, ``""`` for none.
    """
    number = Decimal(value.text)
    if number == number.to_integral_value() and abs(number) < LARGEST_INTEGER:
        return
    if datatype in DECIMALS or (not datatype and value.text.lstrip("-").isdigit()):
        yield Loss(NUMBER, value.text, value.start)
