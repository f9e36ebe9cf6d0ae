"""Evaluate shapes on statements with pySHACL.

The data graph keeps every literal as it is written (``"007"``, ``xsd:nonNegativeInteger``), since
SHACL compares terms, not values (SHACL, section 1.1). Queries run in rdflib, see
``prebound_queries``.
"""

from __future__ import annotations

import logging
import traceback
import warnings
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode
from pyshacl import Validator
from pyshacl.errors import ShapeRecursionWarning
from pyshacl.graph_abstraction import DataGraph
from rdflib.namespace import SH
from rdflib.term import Node

from terril.intake.shacl.outcome import Evaluation, EvaluationError
from terril.intake.shacl.queries.prebound_queries import PreparedGraph, install_queries
from terril.intake.shacl.reference.rdflib_graphs import (
    TARGETS,
    add_quads,
    prepare_shapes,
    silence_rdflib,
    to_graph,
    to_rdflib,
)
from terril.intake.shacl.reference.spool_store import SpoolStore, format_node, read_node
from terril.intake.shacl.validation_report import read_results
from terril.model.vocabulary import RDFS as RDFS_NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Quad
    from rdflib import Graph

    from terril.intake.shacl.validation_report import ValidationResult
    from terril.model.spool import Links, Spool

MAX_DEPTH = 60
"""The number of shapes within shapes; pySHACL's own limit of 15 is too low for legal shapes."""
SUBCLASS = NamedNode(f"{RDFS_NAMESPACE}subClassOf")


def evaluate_all(
    data: Iterable[Quad], shapes: Sequence[Quad], ontology: Sequence[Quad] = ()
) -> Evaluation:
    """Return the results of shapes on the merge of data and ontology, in memory.

    Subclass axioms count wherever they are, in the shapes as well (SHACL 1.2, section 2.1.3).

    Raises:
        EvaluationError: the shapes are ill-formed or recursive, or a query cannot run.
    """
    with silence_rdflib():
        data_graph = add_quads(PreparedGraph(), data)
        shared = {to_rdflib(quad.subject) for quad in ontology}
        described = set(data_graph.subjects())
        described.update(set(data_graph.objects()) - shared)
        add_quads(data_graph, (*ontology, *filter(_is_axiom, shapes)))
        graph = to_graph(shapes)
        with _report_failures():
            validator = _make_validator(data_graph, prepare_shapes(graph))
            run: Callable[[], tuple[bool, Graph, str]] = validator.run
            report = run()[1]
        counts = {
            format_node(node): len(nodes)
            for node, nodes in _find_focus_nodes(validator, graph, described)
        }
        return Evaluation(tuple(read_results(report, graph)), counts, tuple(shapes))


def judge(
    flagged: Mapping[str, Iterable[str]],
    town: tuple[Spool, Links],
    shapes: Sequence[Quad],
    ontology: Sequence[Quad],
    folder: Path,
) -> tuple[ValidationResult, ...]:
    """Return the results of some shapes on some focus nodes.

    Args:
        flagged: focus nodes of each shape, as N-Triples texts.
        town: the statements of the town, by subject and by object.
        shapes: all shapes.
        ontology: statements that are checked with those of the town.
        folder: for temporary files.

    Raises:
        EvaluationError: the shapes are ill-formed or recursive, or a query cannot run.
    """
    with silence_rdflib():
        more = to_graph((*ontology, *filter(_is_axiom, shapes)))
        store = SpoolStore(*town, more, folder)
        store.graph = data = PreparedGraph(store)
        graph = to_graph(shapes)
        with _report_failures():
            validator = _make_validator(data, prepare_shapes(graph))
            report = _validate_flagged(validator, flagged)
        return tuple(read_results(report, graph))


def _validate_flagged(validator: Validator, flagged: Mapping[str, Iterable[str]]) -> Graph:
    """Return the report of some shapes on some focus nodes, as ``Validator.run`` writes it."""
    executor = validator.make_executor()
    found = []
    for shape in validator.shacl_graph.shapes:
        shape.set_advanced(True)
        if nodes := flagged.get(format_node(shape.node)):
            focus = [read_node(node) for node in sorted(nodes)]
            found += shape.validate(executor, validator.data_graph, focus=focus)[1]
    report: Graph = validator.create_validation_report(validator.shacl_graph, not found, found)[0]
    return report


def _is_axiom(quad: Quad) -> bool:
    return quad.predicate == SUBCLASS


def _make_validator(data: Graph, shapes: Graph) -> Validator:
    install_queries()
    logger = logging.getLogger("terril.shapes")
    logger.disabled = True
    options = {"advanced": True, "inplace": True, "logger": logger}
    options["max_validation_depth"] = MAX_DEPTH
    return Validator(DataGraph.from_rdflib(data), shacl_graph=shapes, options=options)


@contextmanager
def _report_failures() -> Iterator[None]:
    try:
        # pySHACL prints some errors before it raises them.
        with warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.simplefilter("ignore")
            # SHACL leaves the semantics of recursive shapes undefined, so their result is void.
            warnings.simplefilter("error", ShapeRecursionWarning)
            yield
    # Ill-formed shapes make pySHACL and rdflib fail in all kinds of ways.
    except Exception as error:
        text = str(error).partition("\n")[0] or type(error).__name__
        raise EvaluationError(text, tuple(_find_evaluated(error))) from error


def _find_evaluated(error: Exception) -> Iterator[Node]:
    """Return the nodes of the shapes and other objects of pySHACL that an error passed."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        owner = frame.f_locals.get("self")
        if type(owner).__module__.startswith("pyshacl."):
            for candidate in (getattr(owner, "shape", None), owner):
                if isinstance(node := getattr(candidate, "node", None), Node):
                    yield node


def _find_focus_nodes(
    validator: Validator, shapes: Graph, described: set[Node]
) -> Iterator[tuple[Node, frozenset[Node]]]:
    for shape in validator.shacl_graph.shapes:
        declared = any((shape.node, target, None) in shapes for target in (*TARGETS, SH.target))
        if declared or shape.implicit_class_targets():
            found = shape.focus_nodes(validator.target_graph)
            yield shape.node, frozenset(found & described)
