"""Compute drawings for pages: SVG without scripts or requests, for screen readers too."""

from terril.representations.drawings.neighbourhood import (
    Neighbour,
    Neighbourhood,
    draw_neighbourhood,
)
from terril.representations.drawings.svg_map import Map, PlacedThing, Point, draw_map

__all__ = [
    "Map",
    "Neighbour",
    "Neighbourhood",
    "PlacedThing",
    "Point",
    "draw_map",
    "draw_neighbourhood",
]
