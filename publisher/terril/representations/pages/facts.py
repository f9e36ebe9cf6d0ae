"""Model the facts of a page: properties with their values, in sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from terril.representations.pages.display import PropertyPosition
    from terril.representations.pages.texts import Text


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
