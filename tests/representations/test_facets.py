"""Facets count what a further choice would leave, whatever was chosen before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from terril.model.addresses import Addresses
from terril.model.vocabulary import DCT, ORG, SCHEMA, SKOS, TERRIL, TOWN
from terril.representations.facets import build_facets
from terril.representations.pages import Audience, Pages, TownProfile
from terril.store.reader import StoreReader, build_memory_store
from terril.store.search import ThingList, build_thing_index

BASE = "https://data.springfield.example/"
GRAPH = NamedNode(f"{BASE}id/graph/source")
FORMS = f"{TERRIL}legal-forms"
THINGS = [f"{BASE}id/organization/{number}" for number in range(5)]
# Each facet, a property that fills it, and the values that occur.
VALUES = {
    "theme": (f"{DCT}subject", [f"{BASE}id/theme/{n}" for n in range(3)]),
    "type": (f"{ORG}classification", [f"{TERRIL}kinds#{n}" for n in range(2)]),
    "form": (f"{ORG}classification", [f"{TERRIL}forms#{n}" for n in range(2)]),
    "sector": (f"{TOWN}activitySector", [f"{BASE}id/sector/{n}" for n in range(2)]),
    "place": (f"{SCHEMA}location", [f"{BASE}id/place/{n}" for n in range(3)]),
}
PAIRS = [(key, value) for key, (_, values) in VALUES.items() for value in values]
Chosen = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Town:
    """Things with the values of their facets, and what a reader chose."""

    facts: frozenset[tuple[str, str, str]]
    chosen: Chosen

    def open(self) -> ThingList:
        quads = [
            Quad(NamedNode(thing), NamedNode(VALUES[key][0]), NamedNode(value), GRAPH)
            for thing, key, value in sorted(self.facts)
        ]
        quads += [
            Quad(NamedNode(form), NamedNode(f"{SKOS}inScheme"), NamedNode(FORMS), GRAPH)
            for form in VALUES["form"][1]
        ]
        store = StoreReader(build_memory_store(quads))
        index = build_thing_index(store, {"organization": THINGS}, ("fr", "en"))
        return ThingList(index, "organization", self.chosen)

    def fits(self, thing: str, chosen: Chosen) -> bool:
        """Return whether a thing has one of the chosen values in each facet with a choice."""
        return all(
            any((thing, key, value) in self.facts for value in values)
            for key, values in chosen.items()
            if values
        )

    def counts(self) -> dict[tuple[str, str], int]:
        """Count, for each value, the things it leaves if it replaces the choice of its facet."""
        return {
            (key, value): sum(self.fits(thing, {**self.chosen, key: [value]}) for thing in THINGS)
            for key, value in PAIRS
        }


FACTS = st.frozensets(st.tuples(st.sampled_from(THINGS), st.sampled_from(PAIRS)), max_size=25)
CHOICES = st.fixed_dictionaries(
    {},
    optional={
        key: st.lists(st.sampled_from(values), unique=True, max_size=2)
        for key, (_, values) in VALUES.items()
    },
)


@st.composite
def towns(draw: st.DrawFn) -> Town:
    facts = frozenset((thing, *pair) for thing, pair in draw(FACTS))
    # Only a value that some thing has can be chosen.
    known = {(key, value) for _, key, value in facts}
    chosen = {
        key: [value for value in values if (key, value) in known]
        for key, values in draw(CHOICES).items()
    }
    return Town(facts, chosen)


def address(chosen: Chosen) -> str:
    pairs = sorted((key, sorted(values)) for key, values in chosen.items() if values)
    return ";".join(f"{key}={','.join(values)}" for key, values in pairs)


@given(towns())
def test_a_facet_counts_besides_its_own_choice(town: Town) -> None:
    store = StoreReader(build_memory_store([]))
    pages = Pages(store, Addresses(BASE), TownProfile({}, ("fr", "en")))
    expected = {
        pair: count
        for pair, count in town.counts().items()
        if count or pair[1] in town.chosen.get(pair[0], ())
    }
    found = {}
    for facet in build_facets(town.open(), address, pages, Audience("en", "")):
        now = town.chosen.get(facet.key, ())
        by_address = {
            address({**town.chosen, facet.key: sorted({*now} ^ {value})}): value
            for value in VALUES[facet.key][1]
        }
        for choice in facet.choices:
            value = by_address[choice.href]
            found[facet.key, value] = choice.count
            assert choice.chosen == (value in now)
        counts = [choice.count for choice in facet.choices]
        assert counts == sorted(counts, reverse=True)
    assert found == expected


@given(towns())
def test_things_that_have_a_chosen_value_of_each_facet_are_listed(town: Town) -> None:
    expected = [thing for thing in THINGS if town.fits(thing, town.chosen)]
    things = town.open()
    assert len(things) == len(expected)
    for language in ("", "fr", "en"):
        for reverse in (False, True):
            found = things.read_page(0, len(THINGS), language, reverse=reverse)
            assert found == (expected[::-1] if reverse else expected)
    pages = [things.read_page(start, 2, "fr") for start in range(0, len(THINGS), 2)]
    assert [iri for page in pages for iri in page] == expected


def test_the_most_frequent_values_are_shown_and_those_that_were_chosen() -> None:
    pages = Pages(
        StoreReader(build_memory_store([])), Addresses(BASE), TownProfile({}, ("fr", "en"))
    )
    themes = VALUES["theme"][1]
    facts = {(THINGS[n], "theme", themes[n % 2]) for n in range(5)} | {
        (THINGS[0], "theme", themes[2])
    }
    for chosen, names in (((), themes[:1]), ((themes[2],), [themes[0], themes[2]])):
        town = Town(frozenset(facts), {"theme": chosen})
        (facet,) = build_facets(town.open(), address, pages, Audience("en", ""), most=1)
        assert [one.count for one in facet.choices] == [3, 1][: len(names)]
        assert facet.cut
    (facet,) = build_facets(town.open(), address, pages, Audience("en", ""), most=3)
    assert len(facet.choices) == 3
    assert not facet.cut
