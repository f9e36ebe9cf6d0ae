"""Project degrees of WGS 84 to pixels of map tiles (Web Mercator).

Source: OGC Two Dimensional Tile Matrix Set 2.0, annex D.1 (WebMercatorQuad).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TILE = 256
MAX_ZOOM = 17
SINGLE_POINT_ZOOM = 13
"""Zoom level for a single point; shows the town around it."""
EQUATOR_METRES = 40_075_016.686
MAX_LATITUDE = 85.0511


@dataclass(frozen=True, slots=True)
class Tile:
    """A map tile, and its position in the drawing in pixels."""

    z: int
    x: int
    y: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the map.

    Attributes:
        zoom: zoom level of the tiles.
        left, top: position in pixels of the whole map at this zoom level.
        width, height: size in pixels.
    """

    zoom: int
    left: float
    top: float
    width: int
    height: int

    def project(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Project a point to the window, in pixels from its top left corner."""
        x, y = project(latitude, longitude, self.zoom)
        return x - self.left, y - self.top

    def get_metres_per_pixel(self) -> float:
        """Return the metres on the ground per pixel, at the centre of the window."""
        middle = (self.top + self.height / 2) / (TILE * 2**self.zoom)
        latitude = math.atan(math.sinh(math.pi * (1 - 2 * middle)))
        return EQUATOR_METRES * math.cos(latitude) / float(TILE * 2**self.zoom)

    def list_tiles(self) -> Iterable[Tile]:
        """Yield the tiles that cover the window."""
        most = 2**self.zoom
        for x in range(math.floor(self.left / TILE), math.ceil((self.left + self.width) / TILE)):
            for y in range(
                max(0, math.floor(self.top / TILE)),
                min(most, math.ceil((self.top + self.height) / TILE)),
            ):
                yield Tile(self.zoom, x % most, y, x * TILE - self.left, y * TILE - self.top)


def project(latitude: float, longitude: float, zoom: int) -> tuple[float, float]:
    """Project a point to pixels of the whole map at a zoom level."""
    side = TILE * 2**zoom
    bounded = math.radians(max(-MAX_LATITUDE, min(MAX_LATITUDE, latitude)))
    x = (longitude + 180) / 360 * side
    y = (1 - math.asinh(math.tan(bounded)) / math.pi) / 2 * side
    return x, y


def fit_window(
    points: Sequence[tuple[float, float]], width: int, height: int, margin: int
) -> Window:
    """Return the smallest window that shows all points (latitude, longitude).

    ``width``, ``height`` and ``margin`` are in pixels.
    """
    for zoom in range(MAX_ZOOM if len(set(points)) > 1 else SINGLE_POINT_ZOOM, -1, -1):
        placed = [project(*point, zoom) for point in points]
        left, right = min(x for x, _ in placed), max(x for x, _ in placed)
        top, bottom = min(y for _, y in placed), max(y for _, y in placed)
        if zoom == 0 or (
            right - left <= width - 2 * margin and bottom - top <= height - 2 * margin
        ):
            break
    return Window(zoom, (left + right - width) / 2, (top + bottom - height) / 2, width, height)
