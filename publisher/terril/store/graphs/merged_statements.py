"""Find the graphs that have a statement, among those of one subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Key = tuple[str, str]
"""Predicate, and object as the store keeps it."""


def merge_graphs(
    statements: Iterable[tuple[str, str, str]], respelt: Mapping[str, str]
) -> dict[Key, tuple[str, ...]]:
    """Return the graphs of each statement of a subject, sorted.

    Statements are the same if the store keeps them as the same: ``7`` of one graph and ``007``
    of another are one.

    Args:
        statements: tuples of predicate, object and graph.
        respelt: the literals that the store respells, with its spelling of each.
    """
    found: dict[Key, tuple[str, ...]] = {}
    for predicate, value, graph in statements:
        key = predicate, respelt.get(value, value)
        graphs = found.get(key)
        if graphs is None:
            found[key] = (graph,)
        elif graph not in graphs:
            found[key] = tuple(sorted((*graphs, graph)))
    return found
