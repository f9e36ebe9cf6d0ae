"""The statements of a catalogue, to be looked up by subject and property."""

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
"""Every prefix that the checks write."""
MOST_DIGITS = 15


def iri(name: str) -> str:
    """The IRI of a prefixed name such as ``dct:title``."""
    prefix, _, local = name.partition(":")
    return f"{NAMESPACES[prefix]}{local}"


def prefixed(text: str) -> str:
    """The prefixed name of an IRI where a prefix fits, else the IRI."""
    for prefix, space in NAMESPACES.items():
        if text.startswith(space) and len(text) > len(space):
            return f"{prefix}:{text[len(space) :]}"
    return text


class Statements:
    """Statements in the order in which they were read.

    Args:
        quads: what was read; which graph it was in does not matter.
    """

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        self.quads: list[Quad] = []
        self._found: dict[Node, dict[str, list[Value]]] = {}
        self._typed: dict[str, list[Node]] = defaultdict(list)
        self.add(quads)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add statements, each of them once."""
        for quad in quads:
            subject, value = quad.subject, quad.object
            if not isinstance(subject, NamedNode | BlankNode):
                continue
            if not isinstance(value, NamedNode | BlankNode | Literal):
                continue
            known = self._found.setdefault(subject, {}).setdefault(quad.predicate.value, [])
            if value in known:
                continue
            known.append(value)
            self.quads.append(quad)
            if quad.predicate == TYPE and isinstance(value, NamedNode):
                self._typed[value.value].append(subject)

    def typed(self, name: str) -> list[Node]:
        """Everything of a class."""
        return self._typed.get(iri(name), [])

    def values(self, subject: Value, *names: str) -> list[Value]:
        """The values of properties, of the first one first."""
        known = self._found.get(subject, {}) if not isinstance(subject, Literal) else {}
        return [value for name in names for value in known.get(iri(name), ())]

    def nodes(self, subject: Value, *names: str) -> list[Node]:
        """The values that are no literals."""
        found = self.values(subject, *names)
        return [value for value in found if isinstance(value, NamedNode | BlankNode)]

    def literals(self, subject: Value, *names: str) -> list[Literal]:
        """The values that are literals."""
        return [value for value in self.values(subject, *names) if isinstance(value, Literal)]

    def texts(self, subject: Value, *names: str) -> list[str]:
        """The values as text: of literals what they say, of IRIs the IRI."""
        return [text(value) for value in self.values(subject, *names)]

    def has(self, subject: Value, *names: str) -> bool:
        """Whether one of the properties has a value."""
        return bool(self.values(subject, *names))

    def described(self, subject: Value) -> bool:
        """Whether anything is said of it."""
        return not isinstance(subject, Literal) and subject in self._found


def text(value: Value) -> str:
    """What a literal says, an IRI, or the label of a blank node."""
    return str(value) if isinstance(value, BlankNode) else value.value


def whole(number: str) -> int | None:
    """A number of ASCII digits, of a size that somebody may mean."""
    fits = number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS
    return int(number) if fits else None
