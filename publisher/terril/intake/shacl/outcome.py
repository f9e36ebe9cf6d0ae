"""The outcome of an evaluation of shapes, or the error of shapes that cannot be evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Quad
    from rdflib import Graph
    from rdflib.term import Node

    from terril.intake.shacl.validation_report import ValidationResult


@dataclass(frozen=True)
class Evaluation:
    """The outcome of shapes on statements.

    Attributes:
        results: without those nested in the details of another.
        counts: number of focus nodes in the data of each shape with a target, by its N-Triples
            text.
        shapes_quads: the statements of the shapes.
    """

    results: tuple[ValidationResult, ...]
    counts: dict[str, int]
    shapes_quads: tuple[Quad, ...]

    @cached_property
    def shapes(self) -> Graph:
        """The shapes graph."""
        from terril.intake.shacl.reference.rdflib_graphs import to_graph

        return to_graph(self.shapes_quads)


class EvaluationError(Exception):
    """Shapes that cannot be evaluated; the text is that of the engine.

    Attributes:
        nodes: the shapes, components and functions in evaluation, the innermost last.
    """

    def __init__(self, text: str, nodes: tuple[Node, ...]) -> None:
        super().__init__(text)
        self.nodes = nodes
