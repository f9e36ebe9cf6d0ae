"""Check the town's own shapes before they are used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.intake.shacl.own_shapes.components import check_components
from terril.intake.shacl.own_shapes.effects import check_effects
from terril.intake.shacl.own_shapes.faults import Fault, ShapePositions
from terril.intake.shacl.own_shapes.queries import check_queries
from terril.intake.shacl.own_shapes.shape_index import ShapeIndex
from terril.intake.shacl.own_shapes.structure import check_structure
from terril.intake.shacl.own_shapes.values import check_values
from terril.intake.shacl.reference.rdflib_graphs import to_rdflib
from terril.intake.sources import sort_findings
from terril.model.findings import Severity
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rdflib.term import Node

    from terril.intake.town_model import ModelFile
    from terril.model.findings import Finding

NOT_EVALUATED = gettext_noop(
    "This shape cannot be evaluated: {reason}. Correct it, or take it out."
)
CHECKS = (check_values, check_structure, check_components, check_queries, check_effects)


@dataclass(frozen=True, slots=True)
class ShapesCheck:
    """The faults of a town's own shapes.

    Attributes:
        errors: those that keep the shapes from being used.
        warnings: those of terms without effect.
    """

    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def check_own_shapes(files: Sequence[ModelFile]) -> ShapesCheck:
    """Return the faults of the town's own shapes.

    Args:
        files: all files with shapes, since those of the town may refer to the others.
    """
    index = ShapeIndex(files)
    positions = ShapePositions()
    faults = [fault for check in CHECKS for fault in check(index)] if index.own else []
    findings = sort_findings(map(positions.build_finding, faults))
    errors = tuple(one for one in findings if one.severity is Severity.VIOLATION)
    return ShapesCheck(errors, tuple(one for one in findings if one not in errors))


def locate_failure(
    files: Sequence[ModelFile], nodes: Sequence[Node], reason: str
) -> Finding | None:
    """Return the finding of an evaluation that failed; ``None`` if the town has no shapes.

    Args:
        files: all files with shapes.
        nodes: those in evaluation, the innermost last.
        reason: that of the engine.
    """
    own = ShapeIndex(files).own
    subjects = {to_rdflib(one.quad.subject): one for one in reversed(own)}
    found = [subjects[node] for node in reversed(nodes) if node in subjects]
    if not own:
        return None
    fault = Fault("shape-evaluation", NOT_EVALUATED, (found or own)[0], {"reason": reason})
    return ShapePositions().build_finding(fault)
