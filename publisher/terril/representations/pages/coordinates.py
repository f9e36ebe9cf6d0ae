"""Find the position of a thing: its own, or that of a place that the data states it is at.

A position is never taken from what contains a thing, nor from what it contains.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.vocabulary import ORG, SCHEMA
from terril.representations.drawings import PlacedThing, Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from terril.representations.pages import Audience, Pages
    from terril.store.reader import StoreReader

AT = (f"{ORG}hasPrimarySite", f"{ORG}hasSite", f"{SCHEMA}location")
"""Properties from a thing to the places that it is at, the most precise first."""
MOST_POINTS = 1000
"""Things on a map; with more, nobody could tell its points apart."""
MAX_LATITUDE, MAX_LONGITUDE = 90, 180


@dataclass(frozen=True, slots=True)
class Position:
    """A position in degrees of WGS 84; ``place`` is the IRI of the thing whose own it is."""

    latitude: float
    longitude: float
    place: str


def find_positions(store: StoreReader, iri: str) -> Sequence[Position]:
    """Return the position of a thing, or else those of the places that it is at; may be empty."""
    own = _read_position(store, iri)
    if own:
        return (own,)
    for prop in AT:
        places = dict.fromkeys(_get_objects(store, iri, prop))
        found = tuple(filter(None, (_read_position(store, place) for place in places)))
        if found:
            return found
    return ()


def find_points(
    store: StoreReader, pages: Pages, iris: Sequence[str], audience: Audience
) -> list[Point]:
    """Return the places where things are as points of a map.

    A thing without a position of its own is named at the point of each place that it is at. More
    than :data:`MOST_POINTS` things have none.
    """
    if len(iris) > MOST_POINTS:
        return []
    positions: dict[str, Position] = {}
    things: dict[str, list[PlacedThing]] = {}
    for iri in iris:
        for position in find_positions(store, iri):
            positions.setdefault(position.place, position)
            if position.place != iri:
                name = pages.label(iri, audience)
                thing = PlacedThing(name.value, name.language, pages.href(iri, audience))
                things.setdefault(position.place, []).append(thing)
    points = []
    for place, position in positions.items():
        name, href = pages.label(place, audience), pages.href(place, audience)
        points.append(
            Point(
                position.latitude,
                position.longitude,
                name.value,
                name.language,
                href,
                tuple(things.get(place, ())),
            )
        )
    return points


def _get_objects(store: StoreReader, iri: str, prop: str) -> Iterator[str]:
    return (value.value for value in store.values(iri, prop) if isinstance(value, NamedNode))


def _read_position(store: StoreReader, iri: str) -> Position | None:
    """Return the position that the data gives a thing, if both numbers are on the earth."""
    for point in _get_objects(store, iri, f"{SCHEMA}geo"):
        latitude = _read_degrees(store, point, "latitude", MAX_LATITUDE)
        longitude = _read_degrees(store, point, "longitude", MAX_LONGITUDE)
        if latitude is not None and longitude is not None:
            return Position(latitude, longitude, iri)
    return None


def _read_degrees(store: StoreReader, point: str, name: str, most: float) -> float | None:
    return parse_degrees((one.value for one in store.values(point, f"{SCHEMA}{name}")), most)


def parse_degrees(texts: Iterable[str], most: float) -> float | None:
    """Return the first of some texts that is a number of degrees, at most so many either way."""
    for text in texts:
        try:
            number = float(text)
        except ValueError:
            continue
        if math.isfinite(number) and abs(number) <= most:
            return number
    return None
