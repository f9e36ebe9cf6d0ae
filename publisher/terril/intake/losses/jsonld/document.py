"""Walk a JSON-LD document with its active contexts, and find what its statements lack.

JSON-LD asks readers to drop what they cannot use (JSON-LD 1.1 API, sections 5.1 and 8.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from terril.intake.losses.jsonld.active_context import ActiveContext, ContextUnreadable
from terril.intake.losses.jsonld.json_text import (
    JsonArray,
    JsonNumber,
    JsonObject,
    JsonText,
    to_plain,
)
from terril.intake.losses.jsonld.keywords import KEYWORD_LIKE
from terril.intake.losses.jsonld.local_context import check_context
from terril.intake.losses.jsonld.value_objects import check_value_object
from terril.intake.losses.jsonld.words import (
    check_iri,
    check_language,
    check_number,
    is_iri,
    iterate_texts,
)
from terril.intake.losses.loss import (
    CONTEXT,
    FREE,
    INDEX,
    IRI,
    KEYWORD,
    LEFT_OUT,
    MISPLACED,
    PREFIX,
    TEXT,
    UNMAPPED,
    Loss,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from terril.intake.losses.jsonld.json_text import JsonValue

    Term = Mapping[str, Any]

NODE_KEYWORDS = ("@id", "@type", "@graph", "@included", "@reverse", "@nest", "@set", "@list")
MAPS = {"@language", "@index", "@id", "@type"}


def find_jsonld_losses(root: JsonValue) -> Iterator[Loss]:
    """Return the losses of a JSON-LD document, in the order of the text, and its texts."""
    yield from _examine(root, ActiveContext(), None)


def _examine(
    value: JsonValue, context: ActiveContext, term: Term | None, *, mapped: bool = False
) -> Iterator[Loss]:
    """Return the losses of a value.

    Args:
        value: an element of the document.
        context: the active context around it.
        term: the definition of the term whose value it is, empty if there is none; ``None``
            where only nodes can stand, since no node has it as a value.
        mapped: ``True`` for a value in a map of types, where the context of its type is in force.
    """
    if isinstance(value, JsonArray):
        for item in value.items:
            yield from _examine(item, context, term, mapped=mapped)
    elif isinstance(value, JsonObject):
        yield from _examine_object(value, context, term, mapped=mapped)
    elif term is None:
        if value.text != "null":
            yield Loss(FREE, value.text, value.start)
    elif isinstance(value, JsonNumber):
        yield from check_number(value, str(term.get("@type", "")))
    elif isinstance(value, JsonText):
        yield from _examine_text(value, context, term)


def _examine_text(value: JsonText, context: ActiveContext, term: Term) -> Iterator[Loss]:
    if term.get("@type") not in ("@id", "@vocab"):
        yield Loss(TEXT, value.text, value.start)
    else:
        scope = context.enter_scope(term)
        yield from check_iri(value, scope, term=term["@type"] == "@vocab")


def _examine_object(
    value: JsonObject, context: ActiveContext, term: Term | None, *, mapped: bool
) -> Iterator[Loss]:
    written = {context.expand_key(key.text) for key, _ in value.members}
    scoped = mapped or "@context" in (term or {})
    if context.previous and not scoped and "@value" not in written and written != {"@id"}:
        context = context.previous
    try:
        context = context.enter_scope(term or {})
        for key, member in value.members:
            if key.text == "@context":
                context = context.extend(to_plain(member))
                yield from check_context(member, context)
        context = _enter_types(value, context)
    except ContextUnreadable as error:
        yield Loss(CONTEXT, str(error), value.start)
        return
    if any(context.expand_key(key.text) == "@value" for key, _ in value.members):
        yield from check_value_object(value, context, free=term is None)
    else:
        yield from _examine_members(value, context, term)


def _enter_types(value: JsonObject, context: ActiveContext) -> ActiveContext:
    """Return the context inside an object whose types bring contexts of their own."""
    outside = context
    types = [
        one.text
        for key, member in value.members
        if outside.expand_key(key.text) == "@type"
        for one in iterate_texts(member)
    ]
    for name in sorted(types):
        context = context.enter_scope(outside.find_term(name), propagate=False)
    return context


def _examine_members(
    value: JsonObject, context: ActiveContext, term: Term | None
) -> Iterator[Loss]:
    for key, member in value.members:
        meaning = context.expand_key(key.text)
        if meaning is None:
            yield _report_key(key, member, context)
        elif not KEYWORD_LIKE.fullmatch(meaning):
            yield from _examine_property(key, meaning, member, context)
        elif meaning in ("@set", "@list"):
            yield from _examine(member, context, term)
        else:
            yield from _examine_keyword(key, meaning, member, context)


def _report_key(key: JsonText, member: JsonValue, context: ActiveContext) -> Loss:
    content = None
    if isinstance(member, JsonObject | JsonArray):
        content = (member.start, member.end)
    if KEYWORD_LIKE.fullmatch(key.text):
        return Loss(KEYWORD, key.text, key.start, NODE_KEYWORDS, content)
    if context.is_left_out(key.text):
        return Loss(LEFT_OUT, key.text, key.start, content=content)
    return Loss(UNMAPPED, key.text, key.start, context.terms, content)


def _examine_keyword(
    key: JsonText, keyword: str, member: JsonValue, context: ActiveContext
) -> Iterator[Loss]:
    if keyword in ("@id", "@type"):
        for one in iterate_texts(member):
            yield from check_iri(one, context, term=keyword == "@type")
    elif keyword in ("@graph", "@included"):
        yield from _examine(member, context, None)
    elif keyword == "@reverse":
        yield from _examine_inside(member, context)
    elif keyword == "@nest":
        yield from _examine_inside(member, context.previous or context)
    elif keyword == "@index":
        yield Loss(INDEX, getattr(member, "text", ""), key.start)
    elif keyword != "@context":
        yield Loss(MISPLACED, key.text, key.start)


def _examine_inside(value: JsonValue, context: ActiveContext) -> Iterator[Loss]:
    """Return the losses among further members of the same node."""
    for one in value.items if isinstance(value, JsonArray) else (value,):
        if isinstance(one, JsonObject):
            yield from _examine_members(one, context, {})


def _examine_property(
    key: JsonText, iri: str, member: JsonValue, context: ActiveContext
) -> Iterator[Loss]:
    if prefix := context.find_undeclared_prefix(key.text):
        yield Loss(PREFIX, prefix, key.start)
    term = context.find_term(key.text)
    if not term and (iri.startswith("_:") or not is_iri(iri)):
        yield Loss(IRI, iri, key.start)
        return
    if term.get("@type") == "@json":
        return
    try:
        if isinstance(member, JsonObject) and MAPS.intersection(term.get("@container") or ()):
            yield from _examine_map(member, context, term)
        else:
            yield from _examine(member, context, term)
    except ContextUnreadable as error:
        yield Loss(CONTEXT, str(error), key.start)


def _examine_map(value: JsonObject, context: ActiveContext, term: Term) -> Iterator[Loss]:
    container = term["@container"]
    typed = "@type" in container
    # JSON-LD 1.1 API, section 5.1.2, step 13.8.3.
    around = (context.previous or context) if typed or "@id" in container else context
    for key, member in value.members:
        yield from _check_map_key(key, context, term)
        scope = around.find_term(key.text) if typed else {}
        inside = around.enter_scope(scope, propagate=False)
        yield from _examine(member, inside, term, mapped=typed)


def _check_map_key(key: JsonText, context: ActiveContext, term: Term) -> Iterator[Loss]:
    container = term["@container"]
    if context.expand_key(key.text) == "@none":
        return
    if "@language" in container:
        yield from check_language(key)
    elif "@id" in container or "@type" in container:
        yield from check_iri(key, context, term="@type" in container)
    elif "@index" not in term:
        yield Loss(INDEX, key.text, key.start)
