"""Fixtures: the shapes, and their results on the examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import Graph

from terril.intake.shacl.evaluation import evaluate
from terril.intake.shacl.validation_report import ValidationResult

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
def failing() -> dict[str, set[str]]:
    """The shapes with a result in each example; under ``""`` those in the terms of the model.

    All examples are validated together, each as a town of its own: that takes seconds, one by
    one minutes.
    """
    quads: list[Quad] = []
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        quads += read(path.read_text(encoding="utf-8"))
    for path in sorted(EXAMPLES.rglob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        quads += read(text.replace(BASE, f"{BASE}{case_of(path)}/"))
    rules = [
        quad
        for path in sorted((ROOT / "shapes").rglob("*.ttl"))
        for quad in read(path.read_text(encoding="utf-8"))
    ]
    return by_case(evaluate(quads, rules).results)


def read(text: str) -> Iterator[Quad]:
    return parse(text, format=RdfFormat.TURTLE, rename_blank_nodes=True)


def by_case(results: Iterable[ValidationResult]) -> dict[str, set[str]]:
    cases: dict[str, set[str]] = defaultdict(set)
    for result in results:
        focus, case = str(result.focus), ""
        if focus.startswith(BASE):
            case = focus.removeprefix(BASE).partition("/id/")[0]
        cases[case].add(str(result.shape).partition("#")[2])
    return cases
