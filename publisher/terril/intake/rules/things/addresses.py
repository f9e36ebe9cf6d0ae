"""Report things whose IRIs share one address, or differ only in what people overlook."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pyoxigraph import NamedNode

from terril.model.findings import Finding, Severity
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source

SAME = gettext_noop(
    "<{iri}> and <{other}> ({path}, line {line}) are two spellings of one address, so only one of "
    "the two things can be shown there. Write the address in one way everywhere, or give one of "
    "the things another."
)
SIMILAR = gettext_noop(
    "<{iri}> and <{other}> ({path}, line {line}) differ only in capital letters, in how accents "
    "are encoded, or in a full stop at the end. If they are one thing, write its address in one "
    "way; if not, give one of them an address that nobody confuses."
)


def check_addresses(sources: Sequence[Source], context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each thing whose address is, or looks like, that of another."""
    base = context.naming.addresses.base
    first: dict[str, tuple[NamedNode, Source]] = {}
    seen: set[NamedNode] = set()
    for source in sources:
        for thing in dict.fromkeys(quad.subject for quad in source.quads):
            if not isinstance(thing, NamedNode) or thing in seen:
                continue
            seen.add(thing)
            if not thing.value.startswith(base):
                continue
            other, where = first.setdefault(normalize_spelling(thing.value), (thing, source))
            if other != thing:
                yield _build_finding((thing, source), (other, where), context)


def normalize_spelling(iri: str) -> str:
    """Return one spelling for all IRIs that people take for the same."""
    return unicodedata.normalize("NFKC", unquote(iri)).casefold().rstrip(".")


def _build_finding(
    here: tuple[NamedNode, Source], first: tuple[NamedNode, Source], context: RuleContext
) -> Finding:
    (thing, source), (other, where) = here, first
    same = unquote(thing.value) == unquote(other.value)
    place = context.positions.find_statement(where, other)
    message = translate_all(
        SAME if same else SIMILAR,
        iri=thing.value,
        other=other.value,
        path=place.path,
        line=place.line,
    )
    return Finding(
        "same-address" if same else "similar-address",
        message,
        Severity.VIOLATION if same else Severity.WARNING,
        context.positions.find_statement(source, thing),
        thing.value,
        context.labels.get(thing.value, {}),
        value=thing.value,
    )
