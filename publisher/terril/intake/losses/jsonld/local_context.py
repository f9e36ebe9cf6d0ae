"""Find the losses in a local context of JSON-LD: terms that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.intake.losses.jsonld.json_text import JsonArray, JsonObject, JsonText, to_plain
from terril.intake.losses.jsonld.keywords import KEYWORDS
from terril.intake.losses.jsonld.words import check_iri, check_language, is_iri
from terril.intake.losses.loss import IRI, PREFIX, TERM_TWICE, Loss

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.losses.jsonld.active_context import ActiveContext
    from terril.intake.losses.jsonld.json_text import JsonValue

MAPPINGS = ("@id", "@reverse")


def check_context(value: JsonValue, context: ActiveContext) -> Iterator[Loss]:
    """Return the losses in a local context.

    Args:
        value: the local context.
        context: the active context with the local one added.
    """
    if isinstance(value, JsonArray):
        for item in value.items:
            yield from check_context(item, context)
    elif isinstance(value, JsonObject):
        yield from _find_repeated(value)
        for key, member in value.members:
            if key.text == "@language":
                yield from check_language(member)
            elif key.text == "@vocab" and isinstance(member, JsonText):
                yield from check_iri(member, context, term=False)
            elif key.text not in KEYWORDS:
                yield from _check_definition(member, context)


def _find_repeated(value: JsonObject) -> Iterator[Loss]:
    seen: set[str] = set()
    for key, _ in value.members:
        if key.text in seen:
            yield Loss(TERM_TWICE, key.text, key.start)
        seen.add(key.text)


def _check_definition(value: JsonValue, context: ActiveContext) -> Iterator[Loss]:
    if isinstance(value, JsonText):
        yield from _check_mapping(value, context)
    elif isinstance(value, JsonObject):
        yield from _find_repeated(value)
        for key, member in value.members:
            if key.text == "@language":
                yield from check_language(member)
            elif key.text == "@context":
                yield from check_context(member, context.extend(to_plain(member)))
            elif isinstance(member, JsonText) and key.text in (*MAPPINGS, "@type"):
                yield from _check_mapping(member, context)


def _check_mapping(value: JsonText, context: ActiveContext) -> Iterator[Loss]:
    iri = context.expand(value.text)
    if prefix := context.find_undeclared_prefix(value.text):
        yield Loss(PREFIX, prefix, value.start)
    elif not iri or not (iri in KEYWORDS or is_iri(iri)):
        yield Loss(IRI, value.text, value.start)
