"""Report links to IRIs of the town that nothing describes."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.intake.locations.lines import Lines
from terril.intake.rules.finding import build_finding, resolve
from terril.intake.rules.suggestions import suggest_name
from terril.intake.rules.things.addresses import normalize_spelling
from terril.intake.vocabularies import get_namespace
from terril.model.addresses import DERIVED
from terril.model.findings import Finding, Location
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source

SETTINGS = "town.toml"
UNDESCRIBED = gettext_noop(
    "Nothing describes <{iri}>, so this link leads nowhere. Correct the address, or describe the "
    "thing."
)
MISSPELT = gettext_noop(
    "Nothing describes <{iri}>, so this link leads nowhere. Did you mean <{nearest}>?"
)


def check_links(sources: Sequence[Source], context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each link to a thing of the town that nothing describes.

    Each such thing is reported once for each file, ``data/catalogue.ttl`` and the publisher in
    ``town.toml`` included. One that a file mentions which could not be read is not reported.
    """
    if not context.expected.graphs:
        return
    things = DescribedThings(sources, context)
    catalogue = (context.catalogue,) if context.catalogue else ()
    for source in (*sources, *catalogue):
        seen: set[str] = set()
        for quad in source.quads:
            iri = resolve(quad.object, context)
            if iri not in seen and things.lack(iri):
                seen.add(iri)
                message = things.explain(iri)
                yield build_finding("undescribed", message, source, quad, context, value=iri)
    publisher = context.expected.publisher
    if things.lack(publisher):
        place = Location(PurePath(SETTINGS))
        yield Finding("undescribed", things.explain(publisher), place=place, value=publisher)


class DescribedThings:
    """The things that the files of a town describe, with suggestions for others."""

    def __init__(self, sources: Sequence[Source], context: RuleContext) -> None:
        addresses = context.naming.addresses
        subjects = {quad.subject for source in sources for quad in source.quads}
        self._described = {one.value for one in subjects if isinstance(one, NamedNode)}
        self._described.update(map(addresses.graph, (*context.expected.graphs, DERIVED)))
        self._start = f"{addresses.base}id/"
        self._unread = "\n".join(Lines(one.content).text for one in sources if not one.quads)

    def lack(self, iri: str) -> bool:
        """Return whether an IRI is one of the town's things and described nowhere."""
        if not iri.startswith(self._start) or iri in self._described:
            return False
        slug = re.escape(iri.removeprefix(get_namespace(iri)))
        mention = re.compile(rf"{re.escape(iri)}|[:/#]{slug}(?![\w-])")
        return not (self._unread and mention.search(self._unread))

    def explain(self, iri: str) -> dict[str, str]:
        """Return the message about a thing that nothing describes."""
        namespace = get_namespace(iri)
        nearest = self._spellings.get(normalize_spelling(iri), "")
        name = suggest_name(iri.removeprefix(namespace), self._names.get(namespace, ()))
        nearest = nearest or (namespace + name if name else "")
        if nearest:
            return translate_all(MISSPELT, iri=iri, nearest=nearest)
        return translate_all(UNDESCRIBED, iri=iri)

    @cached_property
    def _spellings(self) -> dict[str, str]:
        return {normalize_spelling(iri): iri for iri in sorted(self._described)}

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        names: defaultdict[str, list[str]] = defaultdict(list)
        for iri in sorted(self._described):
            namespace = get_namespace(iri)
            names[namespace].append(iri.removeprefix(namespace))
        return dict(names)
