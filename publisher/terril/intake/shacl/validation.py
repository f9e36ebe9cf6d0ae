"""Validate sources against SHACL shapes, with findings that name file and line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.intake.shacl.engine import EvaluationError, evaluate
from terril.intake.shacl.explanation.evidence import StatementIndex
from terril.intake.shacl.finding_builder import ExplainedResults, FindingBuilder, IriSuggester
from terril.intake.shacl.own_shapes.check import check_own_shapes, locate_failure
from terril.intake.shacl.rdflib_graphs import silence_rdflib, to_rdflib
from terril.intake.shacl.shape_targets import ShapeTargets
from terril.intake.shacl.validation_report import write_report
from terril.intake.sources import collect_labels, sort_findings, sort_key
from terril.model.errors import ModelError, NoTarget, ShapesError
from terril.model.findings import filter_violations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

    from terril.intake.shacl.engine import Evaluation
    from terril.intake.shacl.validation_report import ValidationResult
    from terril.intake.sources import Sources
    from terril.intake.town_model import TownModel
    from terril.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Validation:
    """The outcome of a validation.

    Attributes:
        findings: of reading and of the shapes, ordered by path and line.
        report: the W3C validation report with all findings, as Turtle.
        targets: the shapes with a target, with the number of things that each applies to.
    """

    findings: tuple[Finding, ...]
    report: bytes
    targets: ShapeTargets


def validate(sources: Sources, model: TownModel) -> Validation:
    """Validate the union of all graphs against the shapes.

    Raises:
        ShapesError: the town's own shapes are ill-formed.
        ModelError: the shapes cannot be evaluated.
        NoTarget: no shape has a focus node in the data.
    """
    with silence_rdflib():
        return _validate(sources, model)


def _validate(sources: Sources, model: TownModel) -> Validation:
    own = check_own_shapes(model.shapes)
    if own.errors:
        raise ShapesError.from_findings(own.errors)
    evaluation = _evaluate_model(sources, model)
    # A file that could not be read, or not wholly, is the reason then.
    unread = filter_violations(sources.findings)
    if not (unread or any(evaluation.focus_nodes.values())):
        raise NoTarget(sources.folder / "data")
    targets = ShapeTargets(model.shapes, evaluation)
    idle = [] if unread else targets.warn_of_idle()
    built = list(_build_findings(sources, model, evaluation))
    results = {sort_key(finding): result for finding, result in built}
    found = [
        *sources.findings,
        *own.warnings,
        *idle,
        *(finding for finding, _ in built),
    ]
    findings = sort_findings(found)
    pairs = [(finding, results.get(sort_key(finding))) for finding in findings]
    return Validation(findings, write_report(pairs, evaluation.shapes), targets)


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
        return evaluate(sources.quads(), model.shapes_quads(), model.ontology_quads())
    except EvaluationError as error:
        # The shapes that come with the program are tested; those of the town may not be.
        if finding := locate_failure(model.shapes, error.nodes, str(error)):
            raise ShapesError.from_findings((finding,)) from error
        raise ModelError(model.shapes[0].path.parent, 0, str(error)) from error


def _build_findings(
    sources: Sources, model: TownModel, evaluation: Evaluation
) -> Iterator[tuple[Finding, ValidationResult]]:
    shapes = evaluation.shapes
    statements = StatementIndex(sources.files, shapes, sources.positions)
    vocabulary = [*model.ontology_quads(), *model.shapes_quads()]
    labels = {**collect_labels(vocabulary), **collect_labels(sources.quads())}
    described = [*sources.quads(), *model.ontology_quads()]
    suggester = IriSuggester(
        q.subject.value for q in described if isinstance(q.subject, NamedNode)
    )
    builder = FindingBuilder(shapes, statements, labels, suggester)
    explained = ExplainedResults(sources)
    own = {to_rdflib(quad.subject) for quad in model.ontology_quads()}
    for result in evaluation.results:
        # The concepts of the model itself are only referred to, not validated.
        validated = statements.describes(result.focus) or result.focus not in own
        if validated and not explained.explains(result):
            yield builder.build(result), result
