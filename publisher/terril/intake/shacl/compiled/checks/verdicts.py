"""The common parts of compiled shapes: types of checks, lookups and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from terril.model.vocabulary import SH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class NotCompilable(Exception):
    """A part of a shape that is not compiled; the text names it."""


class CannotJudge(Exception):
    """A value or node that a compiled check is not sure about."""


class Lookup(Protocol):
    """Other statements than those of the node that is checked."""

    def find_values(self, node: str, predicate: str) -> Sequence[str]:
        """Return the objects of a subject and a predicate."""

    def find_predicates(self, node: str) -> Sequence[str]:
        """Return the predicates of a subject."""

    def find_subjects(self, node: str, predicate: str) -> Sequence[str]:
        """Return the subjects whose statements with a predicate lead to a node."""

    def find_types(self, node: str) -> Sequence[str]:
        """Return the classes that are stated for a node."""


if TYPE_CHECKING:
    ValueCheck = Callable[[str, Lookup], bool]
    """A check of one value node: ``True`` if it conforms."""
    SetCheck = Callable[[str, Sequence[str], Lookup], bool]
    """A check of all value nodes of a focus node: ``True`` if they conform together."""


def name_term(name: str) -> str:
    """Return the N-Triples text of a term of SHACL."""
    return f"<{SH}{name}>"
