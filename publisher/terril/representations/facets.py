"""Facets of a list: what its things have in common, counted, and each a link."""

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
    """A value of a facet as a page shows it.

    Attributes:
        name: the value's label.
        count: things that have it besides what else was chosen.
        href: the address that adds it to what was chosen, or takes it away.
        chosen: whether it was chosen.
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
    """Which things of a kind have which values.

    Args:
        store: the release.
        things: of one kind.
    """

    def __init__(self, store: StoreReader, things: Iterable[str]) -> None:
        self._things = tuple(things)
        self._values: dict[str, dict[str, set[str]]] = {key: defaultdict(set) for key in FACETS}
        self._forms = frozenset(_terms_of(store, LEGAL_FORMS))
        for thing in self._things:
            for key, (_, properties) in FACETS.items():
                for prop in properties:
                    for value in store.values(thing, prop):
                        if isinstance(value, NamedNode) and self._belongs(key, value.value):
                            self._values[key][value.value].add(thing)

    def _belongs(self, key: str, value: str) -> bool:
        """Whether a value is one of a facet; legal forms are not among the other kinds."""
        return value in self._forms if key == "form" else key != "type" or value not in self._forms

    def value(self, key: str, word: str) -> str | None:
        """The IRI that a word of an address means: the last part of the IRI, or all of it."""
        return next((iri for iri in self._values[key] if word in (iri, last_part(iri))), None)

    def narrow(self, chosen: Mapping[str, Sequence[str]], besides: str = "") -> list[str]:
        """The things that have, for each facet, one of the chosen values; in their order.

        Args:
            chosen: IRIs by facet.
            besides: a facet that is left out of account.
        """
        sets = [
            set().union(*(self._values[key][iri] for iri in iris))
            for key, iris in chosen.items()
            if iris and key != besides
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
            chosen: IRIs by facet.
            address: of the list for other chosen values.
            pages: labels of the values.
            audience: whose language the labels are in.
        """
        found = []
        for key, (heading, _) in FACETS.items():
            rest = set(self.narrow(chosen, besides=key))
            choices = []
            for iri, things in self._values[key].items():
                count, on = len(things & rest), iri in chosen.get(key, ())
                if count or on:
                    name = pages.label(iri, audience)
                    href = address(_toggled(chosen, key, iri))
                    choices.append(Choice(name, count, href, on))
            if choices:
                choices.sort(key=lambda one: (-one.count, one.name.value.casefold()))
                found.append(Facet(key, gettext(heading, audience.language), tuple(choices)))
        return found


def _terms_of(store: StoreReader, scheme: str) -> Iterator[str]:
    for quad in store.towards(NamedNode(scheme)):
        if quad.predicate.value == f"{SKOS}inScheme" and isinstance(quad.subject, NamedNode):
            yield quad.subject.value


def last_part(iri: str) -> str:
    """The end of an IRI behind its last slash or number sign."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def _toggled(
    chosen: Mapping[str, Sequence[str]], key: str, iri: str
) -> Mapping[str, Sequence[str]]:
    now = [one for one in chosen.get(key, ()) if one != iri]
    return {**chosen, key: now if iri in chosen.get(key, ()) else [*now, iri]}
