"""Faults in the queries of shapes are located in the query, and components are checked."""

from __future__ import annotations

import pytest

from tests.intake.conftest import SHAPE_PREFIXES
from tests.intake.shacl.own_shapes.conftest import CheckOwn
from tests.intake.shacl.own_shapes.test_faults import get_fault

FIRST = SHAPE_PREFIXES.count("\n") + 1
SHAPE = """t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:sparql [
  sh:select \"\"\"{}\"\"\" ] ."""
PROPERTY = """t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:property [ sh:path s:in ;
  sh:sparql [ sh:select \"\"\"{}\"\"\" ] ] ."""

# The query, the line in it, and words of the sentence.
QUERIES = [
    ("SELECT $this {\n $this schema:name ?n }", 1, "“schema:”"),
    ("SELECT $this {\n\n ?x ?y $this . ?x a schema:Place }", 2, "PREFIX schema:"),
    ("SELECT $this {\n ?x ?y $this FILTER(DATATYPE(?y) = xsd:date) }", 1, "“xsd:”"),
    ("SELECT $this {\n $this ?p\n}", 2, "“}”"),
    ("SELECT $this {\n $this ?p ?o", 1, "ends too early"),
    ("SELCT $this { $this ?p ?o }", 0, "“SELCT $this"),
    ("", 0, "ends too early"),
    ("ASK { $this ?p ?o }", 0, "SELECT"),
    ("CONSTRUCT { $this ?p ?o } WHERE { $this ?p ?o }", 0, "SELECT"),
    ("SELECT ?o { $this ?p ?o }", 0, "$this"),
    ("SELECT $this { $this $PATH ?o }", 0, "$PATH"),
    ("SELECT $this { GRAPH $shapesGraph { ?s ?p $this } }", 0, "$shapesGraph"),
    ("SELECT $this { $this ?p ?o MINUS { ?o ?p ?q } }", 0, "MINUS"),
    ("SELECT $this { $this ?p ?o VALUES ?o { 1 } }", 0, "VALUES"),
    ("SELECT $this { $this ?p ?o } VALUES $this { 1 }", 0, "VALUES"),
    ("SELECT $this { SERVICE <https://x.example/> { $this ?p ?o } }", 0, "SERVICE"),
    ("SELECT $this { ?x ?p ?o BIND(?x AS $this) }", 0, "AS"),
    ("SELECT (?x AS ?this) { ?x ?p ?o }", 0, "AS"),
    ("SELECT $this { $this ?p ?o { SELECT ?o { ?o ?q $this } } }", 0, "subquery"),
    ("SELECT $this { $this ?p ?o FILTER(<urn:none>(?o", 0, "ends too early"),
    ("INSERT DATA { <x:a> <x:b> 1 }", 0, "INSERT"),
]


@pytest.mark.parametrize(("query", "line", "words"), QUERIES)
def test_faults_of_a_query(check_own: CheckOwn, query: str, line: int, words: str) -> None:
    found, sentence = get_fault(check_own, SHAPE.format(query))
    assert words in sentence
    assert found == FIRST + 1 + line


def test_a_query_of_a_property_shape_may_use_its_path(check_own: CheckOwn) -> None:
    shapes = PROPERTY.format("SELECT $this ?value { $this $PATH ?value . ?value $PATH ?more }")
    (finding,) = check_own(shapes).findings
    assert finding.thing.endswith("/a")


def test_a_query_may_use_what_the_appendix_allows(check_own: CheckOwn) -> None:
    query = """PREFIX s: <http://schema.org/> SELECT DISTINCT $this ?value (COUNT(?x) AS ?number)
      { $this s:in ?value { SELECT $this ?x { $this s:name ?x } } }
      GROUP BY $this ?value HAVING(COUNT(?x) > 1)"""
    assert len(check_own(SHAPE.format(query)).findings) == 1


