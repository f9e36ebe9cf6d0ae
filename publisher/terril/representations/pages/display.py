"""Read the arrangement of pages from the model: groups, order and inverse names of properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.model.triples import term
from terril.model.vocabulary import SH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from terril.store.reader import StoreReader

GROUP = term("sh:group")
PROPERTY_GROUP = term("sh:PropertyGroup")
LAST = 10_000


@dataclass(frozen=True, slots=True)
class PropertyPosition:
    """The position of a property on a page.

    Attributes:
        group: IRI of its group, ``""`` for properties that the model does not mention.
        group_order: order of the group on the page.
        order: order in the group.
        names: names of the inverse property by language tag; ``None`` for none.
    """

    group: str = ""
    group_order: float = LAST
    order: float = LAST
    names: Mapping[str, str] | None = None


class Display:
    """The arrangement of properties in a release's model (SHACL, section 2.3.2).

    Args:
        store: store of the release; without it all properties are in one group.
    """

    def __init__(self, store: StoreReader | None) -> None:
        self._places = dict(_read_positions(store)) if store else {}

    def find_position(self, prop: str, *, inverse: bool = False) -> PropertyPosition:
        """Return the position of a property or of its inverse."""
        return self._places.get((prop, inverse), PropertyPosition())


def _read_positions(store: StoreReader) -> Iterator[tuple[tuple[str, bool], PropertyPosition]]:
    for link in store.towards(PROPERTY_GROUP):
        if not isinstance(link.subject, NamedNode):
            continue
        group = link.subject
        rank = _read_order(store, group.value)
        for member in store.towards(group):
            if member.predicate == GROUP and isinstance(member.subject, NamedNode):
                shape = member.subject.value
                names = {
                    name.language or "": name.value
                    for name in store.values(shape, f"{SH}name")
                    if isinstance(name, Literal)
                }
                place = PropertyPosition(
                    group.value, rank, _read_order(store, shape), names or None
                )
                for prop, inverse in _read_path(store, shape):
                    yield (prop, inverse), place


def _read_path(store: StoreReader, shape: str) -> Iterator[tuple[str, bool]]:
    """Yield the properties in the path of a shape, and whether they are inverse."""
    for path in store.values(shape, f"{SH}path"):
        back = store.values(path.value, f"{SH}inversePath")
        for prop in back or (path,):
            yield prop.value, bool(back)


def _read_order(store: StoreReader, shape: str) -> float:
    for value in store.values(shape, f"{SH}order"):
        return float(value.value)
    return LAST
