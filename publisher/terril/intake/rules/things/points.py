"""Report points far from the other points of the town, and swapped coordinates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import asin, cos, isfinite, radians, sin, sqrt
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal, NamedNode

from terril.intake.rules.finding import build_finding
from terril.intake.rules.things.elsewhere import find_points_elsewhere
from terril.model.findings import Severity
from terril.model.languages import gettext_noop, translate_all
from terril.model.triples import term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import BlankNode, Quad, Triple

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source
    from terril.model.findings import Finding

    Subject: TypeAlias = NamedNode | BlankNode | Triple
    Degrees: TypeAlias = tuple[float, tuple[Source, Quad]]

SWAPPED = gettext_noop(
    "Latitude and longitude are swapped: here is a point {distance} km from the other points of "
    "the town, and the other way round it is near them. Exchange the two numbers."
)
FAR = gettext_noop(
    "This point is {distance} km from the other points of the town. Look at the digits, the "
    "decimal point and the sign of latitude and longitude."
)
WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
LATITUDES = frozenset((term("schema:latitude"), NamedNode(f"{WGS84}lat")))
LONGITUDES = frozenset((term("schema:longitude"), NamedNode(f"{WGS84}long")))
WKT = term("geo:wktLiteral")
WKT_POINT = re.compile(r"\s*POINT\s*\(\s*(\S+)\s+(\S+?)\s*\)\s*", re.IGNORECASE)
FEWEST = 4
"""The number of points that it takes to say that one is far from the others."""
NEAR = 100.0
"""The distance, in kilometres, that is never far."""
SPREAD = 10.0
"""The multiple of the usual distance from the middle that is far."""
EARTH_RADIUS = 6371.0
"""In kilometres."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point in degrees, with the statements of its latitude and its longitude."""

    latitude: float
    longitude: float
    statements: tuple[tuple[Source, Quad], tuple[Source, Quad]]

    @property
    def subject(self) -> Subject:
        """The thing that has the coordinates."""
        return self.statements[0][1].subject

    def measure_distance(self, latitude: float, longitude: float) -> float:
        """Return the distance to a position in kilometres, along the great circle."""
        here, there = radians(self.latitude), radians(latitude)
        east = radians(longitude - self.longitude)
        chord = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(east / 2) ** 2
        return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, max(0.0, chord))))

    def swap(self) -> Point:
        """Return the point with latitude and longitude exchanged."""
        return Point(self.longitude, self.latitude, self.statements)

    def is_on_earth(self) -> bool:
        """Return whether both numbers are in their range."""
        return abs(self.latitude) <= 90 and abs(self.longitude) <= 180


def check_points(sources: Sequence[Source], context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each point that is probably not where the town's points are."""
    points = list(_collect_points(sources))
    valid = [one for one in points if one.is_on_earth()]
    if len(valid) < FEWEST:
        return
    latitude, longitude = _find_middle(valid)
    usual = median(one.measure_distance(latitude, longitude) for one in valid)
    limit = max(NEAR, SPREAD * usual)
    distances = [(one, one.measure_distance(latitude, longitude)) for one in points]
    outside = [(one, far) for one, far in distances if far > limit or not one.is_on_earth()]
    if not outside:
        return
    near = [one.subject for one, far in distances if far <= limit and one.is_on_earth()]
    elsewhere = find_points_elsewhere(sources, near, [one.subject for one, _ in outside])
    for one, distance in outside:
        swapped = one.swap()
        nearer = swapped.measure_distance(latitude, longitude) <= min(limit, distance / 2)
        if swapped.is_on_earth() and nearer:
            yield _build_finding(one, distance, 0, context)
        elif one.is_on_earth() and one.subject not in elsewhere:
            worse = abs(one.longitude - longitude) > abs(one.latitude - latitude)
            yield _build_finding(one, distance, 1 + worse, context)


def _find_middle(points: Sequence[Point]) -> tuple[float, float]:
    """Return the median position; across the 180th meridian, longitudes go on above 180."""
    longitudes = [one.longitude for one in points]
    across = median(map(abs, longitudes)) > 90 and min(longitudes) < 0 < max(longitudes)
    turned = [one % 360 for one in longitudes] if across else longitudes
    return median(one.latitude for one in points), median(turned)


def _build_finding(point: Point, distance: float, fault: int, context: RuleContext) -> Finding:
    """Return the finding of a point; ``fault`` is 0 for swapped, else 1 plus the number meant."""
    source, quad = point.statements[max(0, fault - 1)]
    rule, sentence, severity = (
        ("far-away", FAR, Severity.WARNING)
        if fault
        else ("swapped-coordinates", SWAPPED, Severity.VIOLATION)
    )
    message = translate_all(sentence, distance=round(distance))
    return build_finding(rule, message, source, quad, context, severity)


def _collect_points(sources: Sequence[Source]) -> Iterator[Point]:
    latitudes: dict[Subject, Degrees] = {}
    longitudes: dict[Subject, Degrees] = {}
    for source in sources:
        for quad in source.quads:
            if quad.predicate in LATITUDES:
                _add(latitudes, source, quad)
            elif quad.predicate in LONGITUDES:
                _add(longitudes, source, quad)
            elif isinstance(quad.object, Literal) and quad.object.datatype == WKT:
                yield from _read_well_known_text(quad.object.value, (source, quad))
    for thing, (latitude, first) in latitudes.items():
        if thing in longitudes:
            longitude, second = longitudes[thing]
            yield Point(latitude, longitude, (first, second))


def _add(known: dict[Subject, Degrees], source: Source, quad: Quad) -> None:
    degrees = _read_degrees(str(getattr(quad.object, "value", "")))
    if degrees is not None:
        known.setdefault(quad.subject, (degrees, (source, quad)))


def _read_well_known_text(text: str, statement: tuple[Source, Quad]) -> Iterator[Point]:
    found = WKT_POINT.fullmatch(text)
    # Well-known text has the longitude first.
    longitude, latitude = map(_read_degrees, found.groups()) if found else (None, None)
    if longitude is not None and latitude is not None:
        yield Point(latitude, longitude, (statement, statement))


def _read_degrees(text: str) -> float | None:
    try:
        degrees = float(text)
    except ValueError:
        return None
    return degrees if isfinite(degrees) else None
