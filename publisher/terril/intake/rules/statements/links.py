"""Report links to IRIs of the town that nothing describes."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.intake.locations.lines import Lines
from terril.intake.rules.finding import build_finding
from terril.intake.rules.suggestions import suggest_name
from terril.intake.rules.things.addresses import normalize_spelling
from terril.intake.vocabularies import get_namespace
from terril.model.addresses import DERIVED
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source
    from terril.model.findings import Finding

UNDESCRIBED = gettext_noop(
    "Nothing describes <{iri}>, so this link leads nowhere. Correct the address, or describe the "
    "thing."
)
MISSPELT = gettext_noop(
    "Nothing describes <{iri}>, so this link leads nowhere. Did you mean <{nearest}>?"
)


def check_links(sources: Sequence[Source], context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each link to a thing of the town that nothing describes.

    Each such thing is reported once for each file. One that a file mentions which could not be
    read is not reported.
    """
    addresses = context.naming.addresses
    if not context.expected.graphs:
        return
    described = _collect_subjects(sources)
    described.update(map(addresses.graph, (*context.expected.graphs, DERIVED)))
    things = f"{addresses.base}id/"
    unread = "\n".join(Lines(one.content).text for one in sources if not one.quads)
    suggester: _Suggester | None = None
    for source in sources:
        seen: set[str] = set()
        for quad in source.quads:
            if not isinstance(quad.object, NamedNode):
                continue
            iri = quad.object.value
            if not iri.startswith(things) or iri in described or iri in seen:
                continue
            seen.add(iri)
            if unread and _mentions(unread, iri):
                continue
            suggester = suggester or _Suggester(iri for iri in described if iri.startswith(things))
            yield build_finding(
                "undescribed", suggester.explain(iri), source, quad, context, value=iri
            )


def _collect_subjects(sources: Sequence[Source]) -> set[str]:
    terms = {quad.subject for source in sources for quad in source.quads}
    return {term.value for term in terms if isinstance(term, NamedNode)}


def _mentions(text: str, iri: str) -> bool:
    slug = re.escape(iri.removeprefix(get_namespace(iri)))
    return iri in text or bool(re.search(rf"[:/#]{slug}(?![\w-])", text))


class _Suggester:
    """An index of the described things, by namespace and by spelling."""

    def __init__(self, described: Iterator[str]) -> None:
        self._spellings: dict[str, str] = {}
        names: defaultdict[str, list[str]] = defaultdict(list)
        for iri in sorted(described):
            self._spellings[normalize_spelling(iri)] = iri
            namespace = get_namespace(iri)
            names[namespace].append(iri.removeprefix(namespace))
        self._names = dict(names)

    def explain(self, iri: str) -> dict[str, str]:
        """Return the message about a thing that nothing describes."""
        nearest = self._spellings.get(normalize_spelling(iri), "")
        namespace = get_namespace(iri)
        name = suggest_name(iri.removeprefix(namespace), self._names.get(namespace, ()))
        nearest = nearest or (namespace + name if name else "")
        if nearest:
            return translate_all(MISSPELT, iri=iri, nearest=nearest)
        return translate_all(UNDESCRIBED, iri=iri)
