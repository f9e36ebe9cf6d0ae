"""Count how often each class and property of a release is used."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

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


def write_statistics(path: Path, statistics: Statistics) -> None:
    """Write the counts to a new file, as JSON.

    Raises:
        OSError: the file cannot be written.
    """
    path.write_text(f"{json.dumps(asdict(statistics), indent=1)}\n", encoding="utf-8")


def read_statistics(path: Path) -> Statistics:
    """Return the counts in a file that :func:`write_statistics` wrote.

    Raises:
        OSError: the file cannot be read.
    """
    return Statistics(**json.loads(path.read_bytes()))


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
