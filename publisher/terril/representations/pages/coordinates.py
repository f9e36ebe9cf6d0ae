"""Find the coordinates of a thing: its own, or those of places that it contains or is at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.model.vocabulary import ORG, SCHEMA
from terril.representations.drawings import Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from terril.representations.pages import Audience, Pages
    from terril.store.reader import StoreReader

INSIDE = (f"{SCHEMA}containsPlace",)
AT = (
    f"{ORG}hasPrimarySite",
    f"{ORG}hasSite",
    f"{SCHEMA}location",
    f"{SCHEMA}containedInPlace",
    f"{SCHEMA}provider",
)
MAX_STEPS = 3
MAX_POINTS = 200


def find_points(
    store: StoreReader, pages: Pages, iris: Iterable[str], audience: Audience
) -> list[Point]:
    """Return the distinct places where things are, as at most 200 points."""
    places = dict.fromkeys(place for iri in iris for place in _find_places(store, iri, MAX_STEPS))
    points = []
    for place in list(places)[:MAX_POINTS]:
        latitude, longitude = _get_coordinates(store, place) or (0.0, 0.0)
        name = pages.label(place, audience)
        href = pages.href(place, audience)
        points.append(Point(latitude, longitude, name.value, name.language, href))
    return points


def _find_places(store: StoreReader, iri: str, steps: int) -> Iterator[str]:
    """Yield places with coordinates: the thing, else places in it, else places that it is at."""
    if _get_coordinates(store, iri):
        yield iri
        return
    if not steps:
        return
    inside = [p for one in _get_objects(store, iri, INSIDE) for p in _find_places(store, one, 0)]
    if inside:
        yield from inside
        return
    for prop in AT:
        found = [
            p
            for one in _get_objects(store, iri, (prop,))
            for p in _find_places(store, one, steps - 1)
        ]
        if found:
            yield from found
            return


def _get_objects(store: StoreReader, iri: str, properties: Iterable[str]) -> Iterator[str]:
    for prop in properties:
        for value in store.values(iri, prop):
            if isinstance(value, NamedNode):
                yield value.value


def _get_coordinates(store: StoreReader, iri: str) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees of WGS 84, if the data has both as numbers."""
    for point in _get_objects(store, iri, (f"{SCHEMA}geo",)):
        numbers = [
            _parse_number(store.values(point, f"{SCHEMA}{name}"))
            for name in ("latitude", "longitude")
        ]
        if numbers[0] is not None and numbers[1] is not None:
            return numbers[0], numbers[1]
    return None


def _parse_number(values: Iterable[NamedNode | Literal]) -> float | None:
    for value in values:
        try:
            return float(value.value)
        except ValueError:
            continue
    return None
