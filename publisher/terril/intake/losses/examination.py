"""Examine a file that could be parsed: find its losses, and take away what must not arrive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from terril.intake.losses.loss import DEPTH, INDEX, LEFT_OUT, TEXT, UNMAPPED, UNREAD, Loss
from terril.intake.losses.rdf_xml import find_xml_losses
from terril.model.formats import JSON_LD, RDF_XML

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

    from terril.model.formats import Format

HARMLESS = (INDEX, LEFT_OUT, TEXT, UNMAPPED)


def find_losses(content: bytes, syntax: Format) -> list[Loss]:
    """Return the losses of a file; only parsers of JSON-LD and RDF/XML drop anything silently.

    The texts of JSON-LD that should arrive are among them, for :func:`drop_texts`.
    """
    if syntax == RDF_XML:
        return find_xml_losses(content)
    if syntax != JSON_LD:
        return []
    # Few towns have JSON-LD, and its processor takes long to import.
    from terril.intake.losses.jsonld.document import find_jsonld_losses
    from terril.intake.losses.jsonld.json_text import parse_json

    try:
        return list(find_jsonld_losses(parse_json(content.decode("utf-8-sig"))))
    except RecursionError:
        return [Loss(DEPTH, "", 0)]


def drop_texts(losses: Iterable[Loss], quads: Iterable[Quad]) -> tuple[Loss, ...]:
    """Return the losses without the texts that arrived.

    If nothing else is wrong, a text that is in no statement is a loss for an unknown reason.
    """
    every = list(losses)
    found = [loss for loss in every if loss.rule != TEXT]
    if any(loss.rule not in HARMLESS for loss in found):
        return tuple(found)
    arrived = {quad.object.value for quad in quads if isinstance(quad.object, Literal)}
    texts = (loss for loss in every if loss.rule == TEXT and loss.word not in arrived)
    return (*found, *(replace(loss, rule=UNREAD) for loss in texts))


def clear_left_out(content: bytes, losses: Iterable[Loss]) -> bytes:
    """Return a JSON text without what keys without meaning hold, all else in its place.

    The engine drops such nodes, but keeps their types and the items of their lists.
    """
    text = content.decode("utf-8-sig")
    for loss in losses:
        if loss.content:
            start, end = loss.content
            blank = "".join("\n" if one == "\n" else " " for one in text[start + 4 : end])
            text = f"{text[:start]}null{blank}{text[end:]}" if end - start >= len("null") else text
    return text.encode()
