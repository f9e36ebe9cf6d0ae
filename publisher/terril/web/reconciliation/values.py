"""Read the values of a thing's properties, also those of its parts, such as its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal, NamedNode

from terril.model.triples import find_respelt
from terril.store.descriptions import PARTS
from terril.store.search import split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from terril.store.reader import StoreReader
    from terril.web.reconciliation.entities import Entities
    from terril.web.reconciliation.requests import Constraint

Term: TypeAlias = NamedNode | Literal


def get_values(store: StoreReader, iri: str, prop: str) -> tuple[Term, ...]:
    """Return the values of a property of a thing; if it has none, those of its parts."""
    own = store.values(iri, prop)
    if own:
        return own
    of_parts = (value for part in _list_parts(store, iri) for value in store.values(part, prop))
    return tuple(dict.fromkeys(of_parts))


def list_properties(store: StoreReader, iri: str) -> Iterable[str]:
    """Yield the properties of a thing and of its parts."""
    for one in (iri, *_list_parts(store, iri)):
        yield from (quad.predicate.value for quad in store.about(NamedNode(one)))


def _list_parts(store: StoreReader, iri: str) -> Iterable[str]:
    """Return the parts, which have no meaning without the thing."""
    objects = (quad.object for quad in store.about(NamedNode(iri)))
    return [
        node.value
        for node in dict.fromkeys(objects)
        if isinstance(node, NamedNode) and PARTS.intersection(store.types(node.value))
    ]


def score_agreement(
    entities: Entities, iri: str, constraints: Mapping[str, Constraint]
) -> float | None:
    """Return the share of constraints that a thing meets; ``None`` if it has no such property.

    Args:
        entities: of the release.
        iri: the thing.
        constraints: by the IRI of the property.
    """
    agreed = [
        bool(known & {_normalize(value) for value in constraint.values()})
        for prop, constraint in constraints.items()
        if (known := _list_comparable(entities, get_values(entities.store, iri, prop)))
    ]
    return sum(agreed) / len(agreed) if agreed else None


def _list_comparable(entities: Entities, values: Iterable[Term]) -> set[str]:
    """Return the values in normal form; of a thing its IRI, id and labels.

    A number or date is comparable as it is written and as the store answers it.
    """
    found: set[str] = set()
    known = tuple(values)
    for value in (*known, *find_respelt(known).values()):
        found.add(_normalize(value.value))
        if isinstance(value, NamedNode):
            found.add(_normalize(entities.get_id(value.value)))
            labels = entities.store.labels(value.value)
            found |= {_normalize(label) for label in labels.values()}
    return found


def _normalize(text: str) -> str:
    return " ".join(split_words(text)) or text
