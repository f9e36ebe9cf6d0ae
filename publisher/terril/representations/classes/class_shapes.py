"""Hold classes as their shapes describe them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Triple


@dataclass(frozen=True, slots=True)
class Path:
    """A path from a thing to its values: a property or its inverse."""

    property: str
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """The constraints on values.

    Attributes:
        classes: IRIs of the allowed classes.
        datatypes: IRIs of the allowed datatypes.
        exactly: allowed values or IRIs, from ``sh:in`` or ``sh:hasValue``.
        address: whether any IRI is allowed.
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
    """The property shapes of one path, merged.

    Attributes:
        paths: the property, or alternatives.
        names: names by language tag.
        shapes: IRIs of the property shapes, in their order.
        order: order of the first shape.
        least: minimum number of values.
        most: maximum number of values, ``None`` for any number.
        one_a_language: whether each language may have one value only.
        values: constraints on the values.
        advised: whether the minimum is advice only.
        messages: messages by language tag, of each shape that has one.
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
        iri: IRI of its node shape.
        name: last part of the IRI, used in addresses.
        labels: labels by language tag.
        comments: descriptions by language tag.
        classes: IRIs of the target classes; empty for a shape of things of many classes.
        subjects_of: properties whose subjects are targets.
        rows: its properties in their order.
        triples: all triples of its shapes.
    """

    iri: str
    name: str
    labels: Mapping[str, str]
    comments: Mapping[str, str]
    classes: tuple[str, ...]
    subjects_of: tuple[str, ...]
    rows: tuple[PropertyRow, ...]
    triples: tuple[Triple, ...] = field(repr=False, default=())
