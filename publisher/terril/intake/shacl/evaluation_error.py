"""The error of shapes that cannot be evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib.term import Node


class EvaluationError(Exception):
    """Shapes that cannot be evaluated; the text is that of the engine.

    Attributes:
        nodes: what was being evaluated, the innermost last: shapes, components and functions.
    """

    def __init__(self, text: str, nodes: tuple[Node, ...]) -> None:
        super().__init__(text)
        self.nodes = nodes
