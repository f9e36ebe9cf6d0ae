"""Find the places that the data itself puts outside of the town, such as a twin town."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from terril.model.triples import term
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from terril.intake.sources import Source

    Links = Mapping[object, set[object]]

LIES_IN = term("schema:containedInPlace")
HAS_POSITION = frozenset((term("schema:geo"), term("geo:hasGeometry")))
TERRITORIES = frozenset(
    term(f"schema:{name}") for name in ("City", "State", "Country", "AdministrativeArea")
)


def find_points_elsewhere(
    sources: Sequence[Source], near: Iterable[object], far: Iterable[object]
) -> set[object]:
    """Return the far points that are at or in a territory in which no near point lies.

    Args:
        sources: of all statements of the town.
        near: subjects of points among the other points of the town.
        far: subjects of the points in question.
    """
    holders, containers, territories = _read_links(sources)
    own = {place for point in near for place in _list_places(point, holders, containers)}
    foreign = territories - own
    return {point for point in far if _list_places(point, holders, containers) & foreign}


def _read_links(sources: Sequence[Source]) -> tuple[Links, Links, set[object]]:
    """Return the things that have a position, the places that contain a thing, territories."""
    holders: defaultdict[object, set[object]] = defaultdict(set)
    containers: defaultdict[object, set[object]] = defaultdict(set)
    territories: set[object] = set()
    for source in sources:
        for quad in source.quads:
            if quad.predicate in HAS_POSITION:
                holders[quad.object].add(quad.subject)
            elif quad.predicate == LIES_IN:
                containers[quad.subject].add(quad.object)
            elif quad.predicate == TYPE and quad.object in TERRITORIES:
                territories.add(quad.subject)
    return holders, containers, territories


def _list_places(point: object, holders: Links, containers: Links) -> set[object]:
    """Return the things at a point, and all places that these lie in."""
    found: set[object] = set()
    waiting = [point, *holders.get(point, ())]
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting.extend(containers.get(place, ()))
    return found
