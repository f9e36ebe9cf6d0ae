"""List the shapes that have a target, and how many things each applies to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef
from rdflib.namespace import SH

from terril.intake.shacl.own_shapes.faults import ShapePositions
from terril.intake.shacl.own_shapes.shape_index import ShapeStatement
from terril.intake.shacl.rdflib_graphs import to_rdflib
from terril.model.findings import Finding, Severity, ShapeTarget
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

    from terril.intake.shacl.engine import Evaluation
    from terril.intake.town_model import ModelFile

IDLE = gettext_noop(
    "This shape applies to nothing in the data. Correct its target, or take the shape out."
)


@dataclass(frozen=True, slots=True)
class TargetedShape:
    """A shape with a target, before its line is looked up."""

    node: Node
    statement: ShapeStatement
    count: int


class ShapeTargets:
    """The shapes with a target, in the order of the files."""

    def __init__(self, files: Iterable[ModelFile], evaluation: Evaluation) -> None:
        """Keep the shapes of the files, without those that are parts of others."""
        self._shapes = evaluation.shapes
        self._positions = ShapePositions()
        self._targeted = tuple(_find_targeted(files, evaluation))

    def warn_of_idle(self) -> list[Finding]:
        """Return a warning for each shape of the town that applies to nothing."""
        return [
            Finding(
                "shape-idle",
                translate_all(IDLE),
                severity=Severity.WARNING,
                place=self._positions.locate(one.statement),
                value=_get_iri(one.node),
            )
            for one in self._targeted
            if one.statement.file.own and not one.count and not self._is_deactivated(one.node)
        ]

    def list(self) -> tuple[ShapeTarget, ...]:
        """Return all shapes with a target, with file and line."""
        return tuple(
            ShapeTarget(
                shape=_get_iri(one.node),
                labels=self._read_labels(one.node),
                place=self._positions.locate(one.statement),
                count=one.count,
                own=one.statement.file.own,
                deactivated=self._is_deactivated(one.node),
            )
            for one in self._targeted
        )

    def _is_deactivated(self, node: Node) -> bool:
        return any(str(value) == "true" for value in self._shapes.objects(node, SH.deactivated))

    def _read_labels(self, node: Node) -> dict[str, str]:
        names = self._shapes.objects(node, SH.name)
        return {one.language or "": str(one) for one in names if isinstance(one, Literal)}


def _find_targeted(files: Iterable[ModelFile], evaluation: Evaluation) -> Iterator[TargetedShape]:
    seen: set[Node] = set()
    for file in files:
        for number, quad in enumerate(file.quads):
            node = to_rdflib(quad.subject)
            if node in seen or node not in evaluation.focus_nodes:
                continue
            seen.add(node)
            statement = ShapeStatement(quad, file, number)
            yield TargetedShape(node, statement, len(evaluation.focus_nodes[node]))


def _get_iri(node: Node) -> str:
    return str(node) if isinstance(node, URIRef) else ""
