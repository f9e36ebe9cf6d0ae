"""The bar of a map is as long as the ground that it stands for."""

from __future__ import annotations

import math

import pytest

from terril.representations.drawings.svg_map import Point, draw_map

EARTH_RADIUS = 6_371_008.8
"""Metres; the mean radius of WGS 84."""


def great_circle(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the metres between two points (latitude, longitude) by the haversine formula."""
    (lat_1, lon_1), (lat_2, lon_2) = ([math.radians(x) for x in point] for point in (one, other))
    half = math.sin((lat_2 - lat_1) / 2) ** 2
    half += math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(half))


@pytest.mark.parametrize("longitudes", [(2.78, 2.80), (2.7, 2.9), (2.0, 4.0)])
@pytest.mark.parametrize("latitude", [0.0, 21.5, -33.87, 50.4579, -54.8, 69.65, 80.0])
def test_the_bar_stands_for_metres_on_the_ground(
    latitude: float, longitudes: tuple[float, float]
) -> None:
    ends = [(latitude, longitude) for longitude in longitudes]
    drawn = draw_map([Point(*end, "place", "en", "place") for end in ends])
    assert drawn
    left, right = drawn.markers
    assert left.y == right.y
    length, unit = drawn.bar_label.split()
    metres = float(length) * {"m": 1, "km": 1000}[unit]
    on_the_ground = great_circle(*ends) / abs(right.x - left.x)
    assert metres / drawn.bar == pytest.approx(on_the_ground, rel=0.01)
