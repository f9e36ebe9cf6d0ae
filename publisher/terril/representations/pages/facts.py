"""Model the facts of a page, in sections, and read their arrangement from the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.model.triples import term
from terril.model.vocabulary import SH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from terril.representations.pages import Text
    from terril.store.reader import StoreReader

GROUP = term("sh:group")
PROPERTY_GROUP = term("sh:PropertyGroup")
LAST = 10_000


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact.

    Attributes:
        text: label or text.
        language: language tag of the text, ``""`` for none.
        href: target of the link, ``""`` for none.
        iri: IRI of the thing, ``""`` for a text.
        kind: label of the thing's kind, ``""`` if unknown.
        kinds: plural of the kind.
        facts: facts of a part of the thing.
        graphs: IRIs of the graphs that contain the statement.
    """

    text: str
    language: str = ""
    href: str = ""
    kind: str = ""
    kinds: str = ""
    iri: str = ""
    facts: tuple[Fact, ...] = ()
    graphs: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values.

    Attributes:
        property: IRI of the property.
        label: label of the property, or of its inverse.
        language: language tag of the label.
        values: values in alphabetical order.
        position: position on the page.
    """

    property: str
    label: str
    language: str
    values: tuple[Value, ...]
    position: PropertyPosition

    def is_mixed(self) -> bool:
        """Return whether its values are of several kinds, so that a page shows the kinds."""
        return len({value.kind for value in self.values}) > 1


@dataclass(frozen=True, slots=True)
class Section:
    """A group of facts; ``key`` is its anchor on the page."""

    key: str
    heading: Text | None
    facts: tuple[Fact, ...]


class Display:
    """The arrangement of properties in a release's model (SHACL, section 2.3.2).

    Args:
        store: store of the release; without it all properties are in one group.
    """

    def __init__(self, store: StoreReader | None) -> None:
        self._positions = dict(_read_positions(store)) if store else {}

    def find_position(self, prop: str, *, inverse: bool = False) -> PropertyPosition:
        """Return the position of a property or of its inverse."""
        return self._positions.get((prop, inverse), PropertyPosition())


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
                position = PropertyPosition(
                    group.value, rank, _read_order(store, shape), names or None
                )
                for prop, inverse in _read_path(store, shape):
                    yield (prop, inverse), position


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
