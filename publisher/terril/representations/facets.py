"""Show the facets of a list of things: common values with counts and links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.languages import gettext, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from terril.representations.pages import Audience, Pages, Text
    from terril.store.search import ThingList

FACETS: Mapping[str, str] = {
    "theme": gettext_noop("Theme"),
    "type": gettext_noop("Type"),
    "form": gettext_noop("Legal form"),
    "sector": gettext_noop("Sector"),
    "place": gettext_noop("Place"),
    "keyword": gettext_noop("Keyword"),
    "scheme": gettext_noop("List of terms"),
}
"""Headings by facet, in the order of pages."""
MOST_CHOICES = 100
"""Values of a facet on a page; a town has hundreds of thousands of places."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet on a page.

    Attributes:
        name: label of the value.
        count: number of things that have it and match the other facets.
        href: address that adds it to the chosen values, or removes it.
        chosen: ``True`` if it is chosen.
    """

    name: Text
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values, the most frequent first.

    Attributes:
        key: parameter of the address.
        heading: its name.
        choices: the values.
        cut: ``True`` if less frequent values are left out.
    """

    key: str
    heading: str
    choices: tuple[Choice, ...]
    cut: bool = False


def build_facets(
    things: ThingList,
    address: Callable[[Mapping[str, Sequence[str]]], str],
    pages: Pages,
    audience: Audience,
    most: int = MOST_CHOICES,
) -> list[Facet]:
    """Return the facets that distinguish the things, and those that were chosen.

    Args:
        things: the list, with what was chosen.
        address: returns the address of the list for other chosen values.
        pages: source of the labels.
        audience: language of the labels.
        most: values of a facet, besides chosen ones.
    """
    counts = things.count_values(tuple(FACETS), most + 1)
    found = []
    for key, heading in FACETS.items():
        chosen = things.chosen.get(key, ())
        frequent = counts[key][:most]
        shown = [*frequent, *(one for one in counts[key][most:] if one[0] in chosen)]
        choices = [
            Choice(
                pages.label(iri, audience),
                count,
                address(_toggle(things.chosen, key, iri)),
                iri in chosen,
            )
            for iri, count in shown
        ]
        if choices:
            choices.sort(key=lambda one: (-one.count, one.name.value.casefold()))
            cut = len(shown) < len(counts[key])
            found.append(Facet(key, gettext(heading, audience.language), tuple(choices), cut))
    return found


def _toggle(
    chosen: Mapping[str, Sequence[str]], key: str, iri: str
) -> Mapping[str, Sequence[str]]:
    now = [one for one in chosen.get(key, ()) if one != iri]
    return {**chosen, key: now if iri in chosen.get(key, ()) else [*now, iri]}
