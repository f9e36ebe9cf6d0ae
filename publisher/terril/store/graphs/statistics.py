"""Count how often each class and property of a release is used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts over the default graph.

    Attributes:
        classes: how many things each class has, by its IRI.
        properties: how many statements each property has, by its IRI.
        subjects: different subjects.
        objects: different objects, literals too.
    """

    classes: Mapping[str, int]
    properties: Mapping[str, int]
    subjects: int
    objects: int


def compute_statistics(quads: Iterable[Quad]) -> Statistics:
    """Return the counts of statements, each of which is there once."""
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    subjects: set[object] = set()
    objects: set[object] = set()
    for quad in quads:
        properties[quad.predicate.value] += 1
        subjects.add(quad.subject)
        objects.add(quad.object)
        if quad.predicate == TYPE and isinstance(quad.object, NamedNode):
            classes[quad.object.value] += 1
    return Statistics(
        dict(sorted(classes.items())),
        dict(sorted(properties.items())),
        len(subjects),
        len(objects),
    )
