"""Faults that only the evaluation finds are located as well, at the shape evaluated."""

from __future__ import annotations

import pytest

from terril.intake.shacl.evaluation import evaluate
from terril.intake.shacl.outcome import EvaluationError
from tests.intake.shacl.own_shapes.conftest import CheckOwn, make_file
from tests.intake.shacl.own_shapes.test_faults import LINE, get_fault

GOOD = "t:A a sh:NodeShape ; sh:targetClass s:Place ; sh:nodeKind sh:IRI .\n"
NAMED = GOOD + "t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:"


@pytest.mark.parametrize(
    "shape",
    [
        NAMED + 'sparql [ sh:select \'SELECT $this { $this ?p ?o FILTER(REGEX("a", "[")) }\' ] .',
        NAMED + "sparql [ sh:select 'SELECT $this { $this !(^<x:a>) ?o }' ] .",
        NAMED + "expression [ sh:filterShape [ sh:class s:X ] ; sh:nodes sh:this ] .",
        GOOD
        + """t:P a sh:NodeShape ; sh:target [ a t:T ] . t:T a sh:SPARQLTargetType ;
          rdfs:subClassOf sh:Target ; sh:parameter [ sh:path t:c ] ;
          sh:select 'SELECT ?this { ?this a $c }' .""",
    ],
)
def test_a_failure_is_located(
    check_own: CheckOwn, shape: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line, sentence = get_fault(check_own, shape)
    assert line in (LINE, LINE + 1)
    assert "cannot be evaluated" in sentence
    assert not capsys.readouterr().out


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (GOOD + "t:F a sh:SPARQLFunction .", "sh:select / sh:ask"),
        (
            GOOD + "t:F a sh:SPARQLFunction ; sh:ask 'ASK {}' ; sh:select 'SELECT ?x {}' .",
            "either",
        ),
        (NAMED + "target [ a t:T ] .\nt:T a sh:SPARQLTargetType .", "sh:select"),
        (NAMED + "expression [ sh:filterShape t:A ] .", "sh:nodes"),
        (NAMED + "sparql [ sh:select 'SELECT $this { GRAPH ?g { $this ?p 1 } }' ] .", "GRAPH"),
        (NAMED + "sparql [ sh:select 'SELECT $this FROM <x:a> { $this ?p 1 }' ] .", "FROM"),
    ],
)
def test_faults_of_functions_targets_and_graphs(
    check_own: CheckOwn, shape: str, words: str
) -> None:
    line, sentence = get_fault(check_own, shape)
    assert line in (LINE, LINE + 1)
    assert words in sentence


def test_the_engine_names_what_it_was_evaluating() -> None:
    shapes = make_file("a.ttl", NAMED + "sparql [ sh:select 'SELECT $this {' ] .")
    data = make_file("d.ttl", "s:a a s:Place .")
    with pytest.raises(EvaluationError) as caught:
        evaluate(data.quads, shapes.quads)
    assert "https://w3id.org/terril/shapes#P" in map(str, caught.value.nodes)
