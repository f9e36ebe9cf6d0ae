"""Report names with a prefix that stand as IRIs: ``<schema:Place>`` for ``schema:Place``.

No program finds the term, and JSON-LD cannot write such an IRI beside the prefix (JSON-LD 1.1 API,
section 5.6, step 9).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat

from terril.intake.rules.finding import build_finding
from terril.model.addresses import split_scheme
from terril.model.languages import gettext_noop, translate_all
from terril.model.vocabulary import PREFIXES, TERRIL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source
    from terril.model.findings import Finding

BRACKETED = gettext_noop(
    "<{iri}> is no address: “{prefix}:” is a prefix, which nothing has replaced by {namespace}. "
    "Write the whole address <{whole}>; in Turtle, {iri} without angle brackets means the same."
)
SCHEMES = frozenset({"geo"})
"""Prefixes that are schemes of addresses as well (RFC 5870)."""
NAMESPACES = {
    **{prefix: namespace for prefix, namespace in PREFIXES.items() if prefix not in SCHEMES},
    "identifiers": f"{TERRIL}identifiers#",
}


def check_bracketed_names(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each IRI that is a name with a prefix, at its first use.

    In JSON-LD the prefix that the context lacks is reported already. It depends on the IRI alone.
    """
    if source.syntax.syntax == RdfFormat.JSON_LD:
        return
    seen: set[str] = set()
    for quad in source.quads:
        for iri in _list_iris(quad):
            if iri not in seen and is_bracketed_name(iri):
                seen.add(iri)
                prefix, _, local = iri.partition(":")
                namespace = NAMESPACES[prefix]
                message = translate_all(
                    BRACKETED, iri=iri, prefix=prefix, namespace=namespace, whole=namespace + local
                )
                yield build_finding("bracketed-name", message, source, quad, context)


def is_bracketed_name(iri: str) -> bool:
    """Return whether an IRI begins with a known prefix instead of the scheme of an address."""
    return split_scheme(iri) in NAMESPACES and iri.partition(":")[0] in NAMESPACES


def _list_iris(quad: Quad) -> Iterator[str]:
    for term in (quad.subject, quad.predicate, quad.object):
        if isinstance(term, NamedNode):
            yield term.value
    if isinstance(quad.object, Literal) and not quad.object.language:
        yield quad.object.datatype.value
