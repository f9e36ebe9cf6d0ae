"""Validate sources against SHACL shapes, with findings that name file and line."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from terril.intake.shacl.evaluation import evaluate, evaluate_town
from terril.intake.shacl.outcome import EvaluationError
from terril.intake.shacl.shape_targets import ShapeTargets
from terril.intake.sources import sort_findings, sort_key
from terril.model.errors import ModelError, NoTarget, ShapesError
from terril.model.findings import filter_violations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

    from terril.intake.shacl.outcome import Evaluation
    from terril.intake.shacl.own_shapes.check import ShapesCheck
    from terril.intake.shacl.validation_report import ValidationResult
    from terril.intake.sources import SortKey, Sources
    from terril.intake.town_model import ModelFile, TownModel
    from terril.model.findings import Finding


@dataclass(frozen=True)
class Validation:
    """The outcome of a validation.

    Attributes:
        findings: of reading and of the shapes, ordered by path and line.
        targets: the shapes with a target, with the number of things that each applies to.
        evaluation: of the shapes.
        results: those of the shapes, by the key of their finding.
    """

    findings: tuple[Finding, ...]
    targets: ShapeTargets
    evaluation: Evaluation
    results: dict[SortKey, ValidationResult] = field(default_factory=dict)

    @cached_property
    def report(self) -> bytes:
        """The W3C validation report with all findings, as Turtle."""
        from terril.intake.shacl.reference.rdflib_graphs import silence_rdflib
        from terril.intake.shacl.validation_report import write_report

        pairs = [(finding, self.results.get(sort_key(finding))) for finding in self.findings]
        with silence_rdflib():
            return write_report(pairs, self.evaluation.shapes)


def validate(sources: Sources, model: TownModel) -> Validation:
    """Validate the union of all graphs against the shapes.

    Raises:
        ShapesError: the town's own shapes are ill-formed.
        ModelError: the shapes cannot be evaluated.
        NoTarget: no shape has a focus node in the data.
    """
    own = _check_own_shapes(model.shapes)
    if own and own.errors:
        raise ShapesError.from_findings(own.errors)
    evaluation = _evaluate_model(sources, model)
    # A file that could not be read, or not wholly, is the reason then.
    unread = filter_violations(sources.findings)
    if not (unread or any(evaluation.counts.values())):
        raise NoTarget(sources.folder / "data")
    targets = ShapeTargets(model.shapes, evaluation.counts)
    built = _build_findings(sources, model, evaluation)
    found = [
        *sources.findings,
        *(own.warnings if own else ()),
        *([] if unread else targets.warn_of_idle()),
        *(finding for finding, _ in built),
    ]
    results = {sort_key(finding): result for finding, result in built}
    return Validation(sort_findings(found), targets, evaluation, results)


def _check_own_shapes(files: Sequence[ModelFile]) -> ShapesCheck | None:
    if not any(file.own for file in files):
        return None
    from terril.intake.shacl.own_shapes.check import check_own_shapes
    from terril.intake.shacl.reference.rdflib_graphs import silence_rdflib

    with silence_rdflib():
        return check_own_shapes(files)


def validate_quads(
    data: Iterable[Quad], shapes: Sequence[Quad], path: Path
) -> tuple[ValidationResult, ...]:
    """Return the results of shapes on any data, such as the catalogue of another site.

    Args:
        data: statements of one graph.
        shapes: in SHACL.
        path: path of the shapes, for errors.

    Raises:
        ModelError: the shapes themselves are invalid.
    """
    try:
        return evaluate(data, shapes).results
    except EvaluationError as error:
        raise ModelError(path, 0, str(error)) from error


def _evaluate_model(sources: Sources, model: TownModel) -> Evaluation:
    try:
        return evaluate_town(
            sources.town.spool,
            sources.town.links,
            tuple(model.shapes_quads()),
            tuple(model.ontology_quads()),
            sources.town.work.path,
        )
    except EvaluationError as error:
        from terril.intake.shacl.own_shapes.check import locate_failure

        # The shapes that come with the program are tested; those of the town may not be.
        if finding := locate_failure(model.shapes, error.nodes, str(error)):
            raise ShapesError.from_findings((finding,)) from error
        raise ModelError(model.shapes[0].path.parent, 0, str(error)) from error


def _build_findings(
    sources: Sources, model: TownModel, evaluation: Evaluation
) -> list[tuple[Finding, ValidationResult]]:
    if not evaluation.results:
        return []
    # Starting is much faster without rdflib, which findings need.
    from terril.intake.shacl.finding_builder import build_findings
    from terril.intake.shacl.reference.rdflib_graphs import silence_rdflib

    with silence_rdflib():
        return build_findings(sources, model, evaluation)
