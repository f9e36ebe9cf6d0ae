"""Queries of shapes have their variables bound wherever they stand, and components work."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from terril.intake.shacl.validation import Validation
from terril.model.errors import ModelError

Check = Callable[..., Validation]

DATA = "p:a a s:Place ; s:name 'A', '' ; s:in p:b .\np:b a s:Place ; s:name 'B' ."
NAME = "<http://schema.org/name>"
IN = "<http://schema.org/in>"


def shape(query: str, more: str = "") -> str:
    return f"""t:P a sh:NodeShape ; sh:targetClass s:Place ; {more} sh:sparql [
      sh:message "M"@en ; sh:select \"\"\"{query}\"\"\" ] ."""


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT $this {{ BIND($this AS ?x) ?x {IN} ?y }}",
        f"SELECT $this {{ {{ SELECT $this {{ $this {IN} ?y }} }} }}",
        f"SELECT $this {{ {{ {{ FILTER EXISTS {{ $this {IN} ?y }} }} }} }}",
        f"SELECT ?this {{ ?y {NAME} 'B' . FILTER(?y!=?this) }}",
        f"SELECT $this {{ ?y {NAME} 'A' FILTER(?y=$this) }}",
        f"SELECT $this {{ OPTIONAL {{ $this {IN} ?y }} FILTER(BOUND(?y)) }}",
        f"SELECT $this {{ {{ $this {IN} ?y }} UNION {{ ?y {IN} $this FILTER(false) }} }}",
        f"SELECT $this {{ $this {IN} ?y }} GROUP BY $this",
        f"SELECT $this {{ $this {IN} ?y # not MINUS, VALUES or SERVICE\n }}",
        f'SELECT $this {{ $this {IN} ?y FILTER("MINUS {{ VALUES ?a }}" != "") }}',
    ],
)
def test_the_focus_node_is_bound_everywhere(check: Check, query: str) -> None:
    (finding,) = check({"source/a.ttl": DATA}, shape(query)).findings
    assert finding.thing.endswith("/place/a")


@pytest.mark.parametrize(
    "path", ["( s:in s:name )", "[ sh:alternativePath ( s:in s:name ) ]", "[ sh:inversePath s:x ]"]
)
def test_the_path_of_the_shape_is_one_unit_in_the_query(check: Check, path: str) -> None:
    shapes = f"""t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:property [ sh:path {path} ;
      sh:sparql [ sh:select 'SELECT $this ?value {{ $this $PATH* ?value }}' ] ] ."""
    # Repeated as a whole, it leads from each thing to itself at least.
    found = {(one.thing, one.value) for one in check({"source/a.ttl": DATA}, shapes).findings}
    assert len({thing for thing, _ in found}) == 2


COMPONENT = """t:C a sh:ConstraintComponent ;
  sh:parameter [ sh:path t:word ] ; {validator} .
t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:property t:N .
t:N sh:path s:name ; t:word {words} ."""
CHECK_VALUE = """sh:validator [ a sh:SPARQLAskValidator ; sh:message "{$word}: {$value}"@en ;
  sh:ask 'ASK { FILTER(STR($value) = $word) }' ]"""
CHECK_THING = """sh:propertyValidator [ a sh:SPARQLSelectValidator ; sh:message "no {$word}"@en ;
  sh:select 'SELECT $this { FILTER NOT EXISTS { $this $PATH $word } }' ]"""


def test_a_component_reports_each_value_with_its_own_message(check: Check) -> None:
    shapes = COMPONENT.format(validator=CHECK_VALUE, words="'B'")
    found = check({"source/a.ttl": DATA}, shapes).findings
    assert {(one.value, one.message["en"]) for one in found} == {("", "B: "), ("A", "B: A")}


def test_a_component_applies_to_a_thing_without_values(check: Check) -> None:
    shapes = COMPONENT.format(validator=CHECK_THING, words="'B'")
    data = {"source/a.ttl": DATA + " p:c a s:Place ."}
    found = check(data, shapes).findings
    assert [(one.thing[-1], one.message["en"]) for one in found] == [("a", "no B"), ("c", "no B")]


