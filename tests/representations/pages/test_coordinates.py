"""Positions in GeoJSON and on maps: a thing's own, or named by the place that it is at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from terril.model.addresses import Addresses
from terril.model.vocabulary import ORG, SCHEMA, SKOS, XSD
from terril.representations.pages import Audience, Pages, TownProfile
from terril.representations.pages.coordinates import find_points, find_positions
from terril.representations.tables.geojson import write_geojson
from terril.representations.tables.table import TableMaker
from terril.store.reader import StoreReader, build_memory_store

BASE = "https://data.springfield.example/"
SOURCE = NamedNode(f"{BASE}id/graph/source")
READER = Audience("en", "")
INSIDE = (f"{SCHEMA}containedInPlace", f"{SCHEMA}containsPlace", f"{SCHEMA}provider")
AT = (f"{ORG}hasPrimarySite", f"{ORG}hasSite", f"{SCHEMA}location")
THINGS = tuple(f"{BASE}id/place/p{number}" for number in range(5))


@dataclass(frozen=True)
class Town:
    """Positions by thing, and links between things as subject, property, object."""

    positions: dict[str, tuple[float, float]]
    links: list[tuple[str, str, str]]

    def read(self) -> StoreReader:
        quads = [Quad(NamedNode(s), NamedNode(p), NamedNode(o), SOURCE) for s, p, o in self.links]
        for iri in THINGS:
            quads.append(
                stated(iri, f"{SKOS}prefLabel", Literal(f"the {iri[-2:]}", language="en"))
            )
        for iri, (latitude, longitude) in self.positions.items():
            point = iri.replace("/place/", "/coordinates/")
            quads.append(stated(iri, f"{SCHEMA}geo", NamedNode(point)))
            quads.append(stated(point, f"{SCHEMA}latitude", number(str(latitude))))
            quads.append(stated(point, f"{SCHEMA}longitude", number(str(longitude))))
        return StoreReader(build_memory_store(quads))


def stated(subject: str, prop: str, value: NamedNode | Literal) -> Quad:
    return Quad(NamedNode(subject), NamedNode(prop), value, SOURCE)


def number(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}decimal"))


def pages_of(store: StoreReader) -> Pages:
    return Pages(store, Addresses(BASE), TownProfile({}, ("fr", "en")))


def features_of(town: Town) -> dict[str, Any]:
    store = town.read()
    pages = pages_of(store)
    table = TableMaker(store, pages, READER).make(THINGS)
    positions = {iri: find_positions(store, iri) for iri in THINGS}
    written = write_geojson(table, positions, lambda iri: pages.label(iri, READER).value)
    return {row["id"]: row for row in json.loads(written)["features"]}


def points_of(geometry: dict[str, Any] | None) -> list[tuple[float, float]]:
    """Return the positions of a geometry as pairs of longitude and latitude, sorted."""
    if geometry is None:
        return []
    found = geometry["coordinates"]
    return sorted((x, y) for x, y in ([found] if geometry["type"] == "Point" else found))


TOWNS = st.builds(
    Town,
    st.dictionaries(
        st.sampled_from(THINGS), st.tuples(st.integers(-90, 90), st.integers(-180, 180))
    ),
    st.lists(
        st.tuples(
            st.sampled_from(THINGS), st.sampled_from((*INSIDE, *AT)), st.sampled_from(THINGS)
        ),
        max_size=12,
    ),
)


@given(TOWNS)
def test_a_geometry_is_the_things_own_or_names_the_places_that_it_is_at(town: Town) -> None:
    for iri, feature in features_of(town).items():
        named = str(feature["properties"]["position of (IRI)"] or "").split(" | ")
        if iri in town.positions:
            latitude, longitude = town.positions[iri]
            assert feature["geometry"] == {"type": "Point", "coordinates": [longitude, latitude]}
            assert named == [""]
            continue
        at = {p: {o for s, q, o in town.links if (s, q) == (iri, p)} for p in AT}
        expected = next(
            (found for p in AT if (found := at[p] & town.positions.keys())), frozenset[str]()
        )
        assert set(named) - {""} == expected
        places = sorted(town.positions[place][::-1] for place in expected)
        assert points_of(feature["geometry"]) == places


@pytest.mark.parametrize("prop", INSIDE)
@pytest.mark.parametrize("turned", [False, True])
def test_nothing_takes_the_position_of_a_whole_or_a_part(prop: str, *, turned: bool) -> None:
    pair = (THINGS[1], prop, THINGS[0]) if turned else (THINGS[0], prop, THINGS[1])
    found = features_of(Town({THINGS[1]: (50, 2)}, [pair]))
    assert found[THINGS[0]]["geometry"] is None
    assert found[THINGS[1]]["geometry"] == {"type": "Point", "coordinates": [2.0, 50.0]}


def test_a_map_names_what_it_shows_at_the_point_of_another_thing() -> None:
    links = [(THINGS[0], AT[1], THINGS[1]), (THINGS[2], INSIDE[0], THINGS[1])]
    store = Town({THINGS[1]: (50, 2)}, links).read()
    points = find_points(store, pages_of(store), THINGS, READER)
    assert [(point.name, [one.name for one in point.things]) for point in points] == [
        ("the p1", ["the p0"])
    ]


@pytest.mark.parametrize("latitude", ["NaN", "INF", "91", "north"])
def test_a_number_that_is_nowhere_on_the_earth_is_no_position(latitude: str) -> None:
    quads = [
        stated(THINGS[0], f"{SCHEMA}geo", NamedNode(f"{BASE}id/coordinates/p0")),
        stated(f"{BASE}id/coordinates/p0", f"{SCHEMA}latitude", Literal(latitude)),
        stated(f"{BASE}id/coordinates/p0", f"{SCHEMA}longitude", number("2")),
    ]
    assert not find_positions(StoreReader(build_memory_store(quads)), THINGS[0])
