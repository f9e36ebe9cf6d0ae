"""Compute the facets of a list of things: common values with counts and links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.languages import gettext, gettext_noop
from terril.model.vocabulary import DCT, ORG, SCHEMA, SKOS, TERRIL, TOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from terril.representations.pages import Audience, Pages, Text
    from terril.store.reader import StoreReader

FACETS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "theme": (gettext_noop("Theme"), (f"{DCT}subject",)),
    "type": (gettext_noop("Type"), (f"{ORG}classification", f"{DCT}type")),
    "form": (gettext_noop("Legal form"), (f"{ORG}classification",)),
    "sector": (gettext_noop("Sector"), (f"{TOWN}activitySector",)),
    "place": (
        gettext_noop("Place"),
        (
            f"{ORG}hasSite",
            f"{ORG}hasPrimarySite",
            f"{SCHEMA}location",
            f"{SCHEMA}containedInPlace",
        ),
    ),
    "keyword": (gettext_noop("Keyword"), (f"{SCHEMA}keywords",)),
    "scheme": (gettext_noop("List of terms"), (f"{SKOS}inScheme",)),
}
LEGAL_FORMS = f"{TERRIL}legal-forms"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet on a page.

    Attributes:
        name: label of the value.
        count: number of things that have it and match the other facets.
        href: address that adds it to the chosen values, or removes it.
        chosen: whether it is chosen.
    """

    name: Text
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values, the most frequent first."""

    key: str
    heading: str
    choices: tuple[Choice, ...]


class FacetIndex:
    """An index of the things of a kind by the values of their facets.

    Args:
        store: store of the release.
        things: IRIs of the things of one kind.
    """

    def __init__(self, store: StoreReader, things: Iterable[str]) -> None:
        self._things = tuple(things)
        self._values: dict[str, dict[str, set[str]]] = {key: defaultdict(set) for key in FACETS}
        self._forms = frozenset(_find_terms(store, LEGAL_FORMS))
        for thing in self._things:
            for key, (_, properties) in FACETS.items():
                for prop in properties:
                    for value in store.values(thing, prop):
                        if isinstance(value, NamedNode) and self._belongs(key, value.value):
                            self._values[key][value.value].add(thing)

    def _belongs(self, key: str, value: str) -> bool:
        """Return whether a value belongs to a facet; legal forms are no other types."""
        return value in self._forms if key == "form" else key != "type" or value not in self._forms

    def value(self, key: str, word: str) -> str | None:
        """Return the IRI for a word of an address: the last part of the IRI, or all of it."""
        return next((iri for iri in self._values[key] if word in (iri, get_last_part(iri))), None)

    def narrow(self, chosen: Mapping[str, Sequence[str]], ignored: str = "") -> list[str]:
        """Return the things that have one of the chosen values of each facet, in order.

        Args:
            chosen: chosen IRIs by facet.
            ignored: a facet to ignore.
        """
        sets = [
            set().union(*(self._values[key][iri] for iri in iris))
            for key, iris in chosen.items()
            if iris and key != ignored
        ]
        return [thing for thing in self._things if all(thing in one for one in sets)]

    def facets(
        self,
        chosen: Mapping[str, Sequence[str]],
        address: Callable[[Mapping[str, Sequence[str]]], str],
        pages: Pages,
        audience: Audience,
    ) -> list[Facet]:
        """Return the facets that distinguish the things, and those that were chosen.

        Args:
            chosen: chosen IRIs by facet.
            address: returns the address of the list for other chosen values.
            pages: source of the labels.
            audience: language of the labels.
        """
        found = []
        for key, (heading, _) in FACETS.items():
            rest = set(self.narrow(chosen, ignored=key))
            choices = []
            for iri, things in self._values[key].items():
                count, on = len(things & rest), iri in chosen.get(key, ())
                if count or on:
                    name = pages.label(iri, audience)
                    href = address(_toggle(chosen, key, iri))
                    choices.append(Choice(name, count, href, on))
            if choices:
                choices.sort(key=lambda one: (-one.count, one.name.value.casefold()))
                found.append(Facet(key, gettext(heading, audience.language), tuple(choices)))
        return found


def _find_terms(store: StoreReader, scheme: str) -> Iterator[str]:
    for quad in store.towards(NamedNode(scheme)):
        if quad.predicate.value == f"{SKOS}inScheme" and isinstance(quad.subject, NamedNode):
            yield quad.subject.value


def get_last_part(iri: str) -> str:
    """Return the part of an IRI after its last slash or number sign."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def _toggle(
    chosen: Mapping[str, Sequence[str]], key: str, iri: str
) -> Mapping[str, Sequence[str]]:
    now = [one for one in chosen.get(key, ()) if one != iri]
    return {**chosen, key: now if iri in chosen.get(key, ()) else [*now, iri]}
