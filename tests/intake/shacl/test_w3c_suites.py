"""The results are those of the test suites of the W3C for SHACL Core and SHACL-SPARQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse
from rdflib import RDF, SH, BNode, Graph, Namespace
from rdflib.term import Node

from terril.intake.shacl.evaluation import evaluate
from terril.intake.shacl.outcome import EvaluationError
from terril.intake.shacl.property_paths import write_sparql_path
from terril.intake.shacl.reference.rdflib_graphs import to_graph
from tests.requirements import shared

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
RESULT = (
    SH.focusNode,
    SH.resultPath,
    SH.value,
    SH.sourceConstraintComponent,
    SH.resultSeverity,
    SH.sourceShape,
)
OPTIONAL = {"shapesGraph-001"}
"""Tests of what SHACL leaves to the processor (section 5.3.1): queries of the shapes graph."""

Row = tuple[object, ...]


def read(path: Path) -> list[Quad]:
    return list(parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=path.as_uri()))


def find_tests(folder: Path) -> Iterator[tuple[str, Graph, Node]]:
    for path in sorted(folder.rglob("*.ttl")):
        graph = to_graph(read(path))
        for test in graph.subjects(RDF.type, SHT.Validate):
            yield str(test).rpartition("/")[2], graph, test


def to_row(terms: tuple[Node | None, ...], graph: Graph) -> Row:
    """Return a result with paths as text; blank nodes of two graphs cannot be compared."""
    path = terms[1] and write_sparql_path(terms[1], graph)
    others = ("blank" if isinstance(term, BNode) else term for term in terms)
    return tuple(path if place == 1 else term for place, term in enumerate(others))


def expect(graph: Graph, report: Node) -> Counter[Row]:
    return Counter(
        to_row(tuple(graph.value(result, term) for term in RESULT), graph)
        for result in graph.objects(report, SH.result)
    )


def get(data: Path, shapes: Path) -> Counter[Row]:
    evaluation = evaluate(read(data), read(shapes))
    return Counter(
        to_row(
            (one.focus, one.path, one.value, one.component, one.stated_severity, one.shape),
            evaluation.shapes,
        )
        for one in evaluation.results
    )


def is_passed(graph: Graph, test: Node) -> bool:
    action = graph.value(test, MF.action)
    data, shapes = (
        Path(str(graph.value(action, term)).removeprefix("file://"))
        for term in (SHT.dataGraph, SHT.shapesGraph)
    )
    expected = graph.value(test, MF.result)
    assert expected is not None
    try:
        found = get(data, shapes)
    except EvaluationError:
        return expected == SHT.Failure
    return expected != SHT.Failure and found == expect(graph, expected)


def list_failed(folder: Path, count: int) -> set[str]:
    tests = list(find_tests(folder))
    assert len(tests) >= count
    return {name for name, graph, test in tests if not is_passed(graph, test)}


def test_shacl_core() -> None:
    assert not list_failed(shared("w3c/shacl/core"), 97)


def test_shacl_sparql() -> None:
    assert list_failed(shared("w3c/shacl/sparql"), 22) <= OPTIONAL
