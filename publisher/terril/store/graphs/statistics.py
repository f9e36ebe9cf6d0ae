"""Count how often each class and property of a release is used."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from pyoxigraph import Quad

TYPE_TEXT = str(TYPE)
DIGEST_BYTES = 16


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


@dataclass(slots=True)
class Usage:
    """Counts over some subjects of the default graph, to be added up.

    Attributes:
        classes: how many of the subjects each class has, by its N-Triples text.
        properties: how many statements each property has, by its N-Triples text.
        subjects: number of subjects.
        objects: the different objects.
        triples: number of statements.
    """

    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    subjects: int = 0
    objects: set[str] = field(default_factory=set)
    triples: int = 0

    def count(self, statements: Collection[tuple[str, str]]) -> None:
        """Count a subject, given predicate and object of each statement as the store has them."""
        if not statements:
            return
        self.subjects += 1
        self.triples += len(statements)
        self.properties.update([predicate for predicate, _ in statements])
        self.objects.update([value for _, value in statements])
        for predicate, value in statements:
            if predicate == TYPE_TEXT and value[0] == "<":
                self.classes[value] += 1

    def add(self, other: Usage) -> None:
        """Add counts of other subjects; their objects are left out."""
        self.classes.update(other.classes)
        self.properties.update(other.properties)
        self.subjects += other.subjects
        self.triples += other.triples

    def make_statistics(self, objects: int) -> Statistics:
        """Return the statistics, given the number of different objects of all subjects."""
        classes, properties = (
            {iri[1:-1]: found[iri] for iri in sorted(found)}
            for found in (self.classes, self.properties)
        )
        return Statistics(classes, properties, self.subjects, objects)


def make_digest(value: str) -> str:
    """Return a digest of a term, short and different for every other, as a line."""
    return f"{blake2b(value.encode(), digest_size=DIGEST_BYTES).hexdigest()}\n"


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
