"""Report things whose IRI no request can name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pyoxigraph import NamedNode

from terril.model.addresses import encode_path
from terril.model.findings import Finding
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source
    from terril.model.addresses import Name

UNREACHABLE = gettext_noop(
    "No page can be shown at <{iri}>, because of how its last part is encoded. Write <{nearest}>."
)
UNFIT = re.compile(r"[/%\N{REPLACEMENT CHARACTER}]")


def check_reachability(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each thing that no request can name.

    It depends on the IRI alone.
    """
    addresses = context.naming.addresses
    for thing in dict.fromkeys(quad.subject for quad in source.quads):
        name = addresses.name_of(thing.value) if isinstance(thing, NamedNode) else None
        if not isinstance(thing, NamedNode) or name is None or is_reachable(name):
            continue
        nearest = addresses.thing(name.kind, _suggest_slug(name.slug))
        yield Finding(
            "unreachable-address",
            translate_all(UNREACHABLE, iri=thing.value, nearest=nearest),
            place=context.positions.find_statement(source, thing),
            thing=thing.value,
            thing_label=context.labels.get(thing.value, {}),
            value=thing.value,
        )


def is_reachable(name: Name) -> bool:
    """Return whether a request can name a thing.

    A path arrives decoded, so that of all spellings only two can be meant: the one without any
    encoding, and the one with exactly the encoding that the path of the address has.
    """
    if "%" not in name.slug:
        return True
    try:
        decoded = unquote(name.slug, errors="strict")
    except UnicodeDecodeError:
        return False
    fits = decoded.isprintable() and "/" not in decoded
    return fits and name.slug in (decoded, encode_path(decoded))


def _suggest_slug(slug: str) -> str:
    decoded = "".join(one if one.isprintable() else "-" for one in unquote(slug))
    return encode_path(UNFIT.sub("-", decoded))
