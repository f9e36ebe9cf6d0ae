"""Optimized shapes have the same results as the original ones."""

from __future__ import annotations

import pyshacl
import pytest
from rdflib import SH, Graph, URIRef
from rdflib.compare import isomorphic

from terril.intake.shacl.reference.rdflib_graphs import hoist_targets

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <https://town.example/> .
"""
DATA = """
:mill a :Place ; :in :valley . :school a :Place ; :name "School" , "Old school" .
:oak a :Tree . :club a :Club ; :at :mill . :choir a :Club ; :at :oak ; :name "Choir" .
"""
NAMED = ":Named sh:path :name ; sh:minCount 1 ; sh:maxCount 1 ."
ONE = f":Place- a sh:NodeShape ; sh:targetClass :Place ; sh:property :Named . {NAMED}"
TWO = f"""{ONE}
:Club- a sh:NodeShape ; sh:targetClass :Club ; sh:targetNode :oak ; sh:property :Named ."""
OF = """:At- a sh:NodeShape ; sh:targetSubjectsOf :at ; sh:targetObjectsOf :in ;
sh:nodeKind sh:Literal ;"""
# One shape refers to the other as a whole.
REFERRED = f"""{ONE}
:Club- a sh:NodeShape ; sh:targetClass :Club ; sh:property [ sh:path :at ; sh:node :Place- ] ."""
CLASS = f":Tree a sh:NodeShape , rdfs:Class ; sh:targetNode :mill ; sh:property :Named . {NAMED}"
CLOSED = f"{ONE} :Place- sh:closed true ."
APART = """:Place- a sh:NodeShape ; sh:targetClass :Place ; sh:property :First , :Second .
:First sh:path :name ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ;
  sh:qualifiedValueShape [ sh:pattern "^School" ] .
:Second sh:path :name ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ;
  sh:qualifiedValueShape [ sh:pattern "[Ss]chool$" ] ."""
RESTING = f"{ONE} :Place- sh:deactivated true ."


def results(data: Graph, shapes: Graph) -> set[tuple[str, ...]]:
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
    assert isinstance(report, Graph)
    terms = (
        SH.focusNode,
        SH.resultPath,
        SH.value,
        SH.sourceConstraintComponent,
        SH.resultSeverity,
    )
    return {
        tuple(str(report.value(result, term)) for term in terms)
        for result in report.objects(None, SH.result)
    }


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ONE, 2),
        (TWO, 4),
        (f"{OF} sh:property [ sh:path :name ; sh:minCount 1 ; sh:severity sh:Warning ] .", 5),
        (REFERRED, 4),
        (CLASS, 2),
        (CLOSED, 5),
        (APART, 2),
        (RESTING, 0),
    ],
)
def test_the_results_are_the_same(text: str, found: int) -> None:
    shapes = graph(text)
    before = results(graph(DATA), shapes)
    assert len(before) == found
    assert results(graph(DATA), hoist_targets(shapes)) == before


def test_shapes_that_others_refer_to_are_unchanged() -> None:
    for text in (CLASS, CLOSED, APART, RESTING):
        assert isomorphic(hoist_targets(graph(text)), graph(text))
    place = URIRef("https://town.example/Place-")
    assert hoist_targets(graph(REFERRED)).value(place, SH.property) is not None
    assert hoist_targets(graph(ONE)).value(place, SH.property) is None


def test_the_input_is_unchanged() -> None:
    shapes = graph(TWO)
    hoist_targets(shapes)
    assert isomorphic(shapes, graph(TWO))
