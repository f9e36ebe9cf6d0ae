"""A class as its shapes describe it, ready to be told to people and programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Triple


@dataclass(frozen=True, slots=True)
class Path:
    """How to get from a thing to the values: a property, walked forwards or backwards."""

    property: str
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """What values may be.

    Attributes:
        classes: IRIs of classes, one of which they are of.
        datatypes: IRIs of datatypes, one of which they have.
        exactly: values or IRIs, one of which they are; ``sh:in``, or the value itself.
        address: whether any IRI will do.
        pattern: a regular expression that they match, ``""`` for none.
        least, most: bounds of a number, ``""`` for none.
    """

    classes: tuple[str, ...] = ()
    datatypes: tuple[str, ...] = ()
    exactly: tuple[str, ...] = ()
    address: bool = False
    pattern: str = ""
    least: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """All that the property shapes of one path say.

    Attributes:
        paths: the property, or several of which one will do.
        names: by language tag.
        shapes: IRIs of the property shapes, in their order.
        order: the first of theirs.
        least: values that there must be.
        most: values that there may be, ``None`` for any number.
        one_a_language: whether each language has one value at most.
        values: what the values may be.
        advised: whether the values that there must be are only advised.
        messages: of each shape that has one, by language tag.
    """

    paths: tuple[Path, ...]
    names: Mapping[str, str]
    shapes: tuple[str, ...]
    order: float
    least: int
    most: int | None
    one_a_language: bool
    values: Values
    advised: bool
    messages: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClassShape:
    """A class of the model.

    Attributes:
        iri: of its node shape.
        name: the last part of it, its word in addresses.
        labels: by language tag.
        comments: what it is, by language tag.
        classes: IRIs of the classes that it is about; empty for what holds of many.
        subjects_of: properties whose things it is about.
        rows: its properties in their order.
        triples: everything that its shapes say.
    """

    iri: str
    name: str
    labels: Mapping[str, str]
    comments: Mapping[str, str]
    classes: tuple[str, ...]
    subjects_of: tuple[str, ...]
    rows: tuple[PropertyRow, ...]
    triples: tuple[Triple, ...] = field(repr=False, default=())
