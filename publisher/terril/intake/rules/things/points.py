"""Report points far from the other points of the town, and swapped coordinates."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from math import asin, cos, isfinite, radians, sin, sqrt
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal, NamedNode

from terril.intake.rules.finding import build_finding
from terril.intake.rules.things.elsewhere import PointsElsewhere
from terril.model.findings import Severity
from terril.model.languages import gettext_noop, translate_all
from terril.model.spool.term_text import get_text, is_literal
from terril.model.triples import term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import BlankNode, Quad, Triple

    from terril.intake.rules.context import RuleContext
    from terril.intake.rules.examination.thing_index import ThingIndex
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
NORTH, EAST = tuple(map(str, LATITUDES)), tuple(map(str, LONGITUDES))
WKT = term("geo:wktLiteral")
WKT_END = f'"^^{WKT}'
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


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle of the points of a town.

    Attributes:
        latitude: in degrees.
        longitude: in degrees; across the 180th meridian it may be above 180.
        limit: distance from the middle, in kilometres, above which a point is far.
    """

    latitude: float
    longitude: float
    limit: float

    def is_outside(self, latitude: float, longitude: float) -> bool:
        """Return whether a position is far from the middle, or not on earth."""
        if not _is_on_earth(latitude, longitude):
            return True
        return self.measure_distance(latitude, longitude) > self.limit

    def measure_distance(self, latitude: float, longitude: float) -> float:
        """Return the distance to a position in kilometres, along the great circle."""
        here, there = radians(latitude), radians(self.latitude)
        east = radians(self.longitude - longitude)
        chord = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(east / 2) ** 2
        return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, max(0.0, chord))))


def find_middle(latitudes: Sequence[float], longitudes: Sequence[float]) -> Middle | None:
    """Return the median position of points; ``None`` if they are too few to have a middle."""
    both = zip(latitudes, longitudes, strict=True)
    valid = array("d", chain.from_iterable(one for one in both if _is_on_earth(*one)))
    north, east = valid[::2], valid[1::2]
    if len(north) < FEWEST:
        return None
    # Importing it takes longer than to read a small town without points.
    from statistics import median

    across = median(map(abs, east)) > 90 and min(east) < 0 < max(east)
    turned = array("d", (one % 360 for one in east)) if across else east
    middle = Middle(median(north), median(turned), 0)
    usual = median(map(middle.measure_distance, north, east))
    return replace(middle, limit=max(NEAR, SPREAD * usual))


def drop_repeated(points: Iterable[Point]) -> Collection[Point]:
    """Return the points without those that are stated again."""
    return {tuple(quad.triple for _, quad in one.statements): one for one in points}.values()


def _is_on_earth(latitude: float, longitude: float) -> bool:
    return abs(latitude) <= 90 and abs(longitude) <= 180


def check_points(
    sources: Sequence[Source], context: RuleContext, middle: Middle
) -> Iterator[Finding]:
    """Return a finding for each point that is probably not where the town's points are.

    Args:
        sources: with the statements of some things.
        context: of all things, where the points of places in other territories are looked up.
        middle: of the points of the town.
    """
    points = collect_points(sources)
    outside = [one for one in points if middle.is_outside(one.latitude, one.longitude)]
    elsewhere = PointsElsewhere(context.things, partial(_is_near, context.things, middle))
    for one in outside:
        distance = middle.measure_distance(one.latitude, one.longitude)
        swapped = middle.measure_distance(one.longitude, one.latitude)
        nearer = swapped <= min(middle.limit, distance / 2)
        if nearer and _is_on_earth(one.longitude, one.latitude):
            yield _build_finding(one, distance, 0, context)
        elif _is_on_earth(one.latitude, one.longitude) and str(one.subject) not in elsewhere:
            east = abs(one.longitude - middle.longitude)
            worse = east > abs(one.latitude - middle.latitude)
            yield _build_finding(one, distance, 1 + worse, context)


def _is_near(things: ThingIndex, middle: Middle, subject: str) -> bool:
    """Return whether a thing has a point that is not outside."""
    about = things.find(subject)
    positions = list_positions(about.values) if about else ()
    if positions is None:
        points = collect_points(things.read_statements([subject]))
        positions = [(one.latitude, one.longitude) for one in points]
    return any(not middle.is_outside(*one) for one in positions)


def list_positions(values: Mapping[str, Sequence[str]]) -> Sequence[tuple[float, float]] | None:
    """Return latitude and longitude of each point of a thing.

    Args:
        values: objects by predicate, as N-Triples texts.

    Returns:
        ``None`` if a thing has several latitudes or longitudes: the first of its files counts.
    """
    north, east = _read_all(values, NORTH), _read_all(values, EAST)
    if north and east and len(north) + len(east) > 2:
        return None
    found = list(zip(north, east, strict=False))
    for predicate, objects in values.items():
        for one in () if predicate in NORTH + EAST else objects:
            if one.endswith(WKT_END) and (position := read_position(get_text(one))):
                found.append(position)
    return found


def _read_all(values: Mapping[str, Sequence[str]], predicates: Sequence[str]) -> set[float]:
    terms = (one for predicate in predicates for one in values.get(predicate, ()))
    texts = (get_text(one) if is_literal(one) else one[2:] for one in terms if one[0] != "<")
    return {degrees for text in texts if (degrees := read_degrees(text)) is not None}


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


def collect_points(sources: Sequence[Source]) -> Iterator[Point]:
    """Return the points of sources, each from the first statements that give coordinates."""
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
    degrees = read_degrees(str(getattr(quad.object, "value", "")))
    if degrees is not None:
        known.setdefault(quad.subject, (degrees, (source, quad)))


def _read_well_known_text(text: str, statement: tuple[Source, Quad]) -> Iterator[Point]:
    if position := read_position(text):
        yield Point(*position, (statement, statement))


def read_position(text: str) -> tuple[float, float] | None:
    """Return latitude and longitude of a point in well-known text; ``None`` for another text."""
    found = WKT_POINT.fullmatch(text)
    # Well-known text has the longitude first.
    longitude, latitude = map(read_degrees, found.groups()) if found else (None, None)
    return None if latitude is None or longitude is None else (latitude, longitude)


def read_degrees(text: str) -> float | None:
    """Return the number that a text is, ``None`` for any other text."""
    try:
        degrees = float(text)
    except ValueError:
        return None
    return degrees if isfinite(degrees) else None
