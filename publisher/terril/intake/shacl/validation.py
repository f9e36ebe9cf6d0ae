"""Sources checked against the shapes. The only module that imports pySHACL."""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyshacl
from pyoxigraph import NamedNode, Quad, Store
from pyshacl.errors import ReportableRuntimeError, ShapeRecursionWarning
from pyshacl.graph_abstraction import OxigraphDataGraph
from rdflib import Graph

from terril.intake.labels import labels_in
from terril.intake.locations.positions import Positions
from terril.intake.parser import UNREADABLE
from terril.intake.shacl.evidence import StatementIndex
from terril.intake.shacl.finding_builder import Telling
from terril.intake.shacl.optimization import hoist_targets
from terril.intake.shacl.rdflib_terms import graph_of, to_rdflib
from terril.intake.shacl.results import results_in
from terril.intake.shacl.suggestions import Similar
from terril.intake.shacl.suppression import ExplainedResults
from terril.intake.shacl.targets import targets_something
from terril.intake.shacl.validation_report import write_report
from terril.intake.sources import in_order, sort_key
from terril.model.errors import ModelError, NoTarget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from terril.intake.shacl.results import Result
    from terril.intake.sources import Sources
    from terril.intake.town_model import TownModel
    from terril.model.findings import Finding

RDFLIB = logging.getLogger("rdflib.term")


@dataclass(frozen=True, slots=True)
class Validation:
    """What came of a check.

    Attributes:
        findings: those of reading and those of the shapes, ordered by path and line.
        report: the W3C validation report with all findings, as Turtle.
    """

    findings: tuple[Finding, ...]
    report: bytes


def validate(sources: Sources, model: TownModel) -> Validation:
    """Check the union of all graphs against the shapes.

    Raises:
        NoTarget: no shape looks at anything in the data.
    """
    unread = any(one.rule in UNREADABLE for one in sources.findings)
    hit = targets_something(sources.quads(), model.shapes_quads(), model.ontology_quads())
    if not (hit or unread):
        raise NoTarget(sources.folder / "data")
    with _quiet(RDFLIB):
        shapes = graph_of(model.shapes_quads())
        native = _report(sources, model, shapes)
        told = list(_told(sources, model, shapes, native))
        results = {sort_key(finding): result for finding, result in told}
        findings = in_order([*sources.findings, *(finding for finding, _ in told)])
        pairs = [(finding, results.get(sort_key(finding))) for finding in findings]
        return Validation(findings, write_report(pairs, shapes))


def results_on(data: Iterable[Quad], shapes: Sequence[Quad], place: Path) -> tuple[Result, ...]:
    """What shapes say of any data, such as the catalogue of another site.

    Args:
        data: statements of one graph.
        shapes: in SHACL.
        place: where the shapes were read.

    Raises:
        ModelError: the shapes themselves are broken.
    """
    with _quiet(RDFLIB):
        graph = graph_of(shapes)
        # A store would spell xsd:nonNegativeInteger anew, as xsd:integer.
        report = _validated(graph_of(data), graph, place)
        return tuple(results_in(report, graph))


class Data(OxigraphDataGraph):
    """The statements as pySHACL wants them."""

    def __bool__(self) -> bool:
        """Always true: else pySHACL counts every statement anew for each result."""
        return True


def _report(sources: Sources, model: TownModel, shapes: Graph) -> Graph:
    store = Store()
    # In one graph, so that a statement made in two graphs counts once, as RDF has it.
    for quads in (sources.quads(), model.ontology_quads()):
        store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return _validated(Data(store), hoist_targets(shapes), model.shapes[0].path.parent)


def _validated(data: Data | Graph, shapes: Graph, place: Path) -> Graph:
    try:
        with warnings.catch_warnings():
            # SHACL leaves open what recursive shapes mean, so their answer is worth nothing.
            warnings.simplefilter("error", ShapeRecursionWarning)
            _, report, text = pyshacl.validate(
                data, shacl_graph=shapes, advanced=True, inplace=True
            )
    except (ReportableRuntimeError, ShapeRecursionWarning) as error:
        raise ModelError(place, 0, str(error).partition("\n")[0]) from error
    if not isinstance(report, Graph):
        raise ModelError(place, 0, text)
    return report


def _told(
    sources: Sources, model: TownModel, shapes: Graph, native: Graph
) -> Iterator[tuple[Finding, Result]]:
    offences = StatementIndex(sources.files, shapes, Positions())
    vocabulary = [*model.ontology_quads(), *model.shapes_quads()]
    labels = {**labels_in(vocabulary), **labels_in(sources.quads())}
    described = [*sources.quads(), *model.ontology_quads()]
    similar = Similar(q.subject.value for q in described if isinstance(q.subject, NamedNode))
    telling = Telling(shapes, offences, labels, similar)
    known = ExplainedResults(sources)
    own = {to_rdflib(quad.subject) for quad in model.ontology_quads()}
    for result in results_in(native, shapes):
        # The model's own concepts are there to be referred to, not to be checked.
        ours = offences.about(result.focus) or result.focus not in own
        if ours and not known.explains(result):
            yield telling.finding(result), result


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """Without the log of every value that rdflib cannot turn into Python: a shape tells it."""
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before
