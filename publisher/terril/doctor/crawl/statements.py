"""Index of the statements of a catalogue by subject and property."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from terril.model.vocabulary import PREFIXES, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable

Node: TypeAlias = NamedNode | BlankNode
Value: TypeAlias = NamedNode | BlankNode | Literal

NAMESPACES = {
    **PREFIXES,
    "adms": "http://www.w3.org/ns/adms#",
    "time": "http://www.w3.org/2006/time#",
}
"""Namespaces of the prefixed names in the checks."""
MAX_DIGITS = 15


def expand_iri(name: str) -> str:
    """Return the IRI of a prefixed name such as ``dct:title``."""
    prefix, _, local = name.partition(":")
    return f"{NAMESPACES[prefix]}{local}"


def shorten_iri(iri: str) -> str:
    """Return the prefixed name of an IRI; the IRI itself if no prefix fits."""
    for prefix, namespace in NAMESPACES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


class Statements:
    """Distinct statements in the order in which they were read.

    Args:
        quads: statements to index; their graphs are ignored.
    """

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        self.quads: list[Quad] = []
        self._values: dict[Node, dict[str, list[Value]]] = {}
        self._instances: dict[str, list[Node]] = defaultdict(list)
        self.add(quads)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add statements that are not in the index yet."""
        for quad in quads:
            subject, value = quad.subject, quad.object
            if not isinstance(subject, NamedNode | BlankNode):
                continue
            if not isinstance(value, NamedNode | BlankNode | Literal):
                continue
            known = self._values.setdefault(subject, {}).setdefault(quad.predicate.value, [])
            if value in known:
                continue
            known.append(value)
            self.quads.append(quad)
            if quad.predicate == TYPE and isinstance(value, NamedNode):
                self._instances[value.value].append(subject)

    def instances(self, name: str) -> list[Node]:
        """Return the instances of a class."""
        return self._instances.get(expand_iri(name), [])

    def values(self, subject: Value, *names: str) -> list[Value]:
        """Return the values of properties, in the order of the properties."""
        known = self._values.get(subject, {}) if not isinstance(subject, Literal) else {}
        return [value for name in names for value in known.get(expand_iri(name), ())]

    def nodes(self, subject: Value, *names: str) -> list[Node]:
        """Return the values that are IRIs or blank nodes."""
        values = self.values(subject, *names)
        return [value for value in values if isinstance(value, NamedNode | BlankNode)]

    def literals(self, subject: Value, *names: str) -> list[Literal]:
        """Return the values that are literals."""
        return [value for value in self.values(subject, *names) if isinstance(value, Literal)]

    def texts(self, subject: Value, *names: str) -> list[str]:
        """Return the values as text, see :func:`to_text`."""
        return [to_text(value) for value in self.values(subject, *names)]

    def has(self, subject: Value, *names: str) -> bool:
        """Return whether one of the properties has a value."""
        return bool(self.values(subject, *names))

    def has_statements(self, subject: Value) -> bool:
        """Return whether there is a statement about a subject."""
        return not isinstance(subject, Literal) and subject in self._values


def to_text(value: Value) -> str:
    """Return a literal's lexical form, an IRI, or the label of a blank node."""
    return str(value) if isinstance(value, BlankNode) else value.value


def parse_integer(number: str) -> int | None:
    """Parse an integer of at most ``MAX_DIGITS`` ASCII digits; ``None`` for anything else."""
    fits = number.isascii() and number.isdigit() and len(number) <= MAX_DIGITS
    return int(number) if fits else None
