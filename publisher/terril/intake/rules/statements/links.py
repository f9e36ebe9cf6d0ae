"""Report links to IRIs of the town that nothing describes."""

from __future__ import annotations

from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING

from terril.intake.rules.finding import build_finding, resolve
from terril.intake.rules.statements.suggestions import MAX_NAMES, suggest_name
from terril.intake.rules.things.addresses import normalize_spelling
from terril.intake.vocabularies import get_namespace
from terril.model.addresses import DERIVED
from terril.model.findings import Finding, Location
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Quad

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
    ``town.toml`` included. One that a file mentions which could not be read is not reported. It
    depends on the IRI and on all subjects, which ``context`` has.
    """
    if not context.expected.graphs:
        return
    things = DescribedThings(context)
    catalogue = (context.catalogue,) if context.catalogue else ()
    lacking = [
        (iri, source, quad)
        for source in (*sources, *catalogue)
        for iri, quad in _list_links(source, context).items()
        if things.lack(iri)
    ]
    publisher = context.expected.publisher
    missing = [iri for iri, _, _ in lacking] + [publisher] * things.lack(publisher)
    nearest = things.find_nearest(missing)
    for iri, source, quad in lacking:
        message = _explain(iri, nearest[iri])
        yield build_finding("undescribed", message, source, quad, context, value=iri)
    if publisher in missing:
        place = Location(PurePath(SETTINGS))
        message = _explain(publisher, nearest[publisher])
        yield Finding("undescribed", message, place=place, value=publisher)


def _list_links(source: Source, context: RuleContext) -> Mapping[str, Quad]:
    """Return the first statement with each IRI as its object."""
    first: dict[str, Quad] = {}
    for quad in source.quads:
        first.setdefault(resolve(quad.object, context), quad)
    return first


def _explain(iri: str, nearest: str) -> dict[str, str]:
    if nearest:
        return translate_all(MISSPELT, iri=iri, nearest=nearest)
    return translate_all(UNDESCRIBED, iri=iri)


class DescribedThings:
    """The things that the files of a town describe, with suggestions for others."""

    def __init__(self, context: RuleContext) -> None:
        self._things = context.things
        base = context.naming.addresses.base
        self._start = f"{base}id/"
        graphs = (*context.expected.graphs, DERIVED)
        self._graphs = frozenset(map(context.naming.addresses.graph, graphs))

    def lack(self, iri: str) -> bool:
        """Return whether an IRI is one of the town's things and described nowhere."""
        if not iri.startswith(self._start) or iri in self._graphs:
            return False
        return not (self._things.is_described(iri) or iri in self._things.mentions)

    def find_nearest(self, iris: Iterable[str]) -> dict[str, str]:
        """Return for each undescribed IRI the described one that is meant, ``""`` for none."""
        missing = dict.fromkeys(iris)
        if not missing:
            return {}
        spellings = dict.fromkeys(map(normalize_spelling, missing), "")
        names: dict[str, set[str]] = {get_namespace(iri): set() for iri in missing}
        for iri in chain(self._graphs, self._things.iterate_iris()):
            spelling, namespace = normalize_spelling(iri), get_namespace(iri)
            if spelling in spellings:
                spellings[spelling] = max(spellings[spelling], iri)
            # Among more of them none is suggested.
            if namespace in names and len(names[namespace]) <= MAX_NAMES:
                names[namespace].add(iri.removeprefix(namespace))
        known = {namespace: sorted(found) for namespace, found in names.items()}
        return {iri: spellings[normalize_spelling(iri)] or _suggest(iri, known) for iri in missing}


def _suggest(iri: str, known: Mapping[str, Sequence[str]]) -> str:
    namespace = get_namespace(iri)
    name = suggest_name(iri.removeprefix(namespace), known[namespace])
    return namespace + name if name else ""