COMPONENTS = [
    ("sh:parameter [ sh:path t:max ]", "sh:validator"),
    ("sh:validator [ sh:ask 'ASK {}' ]", "sh:parameter"),
    ("sh:parameter [ sh:optional false ] ; sh:validator [ sh:ask 'ASK {}' ]", "sh:path"),
    (
        "sh:parameter [ sh:path t:max ; sh:optional true ] ; sh:validator [ sh:ask 'ASK {}' ]",
        "optional",
    ),
    ("sh:parameter [ sh:path t:value ] ; sh:validator [ sh:ask 'ASK {}' ]", "“value”"),
    ("sh:parameter [ sh:path t:this ] ; sh:validator [ sh:ask 'ASK {}' ]", "“this”"),
    ("sh:parameter 'max' ; sh:validator [ sh:ask 'ASK {}' ]", "“max”"),
    ("sh:parameter [ sh:path t:max ] ; sh:validator [ sh:select 'SELECT' ]", "sh:ask"),
    ("sh:parameter [ sh:path t:max ] ; sh:nodeValidator [ sh:ask 'ASK {}' ]", "sh:select"),
    ("sh:parameter [ sh:path t:max ] ; sh:validator [ sh:ask 'SELECT $this {}' ]", "ASK"),
    ("sh:parameter [ sh:path t:max ] ; sh:validator [ sh:ask 5 ]", "sh:ask"),
    ("sh:parameter [ sh:path t:max ] ; sh:validator [ sh:ask 'ASK { ?a x:b ?c }' ]", "“x:”"),
    (
        "sh:parameter [ sh:path t:max ] ; sh:validator [ sh:ask 'ASK { BIND(1 AS ?max) }' ]",
        "$max",
    ),
    (
        "sh:parameter [ sh:path t:m ] ; sh:propertyValidator [ sh:select 'SELECT ?x { ?x ?y 1}' ]",
        "$this",
    ),
    ("sh:parameter [ sh:path t:max ] ; sh:validator 'ASK {}'", "sh:validator"),
]


@pytest.mark.parametrize(("declaration", "words"), COMPONENTS)
def test_faults_of_a_component(check_own: CheckOwn, declaration: str, words: str) -> None:
    shapes = f"""t:C a sh:ConstraintComponent ;
      {declaration} .
      t:P a sh:NodeShape ; sh:targetClass s:Place ; t:max 1 ."""
    with_line = get_fault(check_own, shapes)
    assert words in with_line[1]
    assert with_line[0] in (FIRST, FIRST + 1)


@pytest.mark.parametrize(
    ("declaration", "words"),
    [
        ("[ sh:prefix 'x' ]", "sh:namespace"),
        ("[ sh:namespace 'http://schema.org/' ]", "sh:prefix"),
        ("[ sh:prefix 'x:' ; sh:namespace 'http://schema.org/' ]", "“x:”"),
        ("[ sh:prefix 'x' ; sh:namespace 'schema.org' ]", "“schema.org”"),
        ("[ sh:prefix 'x' ; sh:namespace s: ]", "sh:namespace"),
        ("[ sh:prefix 'x', 'y' ; sh:namespace 'http://schema.org/' ]", "sh:prefix"),
        ("'x'", "sh:declare"),
    ],
)
def test_faults_of_a_prefix(check_own: CheckOwn, declaration: str, words: str) -> None:
    shapes = f"""t:d sh:declare {declaration} .
      t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:sparql [ sh:prefixes t:d ;
        sh:select 'SELECT $this {{ $this ?p ?this }}' ] ."""
    line, sentence = get_fault(check_own, shapes)
    assert words in sentence
    assert line == FIRST


def test_a_message_with_a_variable_that_is_not_selected(check_own: CheckOwn) -> None:
    shapes = SHAPE.format("SELECT $this ?n { $this <http://schema.org/count> ?n }").replace(
        "sh:select", 'sh:message "{?n} {?m}"@en ; sh:select'
    )
    _, sentence = get_fault(check_own, shapes)
    assert "{?m}" in sentence
