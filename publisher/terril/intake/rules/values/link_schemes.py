"""Warn of addresses that no page may make a link of, such as ``javascript:``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.intake.locations.lines import RELATIVE
from terril.intake.rules.values.bracketed_names import is_bracketed_name
from terril.model.addresses import LINK_SCHEMES, is_link, split_scheme
from terril.model.findings import Finding, Severity
from terril.model.languages import gettext_noop, translate_all
from terril.model.xml_characters import show_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source

NO_LINK = gettext_noop(
    "The address <{iri}> begins with “{scheme}:”, which is no address on the web. Pages show it "
    "as text, not as a link. Write an address that begins with {schemes}, or take it out."
)
NAMES = frozenset(("urn", "tag", "info", "doi", "did", "ark", "ni"))
"""Schemes of names that are no addresses, which pages show as text.

Source: RFC 8141, 4151, 4452 and 6920; the registry of schemes of IANA; W3C DID Core.
"""
LONGEST = 80


def check_link_schemes(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a warning for each value with an address that pages do not link to.

    It depends on the address alone.
    """
    reported: set[NamedNode] = set()
    for quad in source.quads:
        value = quad.object
        if not isinstance(value, NamedNode) or value in reported or may_stand(value.value):
            continue
        reported.add(value)
        place = context.positions.find_statement(source, quad.subject, quad.predicate, value)
        shown = show_controls(value.value)
        message = translate_all(
            NO_LINK,
            iri=shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…",
            scheme=split_scheme(value.value),
            schemes=", ".join(f"{one}:" for one in LINK_SCHEMES),
        )
        thing = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        labels = context.labels.get(thing, {})
        yield Finding("link-scheme", message, Severity.WARNING, place, thing, labels, value=shown)


def may_stand(iri: str) -> bool:
    """Return whether an address is fit for a link, or no address, or reported by another rule."""
    named = is_link(iri) or split_scheme(iri) in NAMES
    return named or iri.startswith(RELATIVE) or is_bracketed_name(iri)
