"""One subject with its statements of all graphs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Statement(NamedTuple):
    """A statement of a subject; its terms are N-Triples texts.

    Attributes:
        predicate: of the statement.
        object: of the statement.
        graph: its named graph.
    """

    predicate: str
    object: str
    graph: str


@dataclass(eq=False)
class SubjectStatements:
    """The statements about one subject.

    Attributes:
        subject: its N-Triples text.
        statements: of all graphs, sorted, without duplicates; tuples of predicate, object and
            graph as :class:`Statement` has them.
        lines: the same as lines of N-Quads.
    """

    subject: str
    statements: list[tuple[str, str, str]]
    lines: str

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """The different objects of each predicate, in whatever graphs, sorted."""
        return group_objects(self.statements)


def group_objects(statements: Iterable[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Return the different objects of each predicate, in whatever graphs, sorted.

    Args:
        statements: of one subject, sorted: tuples as :class:`Statement` has them.
    """
    found: dict[str, list[str]] = {}
    for predicate, value, _ in statements:
        objects = found.get(predicate)
        if objects is None:
            found[predicate] = [value]
        # Lines are sorted by object before graph: equal objects follow each other.
        elif objects[-1] != value:
            objects.append(value)
    return found
