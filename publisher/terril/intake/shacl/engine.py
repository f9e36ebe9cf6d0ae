"""Evaluate shapes on statements. The only module that imports pySHACL.

The data graph keeps every literal as it is written (``"007"``, ``xsd:nonNegativeInteger``), since
SHACL compares terms, not values (SHACL, section 1.1). Queries run in rdflib, see
``prebound_queries``.
"""

from __future__ import annotations

import logging
import traceback
import warnings
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode
from pyshacl import Validator
from pyshacl.errors import ShapeRecursionWarning
from pyshacl.graph_abstraction import DataGraph
from rdflib.namespace import SH
from rdflib.term import Node

from terril.intake.shacl.queries.prebound_queries import PreparedGraph, install_queries
from terril.intake.shacl.rdflib_graphs import (
    TARGETS,
    add_quads,
    prepare_shapes,
    silence_rdflib,
    to_graph,
    to_rdflib,
)
from terril.intake.shacl.validation_report import read_results
from terril.model.vocabulary import RDFS as RDFS_NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pyoxigraph import Quad
    from rdflib import Graph

    from terril.intake.shacl.validation_report import ValidationResult

MAX_DEPTH = 60
"""The number of shapes within shapes; pySHACL's own limit of 15 is too low for legal shapes."""
SUBCLASS = NamedNode(f"{RDFS_NAMESPACE}subClassOf")


class EvaluationError(Exception):
    """Shapes that cannot be evaluated; the text is that of the engine.

    Attributes:
        nodes: what was being evaluated, the innermost last: shapes, components and functions.
    """

    def __init__(self, text: str, nodes: tuple[Node, ...]) -> None:
        super().__init__(text)
        self.nodes = nodes


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome of shapes on statements.

    Attributes:
        results: without those nested in the details of another.
        focus_nodes: of each shape with a target, those that are in the data.
        shapes: the shapes graph.
    """

    results: tuple[ValidationResult, ...]
    focus_nodes: dict[Node, frozenset[Node]]
    shapes: Graph


def evaluate(
    data: Iterable[Quad], shapes: Iterable[Quad], ontology: Iterable[Quad] = ()
) -> Evaluation:
    """Return the results of shapes on the merge of data and ontology.

    Subclass axioms count wherever they are, in the shapes as well (SHACL 1.2, section 2.1.3).

    Raises:
        EvaluationError: the shapes are ill-formed or recursive, or a query cannot run.
    """
    with silence_rdflib():
        shapes = tuple(shapes)
        subclasses = (quad for quad in shapes if quad.predicate == SUBCLASS)
        data_graph = add_quads(PreparedGraph(), data)
        ontology = tuple(ontology)
        shared = {to_rdflib(quad.subject) for quad in ontology}
        described = set(data_graph.subjects())
        described.update(set(data_graph.objects()) - shared)
        add_quads(data_graph, (*ontology, *subclasses))
        graph = to_graph(shapes)
        validator, report = _run(data_graph, prepare_shapes(graph))
        focus_nodes = dict(_find_focus_nodes(validator, graph, described))
        return Evaluation(tuple(read_results(report, graph)), focus_nodes, graph)


def _run(data: Graph, shapes: Graph) -> tuple[Validator, Graph]:
    install_queries()
    logger = logging.getLogger("terril.shapes")
    logger.disabled = True
    options = {"advanced": True, "inplace": True, "logger": logger}
    options["max_validation_depth"] = MAX_DEPTH
    try:
        # pySHACL prints some errors before it raises them.
        with warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.simplefilter("ignore")
            # SHACL leaves the semantics of recursive shapes undefined, so their result is void.
            warnings.simplefilter("error", ShapeRecursionWarning)
            validator = Validator(DataGraph.from_rdflib(data), shacl_graph=shapes, options=options)
            run: Callable[[], tuple[bool, Graph, str]] = validator.run
            return validator, run()[1]
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
