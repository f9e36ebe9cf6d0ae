"""Find what is lost of a value object of JSON-LD (JSON-LD 1.1, section 9.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.intake.losses.jsonld.json_text import JsonNumber, JsonText
from terril.intake.losses.jsonld.words import check_iri, check_language, check_number
from terril.intake.losses.loss import DIRECTION, FREE, INDEX, KEYWORD, TEXT, Loss

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from terril.intake.losses.jsonld.active_context import ActiveContext
    from terril.intake.losses.jsonld.json_text import JsonObject, JsonValue

KEYWORDS = ("@value", "@type", "@language", "@direction", "@index", "@context")


def check_value_object(value: JsonObject, context: ActiveContext, *, free: bool) -> Iterator[Loss]:
    """Return the losses of a value object.

    Args:
        value: an object with the keyword ``@value``.
        context: the active context inside it.
        free: ``True`` if it stands where only nodes can, and so is lost as a whole.
    """
    members = {context.expand_key(key.text) or key.text: (key, one) for key, one in value.members}
    content = members["@value"][1]
    if free:
        yield Loss(FREE, _get_text(content), value.start)
        return
    yield from _check_type(content, members, context)
    if "@language" in members:
        yield from check_language(members["@language"][1])
    for keyword, (key, one) in members.items():
        if keyword == "@direction" and "@language" not in members:
            yield Loss(DIRECTION, _get_text(one), key.start)
        elif keyword == "@index":
            yield Loss(INDEX, _get_text(one), key.start)
        elif keyword not in KEYWORDS:
            yield Loss(KEYWORD, key.text, key.start, KEYWORDS)


def _check_type(
    content: JsonValue,
    members: Mapping[str, tuple[JsonText, JsonValue]],
    context: ActiveContext,
) -> Iterator[Loss]:
    datatype = members["@type"][1] if "@type" in members else None
    name = datatype.text if isinstance(datatype, JsonText) else ""
    if isinstance(datatype, JsonText) and name != "@json":
        yield from check_iri(datatype, context, term=True)
    if isinstance(content, JsonText) and name != "@json":
        yield Loss(TEXT, content.text, content.start)
    if isinstance(content, JsonNumber):
        yield from check_number(content, context.expand(name) or "")


def _get_text(value: JsonValue) -> str:
    return getattr(value, "text", "")
