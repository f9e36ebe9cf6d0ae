"""Validate sources against SHACL shapes. The only module that imports pySHACL."""

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

from terril.intake.locations.positions import Positions
from terril.intake.shacl.evidence import StatementIndex
from terril.intake.shacl.finding_builder import ExplainedResults, FindingBuilder, IriSuggester
from terril.intake.shacl.rdflib_graphs import hoist_targets, to_graph, to_rdflib
from terril.intake.shacl.validation_report import read_results, write_report
from terril.intake.sources import collect_labels, sort_findings, sort_key
from terril.model.errors import ModelError, NoTarget
from terril.model.findings import filter_violations
from terril.model.vocabulary import OWL, RDFS, SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from terril.intake.shacl.validation_report import ValidationResult
    from terril.intake.sources import Sources
    from terril.intake.town_model import TownModel
    from terril.model.findings import Finding

RDFLIB = logging.getLogger("rdflib.term")
SHAPES = NamedNode("urn:shapes")
ONTOLOGY = NamedNode("urn:ontology")

# SHACL, section 2.1.3. A custom target (``sh:target``) counts as one with focus nodes.
HAS_TARGET = f"""
PREFIX sh: <{SH}> PREFIX rdfs: <{RDFS}> PREFIX owl: <{OWL}>
ASK {{
  {{ GRAPH {SHAPES} {{ ?shape sh:targetClass ?class }} ?thing a ?class }}
  UNION {{ GRAPH {SHAPES} {{ ?shape sh:targetClass ?class }}
           GRAPH {ONTOLOGY} {{ ?part rdfs:subClassOf+ ?class }} ?thing a ?part }}
  UNION {{ GRAPH {SHAPES} {{ ?shape a sh:NodeShape, ?meta }} ?thing a ?shape
           FILTER(?meta IN (rdfs:Class, owl:Class)) }}
  UNION {{ GRAPH {SHAPES} {{ ?shape sh:targetNode ?thing }} ?thing ?property ?value }}
  UNION {{ GRAPH {SHAPES} {{ ?shape sh:targetSubjectsOf|sh:targetObjectsOf ?property }}
           ?thing ?property ?value }}
  UNION {{ GRAPH {SHAPES} {{ ?shape sh:target ?query }} ?thing ?property ?value }}
}}
"""


@dataclass(frozen=True, slots=True)
class Validation:
    """The outcome of a validation.

    Attributes:
        findings: of reading and of the shapes, ordered by path and line.
        report: the W3C validation report with all findings, as Turtle.
    """

    findings: tuple[Finding, ...]
    report: bytes


def validate(sources: Sources, model: TownModel) -> Validation:
    """Validate the union of all graphs against the shapes.

    Raises:
        NoTarget: no shape has a focus node in the data.
    """
    # A file that could not be read, or not wholly, is the reason then.
    unread = filter_violations(sources.findings)
    hit = has_focus_node(sources.quads(), model.shapes_quads(), model.ontology_quads())
    if not (hit or unread):
        raise NoTarget(sources.folder / "data")
    with _silence(RDFLIB):
        shapes = to_graph(model.shapes_quads())
        native = _run_on_sources(sources, model, shapes)
        built = list(_build_findings(sources, model, shapes, native))
        results = {sort_key(finding): result for finding, result in built}
        findings = sort_findings([*sources.findings, *(finding for finding, _ in built)])
        pairs = [(finding, results.get(sort_key(finding))) for finding in findings]
        return Validation(findings, write_report(pairs, shapes))


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
    with _silence(RDFLIB):
        graph = to_graph(shapes)
        # A store would turn xsd:nonNegativeInteger into xsd:integer.
        report = _run_pyshacl(to_graph(data), graph, path)
        return tuple(read_results(report, graph))


class UncountedDataGraph(OxigraphDataGraph):
    """A data graph for pySHACL whose truth value needs no count of its statements."""

    def __bool__(self) -> bool:
        """Return True: otherwise pySHACL counts all statements again for each result."""
        return True


def _run_on_sources(sources: Sources, model: TownModel, shapes: Graph) -> Graph:
    store = Store()
    # In one graph, so that a statement in two graphs counts once, as in an RDF merge.
    for quads in (sources.quads(), model.ontology_quads()):
        store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return _run_pyshacl(
        UncountedDataGraph(store), hoist_targets(shapes), model.shapes[0].path.parent
    )


def _run_pyshacl(data: UncountedDataGraph | Graph, shapes: Graph, path: Path) -> Graph:
    try:
        with warnings.catch_warnings():
            # SHACL leaves the semantics of recursive shapes undefined, so their result is void.
            warnings.simplefilter("error", ShapeRecursionWarning)
            _, report, text = pyshacl.validate(
                data, shacl_graph=shapes, advanced=True, inplace=True
            )
    except (ReportableRuntimeError, ShapeRecursionWarning) as error:
        raise ModelError(path, 0, str(error).partition("\n")[0]) from error
    if not isinstance(report, Graph):
        raise ModelError(path, 0, text)
    return report


def _build_findings(
    sources: Sources, model: TownModel, shapes: Graph, native: Graph
) -> Iterator[tuple[Finding, ValidationResult]]:
    statements = StatementIndex(sources.files, shapes, Positions())
    vocabulary = [*model.ontology_quads(), *model.shapes_quads()]
    labels = {**collect_labels(vocabulary), **collect_labels(sources.quads())}
    described = [*sources.quads(), *model.ontology_quads()]
    suggester = IriSuggester(
        q.subject.value for q in described if isinstance(q.subject, NamedNode)
    )
    builder = FindingBuilder(shapes, statements, labels, suggester)
    explained = ExplainedResults(sources)
    own = {to_rdflib(quad.subject) for quad in model.ontology_quads()}
    for result in read_results(native, shapes):
        # The concepts of the model itself are only referred to, not validated.
        validated = statements.describes(result.focus) or result.focus not in own
        if validated and not explained.explains(result):
            yield builder.build(result), result


@contextmanager
def _silence(logger: logging.Logger) -> Iterator[None]:
    """Mute the warnings about values that rdflib cannot convert: a shape reports them."""
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def has_focus_node(data: Iterable[Quad], shapes: Iterable[Quad], ontology: Iterable[Quad]) -> bool:
    """Return whether any shape has a focus node in the data: validating nothing is no success."""
    store = Store()
    store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in data)
    for graph, quads in ((SHAPES, shapes), (ONTOLOGY, ontology)):
        store.extend(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)
    return bool(store.query(HAS_TARGET))
