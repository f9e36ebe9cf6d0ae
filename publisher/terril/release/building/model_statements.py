"""Divide the statements about the terms of the model: what the default graph has, and the rest.

They are few, however large the town is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.model.spool import RespeltLiterals, Segment
from terril.store.graphs import (
    OF_MODEL,
    Usage,
    merge_graphs,
    select_statements,
    select_visible,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from terril.model.spool import SubjectStatements


@dataclass(slots=True)
class ModelStatements:
    """The statements about subjects about which a graph of the model states something.

    Attributes:
        default: those of the default graph, as lines of N-Triples, as the store has them.
        rest: all others, likewise.
        usage: of classes and properties in the default graph.
        visible: the concepts of the model that the default graph names.
    """

    default: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    visible: Collection[str] = frozenset()


def divide_model(
    lines: Iterable[str], concepts: Collection[str], used: Iterable[str]
) -> ModelStatements:
    """Return the statements about the terms of the model.

    Args:
        lines: all statements about its terms, the town's as well, as sorted N-Quads.
        concepts: of the model.
        used: those of them that the statements about other subjects use.
    """
    text = "".join(lines)
    subjects = list(Segment(0, text).subjects())
    known = [one for one in subjects if one.subject in concepts]
    divided = ModelStatements()
    divided.visible = select_visible(known, {*used, *_find_used(subjects)})
    respelt = RespeltLiterals().find_in(text)
    for found in subjects:
        shown = merge_graphs(select_statements(found, divided.visible), respelt).keys()
        rest = merge_graphs(found.statements, respelt).keys() - shown
        divided.usage.count(shown)
        divided.default += _format(found.subject, shown)
        divided.rest += _format(found.subject, rest)
    return divided


def _format(subject: str, statements: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{subject} {link} {value} .\n" for link, value in sorted(statements)]


def _find_used(subjects: Iterable[SubjectStatements]) -> Iterator[str]:
    """Yield subjects and objects of the town's statements."""
    for found in subjects:
        for _, value, graph in found.statements:
            if not graph.startswith(OF_MODEL):
                yield found.subject
                yield value
