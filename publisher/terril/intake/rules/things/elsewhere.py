"""Find the places that the data itself puts outside of the town, such as a twin town."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.triples import term
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from terril.intake.rules.examination.thing_index import ThingIndex

LIES_IN = str(term("schema:containedInPlace"))
POSITIONS = tuple(str(term(name)) for name in ("schema:geo", "geo:hasGeometry"))
TERRITORIES = frozenset(
    str(term(f"schema:{name}")) for name in ("City", "State", "Country", "AdministrativeArea")
)


class PointsElsewhere:
    """The far points that are at or in a territory in which no near point lies.

    Args:
        things: of all files of the town.
        is_near: returns whether a thing has a point among the other points of the town; takes
            its N-Triples text.
    """

    def __init__(self, things: ThingIndex, is_near: Callable[[str], bool]) -> None:
        self._things = things
        self._is_near = is_near
        self._foreign: dict[str, bool] = {}

    def __contains__(self, point: str) -> bool:
        """Return whether a far point is elsewhere, given the thing that has the coordinates."""
        find = self._things.find_subjects
        holders = [one for link in POSITIONS for one in find(point, link)]
        places = _reach([point, *holders], lambda one: self._things.find_values(one, LIES_IN))
        return any(self._is_foreign(one) for one in places)

    def _is_foreign(self, place: str) -> bool:
        if place not in self._foreign:
            types = self._things.find_values(place, str(TYPE))
            self._foreign[place] = not TERRITORIES.isdisjoint(types) and not self._is_own(place)
        return self._foreign[place]

    def _is_own(self, territory: str) -> bool:
        """Return whether a near point lies in a territory."""
        within = _reach([territory], lambda one: self._things.find_subjects(one, LIES_IN))
        return any(self._is_near(point) for one in within for point in self._list_points(one))

    def _list_points(self, place: str) -> Iterable[str]:
        yield place
        for link in POSITIONS:
            yield from self._things.find_values(place, link)


def _reach(start: Iterable[str], follow: Callable[[str], Iterable[str]]) -> Iterable[str]:
    """Yield some things and all that links lead to, each once."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            yield one
            waiting.extend(follow(one))
