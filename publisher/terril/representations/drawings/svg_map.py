"""Draw a map: numbered points on a plain ground, or on tiles from the settings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.representations.drawings.mercator import Tile, Window, fit_window

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN = 420, 300, 36
MAX_BAR = 120
GRID = 60
MAX_POINTS = 200


@dataclass(frozen=True, slots=True)
class PlacedThing:
    """A thing without a position of its own: its name with language, and its link."""

    name: str
    language: str
    href: str


@dataclass(frozen=True, slots=True)
class Point:
    """A place: coordinates in degrees of WGS 84, name with language, and link.

    ``things`` have no coordinates of their own and are shown here because they are at the place.
    """

    latitude: float
    longitude: float
    name: str
    language: str
    href: str
    things: tuple[PlacedThing, ...] = ()


@dataclass(frozen=True, slots=True)
class Marker:
    """A drawn point: its number in the list, and its position in pixels from the top left."""

    number: int
    x: float
    y: float
    point: Point


@dataclass(frozen=True, slots=True)
class Map:
    """The content of the drawing.

    Attributes:
        width, height: size in pixels.
        markers: points in the order of the list beside the map.
        tiles: address and position of each tile; empty on a plain ground.
        bar: length of the scale bar in pixels.
        bar_label: length that the bar stands for, such as ``500 m``.
        more: number of points that are not drawn.
    """

    width: int
    height: int
    markers: tuple[Marker, ...]
    tiles: tuple[tuple[str, Tile], ...]
    bar: float
    bar_label: str
    more: int = 0
    grid: int = GRID


def draw_map(points: Sequence[Point], tiles: str = "") -> Map | None:
    """Draw the map with the largest scale that shows the points; ``None`` without points.

    At most 200 points are drawn.

    Args:
        points: distinct points anywhere on earth.
        tiles: address of map tiles with ``{z}``, ``{x}`` and ``{y}``; empty for none.
    """
    if not points:
        return None
    shown = points[:MAX_POINTS]
    frame = fit_window([(one.latitude, one.longitude) for one in shown], WIDTH, HEIGHT, MARGIN)
    bar, label = _choose_scale(frame)
    return Map(
        WIDTH,
        HEIGHT,
        tuple(_place_marker(frame, number, one) for number, one in enumerate(shown, start=1)),
        tuple((tiles.format(z=t.z, x=t.x, y=t.y), t) for t in frame.list_tiles()) if tiles else (),
        bar,
        label,
        len(points) - len(shown),
    )


def _place_marker(frame: Window, number: int, point: Point) -> Marker:
    x, y = frame.project(point.latitude, point.longitude)
    return Marker(number, round(x, 1), round(y, 1), point)


def _choose_scale(frame: Window) -> tuple[float, str]:
    """Return the length in pixels and the label of the longest bar of a round length."""
    metres = frame.get_metres_per_pixel()
    most = MAX_BAR * metres
    ten = 10 ** math.floor(math.log10(most))
    length = max(step * ten for step in (1, 2, 5) if step * ten <= most)
    label = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    return round(length / metres, 1), label
