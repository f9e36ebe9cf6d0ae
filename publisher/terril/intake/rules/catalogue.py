"""Report what ``data/catalogue.ttl`` says in vain, or what makes portals refuse a dataset."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.intake.rules.finding import build_finding, resolve
from terril.intake.rules.statements.suggestions import suggest_name
from terril.intake.vocabularies import get_namespace
from terril.model.languages import gettext_noop, translate_all
from terril.model.triples import term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source
    from terril.model.findings import Finding

BAD_KEYWORD = gettext_noop(
    "Because of the keyword “{word}”, portals refuse the whole dataset. Write it in letters, "
    "digits, spaces, - _ and ., in 2 to 100 of them."
)
UNKNOWN_DATASET = gettext_noop(
    "There is no dataset <{iri}>, so what is said of it has no effect. Did you mean <{nearest}>?"
)
UNUSED = gettext_noop(
    "Neither the catalogue nor a dataset leads to <{iri}>, so what is said of it has no effect. "
    "The datasets are: {datasets}."
)
KEYWORD = re.compile(r"[\w\-. ]{2,100}")
"""The keywords that CKAN accepts."""
PROPERTY = term("dcat:keyword")


def is_portal_keyword(word: str) -> bool:
    """Return whether portals accept a keyword."""
    return KEYWORD.fullmatch(word) is not None


def check_keywords(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each keyword that portals reject."""
    for quad in dict.fromkeys(source.quads):
        if quad.predicate != PROPERTY or not isinstance(quad.object, Literal):
            continue
        if not is_portal_keyword(quad.object.value):
            message = translate_all(BAD_KEYWORD, word=quad.object.value)
            yield build_finding("keyword", message, source, quad, context)


def check_datasets(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each description that neither catalogue nor dataset leads to."""
    names = context.expected.datasets
    if not names:
        return
    catalogue = f"{context.naming.addresses.base}catalogue"
    known = {catalogue, *(f"{catalogue}/{name}" for name in names)}
    described: dict[object, Quad] = {}
    links: dict[object, list[object]] = {}
    for quad in source.quads:
        described.setdefault(quad.subject, quad)
        links.setdefault(quad.subject, []).append(quad.object)
    reached = _follow(links, [one for one in described if resolve(one, context) in known])
    for thing, quad in described.items():
        if isinstance(thing, NamedNode) and thing not in reached:
            yield _report(resolve(thing, context), source, quad, context)


def _follow(links: dict[object, list[object]], start: list[object]) -> set[object]:
    reached: set[object] = set()
    waiting = start
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting += links.get(one, [])
    return reached


def _report(iri: str, source: Source, quad: Quad, context: RuleContext) -> Finding:
    datasets = context.expected.datasets
    namespace, base = get_namespace(iri), context.naming.addresses.base
    known = {base: ["catalogue"], f"{base}catalogue/": datasets}.get(namespace, ())
    if found := suggest_name(iri.removeprefix(namespace), known):
        message = translate_all(UNKNOWN_DATASET, iri=iri, nearest=namespace + found)
    else:
        message = translate_all(UNUSED, iri=iri, datasets=", ".join(datasets))
    return build_finding("unknown-dataset", message, source, quad, context, value=iri)
