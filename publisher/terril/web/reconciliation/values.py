"""Values of a thing's properties: its own, and those of its parts, such as its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal, NamedNode

from terril.store.descriptions import PARTS
from terril.store.search import split_words
from terril.web.reconciliation.common import identifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from terril.web.opened import ServedRelease
    from terril.web.reconciliation.requests import Constraint

Term: TypeAlias = NamedNode | Literal


def values_of(served: ServedRelease, iri: str, wanted: str) -> tuple[Term, ...]:
    """The values of a property of a thing; if it has none, those of its parts."""
    own = served.store.values(iri, wanted)
    if own:
        return own
    of_parts = (
        value for part in parts_of(served, iri) for value in served.store.values(part, wanted)
    )
    return tuple(dict.fromkeys(of_parts))


def properties_of(served: ServedRelease, iri: str) -> Iterable[str]:
    """The properties that a thing or one of its parts has."""
    for one in (iri, *parts_of(served, iri)):
        yield from (quad.predicate.value for quad in served.store.about(NamedNode(one)))


def parts_of(served: ServedRelease, iri: str) -> Iterable[str]:
    """The parts that make no sense without the thing."""
    objects = (quad.object for quad in served.store.about(NamedNode(iri)))
    return [
        node.value
        for node in dict.fromkeys(objects)
        if isinstance(node, NamedNode) and PARTS.intersection(served.store.types(node.value))
    ]


def agreement(
    served: ServedRelease, iri: str, constraints: Mapping[str, Constraint]
) -> float | None:
    """Which part of what was given is so, from 0 to 1; ``None`` where nothing is known.

    Args:
        served: the release.
        iri: the thing.
        constraints: what was given, by the IRI of the property.
    """
    agreed = [
        bool(known & {_folded(value) for value in constraint.values()})
        for wanted, constraint in constraints.items()
        if (known := _comparable(served, values_of(served, iri, wanted)))
    ]
    return sum(agreed) / len(agreed) if agreed else None


def _comparable(served: ServedRelease, values: Iterable[Term]) -> set[str]:
    """The values as they are compared; a thing goes by its IRI, identifier and names."""
    found: set[str] = set()
    for value in values:
        found.add(_folded(value.value))
        if isinstance(value, NamedNode):
            found.add(_folded(identifier(served, value.value)))
            found |= {_folded(label) for label in served.store.labels(value.value).values()}
    return found


def _folded(text: str) -> str:
    return " ".join(split_words(text)) or text