def test_each_value_of_the_only_parameter_is_a_constraint(check: Check) -> None:
    shapes = COMPONENT.format(validator=CHECK_THING, words="'A', 'B'")
    found = check({"source/a.ttl": DATA}, shapes).findings
    assert [one.thing[-1] for one in found] == ["a", "b"]


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT $this {{ $this {IN} ?y MINUS {{ ?a ?b ?c }} }}",
        f"SELECT $this {{ $this {IN} ?y VALUES ?y {{ 1 }} }}",
        f"SELECT $this {{ SERVICE <https://x.example/> {{ $this {IN} ?y }} }}",
        f"SELECT $this {{ BIND(1 AS ?this) ?x {IN} ?y }}",
        f"SELECT $this {{ $this {IN} ?y {{ SELECT ?y {{ $this {IN} ?y }} }} }}",
        "SELECT $this { $this schema:in ?y }",
    ],
)
def test_what_shacl_does_not_allow_in_a_query_is_an_error(check: Check, query: str) -> None:
    with pytest.raises(ModelError):
        check({"source/a.ttl": DATA}, shape(query))


def test_a_query_is_not_run_with_prefixes_that_it_does_not_declare(check: Check) -> None:
    declared = """t:prefixes sh:declare [ sh:prefix "x" ; sh:namespace "http://schema.org/" ] .
      t:more <http://www.w3.org/2002/07/owl#imports> t:prefixes ."""
    query = shape("SELECT $this { $this x:in ?y }").replace(
        "sh:select", "sh:prefixes t:more ; sh:select"
    )
    assert len(check({"source/a.ttl": DATA}, declared + query).findings) == 1


def test_flags_of_patterns_work(check: Check) -> None:
    for flags, pattern, found in (
        ("s", "^x.y$", 0),
        ("", "^x.y$", 1),
        ("i", "^X\\\\sY$", 0),
        ("q", "[", 1),
        ("x", "x \\\\s y", 0),
        ("m", "^y$", 0),
    ):
        shapes = f"""t:P a sh:NodeShape ; sh:targetClass s:Place ;
          sh:property [ sh:path s:text ; sh:pattern "{pattern}" ; sh:flags "{flags}" ] ."""
        data = {"source/a.ttl": 'p:a a s:Place ; s:text "x\\ny" .'}
        assert len(check(data, shapes).findings) == found, flags


def test_rules_add_nothing_to_the_data(check: Check) -> None:
    shapes = """t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:rule [ a sh:TripleRule ;
        sh:subject sh:this ; sh:predicate s:x ; sh:object 1 ] ;
      sh:property [ sh:path s:x ; sh:maxCount 0 ] ."""
    assert not check({"source/a.ttl": DATA}, shapes).findings


def test_a_subclass_stated_in_the_shapes_counts(check: Check) -> None:
    shapes = """s:Barn rdfs:subClassOf s:Building . s:Building rdfs:subClassOf s:Spot .
      t:P a sh:NodeShape ; sh:targetClass s:Spot ; sh:property [ sh:path s:x ; sh:minCount 1 ] ."""
    assert len(check({"source/a.ttl": "p:a a s:Barn ."}, shapes).findings) == 1


@pytest.mark.parametrize("more", ["", "sh:targetClass s:Spot ;"])
def test_instances_of_a_class_that_is_a_shape_are_checked(check: Check, more: str) -> None:
    shapes = f"""s:Place a sh:NodeShape, owl:Class ; {more}
      sh:property [ sh:path s:x ; sh:minCount 1 ] ."""
    assert len(check({"source/a.ttl": "p:a a s:Place ."}, shapes).findings) == 1


def test_shapes_nested_deeper_than_fifteen_are_evaluated(check: Check) -> None:
    inner = "[ sh:path s:name ; sh:maxLength 3 ]"
    for _ in range(20):
        inner = f"[ sh:path s:in ; sh:minCount 1 ; sh:node [ sh:property {inner} ] ]"
    shapes = f"t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:property {inner} ."
    assert check({"source/a.ttl": "p:a a s:Place ; s:in p:a ; s:name 'long' ."}, shapes).findings
