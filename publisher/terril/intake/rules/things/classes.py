"""Report things that lack a general class, or are an organization and a place at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.intake.rules.finding import build_finding
from terril.intake.vocabularies import find_superclasses
from terril.model.languages import gettext, gettext_noop, list_languages, translate_all
from terril.model.vocabulary import ORG, SCHEMA, TYPE, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Quad

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source
    from terril.model.findings import Finding

    Types = Mapping[str, tuple[Source, Quad]]

NO_GENERAL = gettext_noop(
    "This thing is a {term} and nothing more general, but programs look for {general}. Add the "
    "class that fits."
)
OR = gettext_noop("{first} or {last}")
BOTH = gettext_noop(
    "This is both an organization and a place ({organization}, {place}). Describe two things: the "
    "organization, and the place where it is."
)
GENERAL = frozenset(f"{SCHEMA}{name}" for name in ("Place", "Organization", "Event", "Service"))
"""The classes of what a town describes for its own sake, which lists and portals look for."""
ORGANIZATIONS = frozenset((f"{ORG}Organization", f"{SCHEMA}Organization"))
PLACES = frozenset((f"{SCHEMA}Place", f"{ORG}Site"))
# A local business of schema.org is both by its nature.
ORGANIZATION, PLACE = (True, False), (False, True)


def check_classes(sources: Sequence[Source], context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each thing that software does not find, or takes for two.

    It depends on all classes of the thing.
    """
    for types in _collect_types(sources).values():
        yield from _check_general(types, context)
        yield from _check_nature(types, context)


def _collect_types(sources: Sequence[Source]) -> Mapping[NamedNode, Types]:
    """Return the classes of each thing, with the statement of each."""
    found: defaultdict[NamedNode, dict[str, tuple[Source, Quad]]] = defaultdict(dict)
    for source in sources:
        for quad in source.quads:
            thing, class_ = quad.subject, quad.object
            if quad.predicate != TYPE or not isinstance(class_, NamedNode):
                continue
            if isinstance(thing, NamedNode):
                found[thing].setdefault(class_.value, (source, quad))
    return found


def _check_general(types: Types, context: RuleContext) -> Iterator[Finding]:
    """Return a finding if shapes target superclasses of a thing's classes, but none of these."""
    targeted = context.expected.classes
    if not targeted.isdisjoint(types):
        return
    for iri, (source, quad) in types.items():
        above = find_superclasses(iri)
        if not above.isdisjoint(GENERAL & targeted):
            general = _find_nearest(above & targeted)
            message = {
                tag: gettext(NO_GENERAL, tag, term=shorten(iri), general=_join(general, tag))
                for tag in list_languages()
            }
            yield build_finding("general-type", message, source, quad, context)
            return


def is_doubtful(classes: Iterable[str], targeted: frozenset[str]) -> bool:
    """Return whether a thing with these classes is reported; it depends on nothing else.

    Args:
        classes: their IRIs.
        targeted: IRIs of the classes that shapes target.
    """
    types = frozenset(classes)
    general = targeted.isdisjoint(types) and any(
        not find_superclasses(iri).isdisjoint(GENERAL & targeted) for iri in types
    )
    natures = set(map(_find_nature, types))
    return general or natures >= {ORGANIZATION, PLACE}


def _find_nature(iri: str) -> tuple[bool, bool]:
    """Return whether a class is one of organizations, and whether one of places."""
    above = find_superclasses(iri) | {iri}
    return not above.isdisjoint(ORGANIZATIONS), not above.isdisjoint(PLACES)


def _find_nearest(classes: frozenset[str]) -> list[str]:
    """Return the classes without those that others of them are below."""
    above = frozenset[str]().union(*map(find_superclasses, classes))
    return sorted(classes - above)


def _join(classes: Sequence[str], language: str) -> str:
    *others, last = map(shorten, classes)
    return gettext(OR, language, first=", ".join(others), last=last) if others else last


def _check_nature(types: Types, context: RuleContext) -> Iterator[Finding]:
    organizations: list[str] = []
    places: list[str] = []
    for iri in types:
        nature = _find_nature(iri)
        if nature == ORGANIZATION:
            organizations.append(iri)
        elif nature == PLACE:
            places.append(iri)
    if organizations and places:
        source, quad = types[places[0]]
        fields = {"organization": shorten(organizations[0]), "place": shorten(places[0])}
        message = translate_all(BOTH, **fields)
        yield build_finding("organization-and-place", message, source, quad, context)
