"""One subject with its statements of all graphs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(eq=False)
class SubjectStatements:
    """The statements about one subject.

    Attributes:
        subject: its N-Triples text.
        statements: of all graphs, sorted, without duplicates; tuples of the N-Triples texts of
            predicate, object and graph.
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
