"""A term without effect in a town's own shapes is a warning with file and line."""

from __future__ import annotations

import pytest

from terril.model.findings import Severity
from tests.intake.conftest import SHAPE_PREFIXES
from tests.intake.shacl.own_shapes.conftest import CheckOwn

LINE = SHAPE_PREFIXES.count("\n") + 2
SHAPE = "t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:nodeKind sh:IRI .\n"


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("t:P sh:js [ sh:jsFunctionName 'check' ] .", "sh:js "),
        ("t:P sh:rule [ a sh:TripleRule ] .", "sh:rule"),
        ("t:P sh:property [ sh:path s:in ; sh:values [ sh:path s:x ] ] .", "1.2"),
        ("t:P sh:property [ sh:path s:in ; sh:reifierShape t:P ] .", "sh:reifierShape"),
        ("t:P sh:property [ sh:path s:in ; sh:flags 'i' ] .", "sh:pattern"),
        ("t:P sh:property [ sh:path s:in ; sh:minCount 3 ; sh:maxCount 2 ] .", "sh:maxCount"),
        ("t:P sh:minLength 300 ; sh:maxLength 200 .", "sh:maxLength"),
        ("<https://x.example/> sh:shapesGraph <https://x.example/more> .", "sh:shapesGraph"),
        ("<https://x.example/> owl:imports <https://x.example/more> .", "owl:imports"),
        ("s:name rdfs:subPropertyOf s:label .", "rdfs:subPropertyOf"),
        ("s:name rdfs:domain s:Place .", "rdfs:domain"),
        ("s:Barn owl:equivalentClass s:Shed .", "owl:equivalentClass"),
        ("s:barn a s:Place ; s:name 'Barn' .", "schema:barn"),
        ("s:barn a s:Place . t:P sh:not [ sh:hasValue s:barn ] .", "schema:barn"),
        ("s:barn s:name 'Barn' .", "schema:barn"),
        ("t:Q a sh:NodeShape ; sh:class s:Place .", "target"),
        ("t:Q a sh:PropertyShape ; sh:path s:name ; sh:minCount 1 .", "target"),
        ("t:Q a sh:NodeShape ; sh:targetClass s:Nowhere ; sh:class s:Place .", "nothing"),
        ("t:Q a sh:NodeShape ; sh:targetSubjectsOf s:nowhere ; sh:class s:Place .", "nothing"),
        ("t:Q a sh:NodeShape ; sh:targetNode s:nowhere ; sh:nodeKind sh:IRI .", "nothing"),
    ],
)
def test_no_effect_is_a_warning(check_own: CheckOwn, statement: str, words: str) -> None:
    found = [
        one for one in check_own(SHAPE + statement).findings if one.severity is Severity.WARNING
    ]
    assert found
    places = [(one.place.path.as_posix(), one.place.line) for one in found if one.place]
    assert set(places) == {("shapes/a.ttl", LINE)}
    assert any(words in one.message["en"] for one in found)
    assert all(one.message["fr"] != one.message["en"] for one in found)


@pytest.mark.parametrize(
    "statement",
    [
        "t:P sh:name 'Place'@en ; sh:order 1 ; rdfs:comment 'Why.' .",
        "t:P sh:property [ sh:path s:in ; sh:group t:g ] . t:g a sh:PropertyGroup ; sh:order 0 .",
        "<https://x.example/> a owl:Ontology ; rdfs:label 'Shapes' .",
        "s:Barn rdfs:subClassOf s:Place .",
        "s:Barn a rdfs:Class ; rdfs:label 'Barn' .",
        "t:Q a sh:NodeShape ; sh:targetClass s:Nowhere ; sh:deactivated true .",
        "t:P sh:severity t:Bad . t:Bad a sh:Severity .",
        "t:P sh:node t:Q . t:Q a sh:NodeShape ; sh:nodeKind sh:IRI .",
        "t:P sh:or ( t:Q t:R ) . t:Q sh:class s:Place . t:R sh:nodeKind sh:IRI .",
    ],
)
def test_what_has_an_effect_or_documents_is_not_reported(
    check_own: CheckOwn, statement: str
) -> None:
    assert not check_own(SHAPE + statement).findings


def test_shapes_of_the_model_may_apply_to_nothing(check_own: CheckOwn) -> None:
    model = "t:M a sh:NodeShape ; sh:targetClass s:Nowhere ; sh:class s:X ."
    validation = check_own(SHAPE, model=model)
    assert not validation.findings
    rows = [(one.shape, one.count, one.own, one.place.line) for one in validation.targets.list()]
    assert rows == [
        ("https://w3id.org/terril/shapes#M", 0, False, LINE - 1),
        ("https://w3id.org/terril/shapes#P", 2, True, LINE - 1),
    ]


def test_things_of_the_model_are_not_counted(check_own: CheckOwn) -> None:
    ontology = "s:hall a skos:Concept ."
    shapes = "t:C a sh:NodeShape ; sh:targetClass skos:Concept ; sh:nodeKind sh:IRI ."
    data = "p:a a s:Place ; s:kind s:hall . p:b a skos:Concept ."
    (row,) = check_own(shapes, data, ontology=ontology).targets.list()
    assert row.count == 1


def test_an_unused_shape_is_reported_once_with_all_its_parts(check_own: CheckOwn) -> None:
    unused = """t:N sh:path s:name ; sh:minCount 1 .
      t:Q a sh:NodeShape ; sh:property t:N, [ sh:path s:in ; sh:node t:R ] ; sh:or ( t:R [ ] ) .
      t:R a sh:NodeShape ; sh:in ( s:a s:b ) ."""
    (finding,) = check_own(SHAPE + unused).findings
    assert "checks nothing" in finding.message["en"]
    assert finding.place
    assert finding.place.line == LINE + 1
