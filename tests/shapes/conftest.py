"""Fixtures: the shapes, and their results on the examples."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse
from pyshacl.graph_abstraction import DataGraph
from rdflib import Graph
from rdflib.namespace import SH

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = Path(__file__).parent
BASE = "https://data.town.example/"


def case_of(path: Path) -> str:
    """Return the name of an example, such as ``bad/Place-type/only-a-city``."""
    return path.relative_to(EXAMPLES).with_suffix("").as_posix()


@pytest.fixture(scope="session")
def shapes() -> Graph:
    """All shapes of the model, those of countries included."""
    graph = Graph()
    for path in sorted((ROOT / "shapes").rglob("*.ttl")):
        graph.parse(path)
    assert graph
    return graph


@pytest.fixture(scope="session")
def failing(shapes: Graph) -> dict[str, set[str]]:
    """The shapes with a result in each example; under ``""`` those in the terms of the model.

    All examples are validated together, each as a town of its own: that takes seconds, one by
    one minutes.
    """
    store = Store()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        add(store, path.read_text(encoding="utf-8"))
    for path in sorted(EXAMPLES.rglob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        add(store, text.replace(BASE, f"{BASE}{case_of(path)}/"))
    data = DataGraph.from_oxigraph_store(store)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True, inplace=True)
    assert isinstance(report, Graph)
    return by_case(report)


def add(store: Store, text: str) -> None:
    quads = parse(text, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def by_case(report: Graph) -> dict[str, set[str]]:
    cases: dict[str, set[str]] = defaultdict(set)
    for result, focus in report.subject_objects(SH.focusNode):
        case = ""
        if str(focus).startswith(BASE):
            case = str(focus).removeprefix(BASE).partition("/id/")[0]
        shape = report.value(result, SH.sourceShape)
        cases[case].add(str(shape).partition("#")[2])
    return cases
