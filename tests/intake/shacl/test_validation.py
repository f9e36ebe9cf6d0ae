"""Results of shapes become findings with location, labels, value and message."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import SH

from terril.intake.shacl.validation import Validation
from terril.model.errors import ModelError, NoTarget
from terril.model.findings import Severity

Check = Callable[..., Validation]
Line = Callable[[str, str], int]

NAME = """
t:Place a sh:NodeShape ; sh:targetClass s:Place ; sh:property t:Place-name .
t:Place-name sh:path s:name ; sh:name "nom"@fr, "name"@en ; sh:minCount 1 ;
  sh:message "Il faut un nom."@fr, "A name is needed."@en .
"""
GOOD = "p:a a s:Place ; s:name 'A'@fr ."


def test_the_shapes_own_message_is_kept_in_every_language(check: Check) -> None:
    (finding,) = check({"source/a.ttl": "p:a a s:Place ; skos:prefLabel 'A'@fr ."}, NAME).findings
    assert finding.message == {"fr": "Il faut un nom.", "en": "A name is needed."}
    assert finding.path_label == {"fr": "nom", "en": "name"}
    assert finding.thing_label == {"fr": "A"}
    assert finding.thing == "https://data.town.example/id/place/a"
    assert finding.path == "http://schema.org/name"
    assert finding.component == str(SH.MinCountConstraintComponent)


def test_a_triple_term_is_no_label(check: Check) -> None:
    content = "p:a a s:Place ; skos:prefLabel 'A'@fr , <<( p:a s:x 'B' )>> ."
    found = check({"source/a.ttl": content}, NAME).findings
    assert [one.thing_label for one in found if one.path == "http://schema.org/name"] == [
        {"fr": "A"}
    ]


def test_the_message_of_a_query_is_filled_in_in_every_language(check: Check) -> None:
    shapes = """t:Place a sh:NodeShape ; sh:targetClass s:Place ; sh:sparql [
        sh:message "{?value} : deux fois"@fr, "{?value}: twice"@en ;
        sh:select "SELECT $this ?value (<http://schema.org/name> AS ?path) WHERE { $this
          <http://schema.org/name> ?value . ?o <http://schema.org/name> ?value
          FILTER(?o != $this) }" ] .""".replace("\n          ", " ").replace("\n        ", " ")
    content = "p:a a s:Place ;\n s:name 'A{}' .\np:b a s:Place ;\n s:name 'A{}' ."
    findings = check({"source/a.ttl": content}, shapes).findings
    assert [one.place.line for one in findings if one.place] == [7, 9]
    assert findings[0].message == {"fr": "A{} : deux fois", "en": "A{}: twice"}
    assert findings[0].path_label == {"": "schema:name"}


def test_a_property_without_a_name_has_the_label_of_the_ontology(check: Check) -> None:
    shapes = """t:P a sh:NodeShape ; sh:targetClass s:Place ;
      sh:property [ sh:path s:x ; sh:minCount 1 ] ."""
    ontology = "s:x rdfs:label 'ixe'@fr ."
    (finding,) = check({"source/a.ttl": "p:a a s:Place ."}, shapes, ontology).findings
    assert finding.path_label == {"fr": "ixe"}
    assert finding.rule == "https://w3id.org/terril/shapes#P"


@pytest.mark.parametrize(
    ("path", "label", "words"),
    [
        ("[ sh:inversePath s:in ]", "^schema:in", "p:b s:in"),
        ("( s:in s:name )", "schema:in/schema:name", "s:in p:c"),
        ("[ sh:alternativePath ( s:in s:name ) ]", "schema:in|schema:name", "s:in p:c"),
        ("[ sh:oneOrMorePath s:in ]", "schema:in+", "s:in p:c"),
        ("[ sh:zeroOrOnePath s:in ]", "schema:in?", "s:in p:c"),
    ],
)
def test_property_paths_are_formatted_and_located(
    check: Check, line: Line, path: str, label: str, words: str
) -> None:
    shapes = f"""t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:property t:x .
      t:x sh:path {path} ; sh:nodeKind sh:BlankNode ; sh:severity sh:Warning ."""
    content = "p:a a s:Place ;\n s:in p:c .\np:b s:in p:a .\np:c s:name 'C' ."
    findings = check({"source/a.ttl": content}, shapes).findings
    lines = [one.place.line for one in findings if one.place]
    assert line(content, words) in lines
    assert {one.path for one in findings} == {""}
    assert findings[0].path_label == {"": label}
    assert findings[0].severity is Severity.WARNING


def test_a_missing_value_is_located_in_the_file_with_the_type_and_most_statements(
    check: Check,
) -> None:
    files = {
        "source/a.ttl": "p:a s:url <tel:1>, <tel:2>, <tel:3> .",
        "source/b.ttl": "p:a a s:Place ; s:url <tel:4> .",
    }
    (finding,) = check(files, NAME).findings
    assert finding.place is not None
    assert finding.place.path.name == "b.ttl"


def test_the_file_with_the_wrong_statement_is_reported(check: Check) -> None:
    shapes = NAME.replace("sh:minCount 1", "sh:maxLength 2")
    files = {"source/a.ttl": "p:a a s:Place .", "source/b.ttl": "p:a s:name 'long' ."}
    (finding,) = check(files, shapes).findings
    assert finding.place is not None
    assert finding.place.path.name == "b.ttl"
    assert finding.value == "long"


def test_the_same_result_of_two_shapes_is_reported_once(check: Check) -> None:
    shapes = NAME + "t:City a sh:NodeShape ; sh:targetClass s:City ; sh:property t:Place-name ."
    assert len(check({"source/a.ttl": "p:a a s:Place, s:City ."}, shapes).findings) == 1


def test_a_statement_in_two_graphs_counts_once(check: Check) -> None:
    shapes = NAME.replace("sh:minCount", "sh:maxCount")
    files = {"source/a.ttl": GOOD, "source/b.ttl": "p:a s:name 'A'@fr ."}
    assert not check(files, shapes).findings


def test_concepts_of_the_model_can_be_referred_to_but_are_not_checked(check: Check) -> None:
    shapes = (
        NAME
        + """
      t:Place sh:property [ sh:path s:kind ; sh:class skos:Concept ] .
      t:Concept a sh:NodeShape ; sh:targetClass skos:Concept ;
        sh:property [ sh:path skos:note ; sh:minCount 1 ] ."""
    )
    ontology = "s:hall a skos:Concept ."
    good = {"source/a.ttl": "p:a a s:Place ; s:name 'A' ; s:kind s:hall ."}
    assert not check(good, shapes, ontology).findings
    bad = {"source/a.ttl": "p:a a s:Place ; s:name 'A' ; s:kind s:hal ."}
    (finding,) = check(bad, shapes, ontology).findings
    assert finding.message["en"].endswith("Did you mean schema:hall?")


def test_a_thing_that_is_only_referred_to_is_located_at_the_reference(
    check: Check, line: Line
) -> None:
    shapes = "t:P a sh:NodeShape ; sh:targetObjectsOf s:in ; sh:class s:Place ."
    content = "p:a s:name 'A' ;\n s:in p:b ."
    (finding,) = check({"source/a.ttl": content}, shapes).findings
    assert finding.place is not None
    assert finding.place.line == line(content, "s:in")


def test_a_severity_of_its_own_counts_as_a_violation(check: Check) -> None:
    shapes = NAME.replace("sh:minCount 1", "sh:minCount 1 ; sh:severity t:Terrible")
    (finding,) = check({"source/a.ttl": "p:a a s:Place ."}, shapes).findings
    assert finding.severity is Severity.VIOLATION


@pytest.mark.parametrize(
    "shapes",
    [
        "",
        "t:P a sh:NodeShape ; sh:targetClass s:Nowhere .",
        "t:P a sh:NodeShape ; sh:targetNode p:z .",
    ],
)
def test_shapes_without_a_focus_node_are_an_error(check: Check, shapes: str) -> None:
    with pytest.raises(NoTarget):
        check({"source/a.ttl": GOOD}, f"@prefix p: <https://p.example/> . {shapes}")


@pytest.mark.parametrize(
    "target",
    [
        "sh:targetNode <https://data.town.example/id/place/a>",
        "sh:targetSubjectsOf s:name",
        "sh:targetObjectsOf s:name",
        "sh:targetClass s:Thing",
        "sh:target [ a sh:SPARQLTarget ; sh:select 'SELECT ?this { ?this ?p ?o }' ]",
    ],
)
def test_every_kind_of_target_counts(check: Check, target: str) -> None:
    ontology = "s:Place rdfs:subClassOf s:Spot . s:Spot rdfs:subClassOf s:Thing ."
    shapes = f"t:P a sh:NodeShape ; {target} ; sh:nodeKind sh:BlankNode ."
    findings = check({"source/a.ttl": GOOD}, shapes, ontology).findings
    assert {one.rule.rpartition("#")[2] for one in findings} == {"P"}


def test_a_class_that_is_a_shape_is_its_own_target(check: Check) -> None:
    shapes = "s:Place a sh:NodeShape, rdfs:Class ; sh:property [ sh:path s:x ; sh:minCount 1 ] ."
    assert len(check({"source/a.ttl": GOOD}, shapes).findings) == 1


def test_things_of_a_file_that_cannot_be_read_are_not_reported_as_missing(check: Check) -> None:
    shapes = (
        NAME + "t:Place sh:property t:in . t:in sh:path s:in ; sh:class s:Place ; sh:maxCount 1 ."
    )
    files = {
        "source/a.ttl": "p:a a s:Place ; s:in p:b, p:zz .\np:c a s:Place ; s:in p:dd .\n",
        "source/b.ttl": "p:b a s:Place ; s:name 'B' .\np:a s:name 'A' ; broken\np:c s:name 'C' .",
    }
    reported = [(one.rule.rpartition("#")[2], one.value) for one in check(files, shapes).findings]
    assert reported == [("in", ""), ("syntax", "")]


def test_broken_files_alone_are_not_reported_as_shapes_without_target(check: Check) -> None:
    assert [one.rule for one in check({"source/a.ttl": "p:a"}, NAME).findings] == ["syntax"]


@pytest.mark.parametrize(
    "content",
    [
        "p:a a s:Place ; s:name 'A' ; s:in [ s:name 'B' ] .",
        "p:a a s:Place ; s:name 'A' ; s:in <b> .",
        "p:a a s:Place ; s:name 'A' ; s:in <http://data.town.example/id/place/b> .",
        "<a> a s:Place .",
        "@prefix new: <https://schema.org/> . p:a a s:Place ; s:name 'A' ; s:in new:Place .",
    ],
)
def test_an_error_reported_by_reading_is_not_reported_again(check: Check, content: str) -> None:
    shapes = (
        NAME + "t:Place sh:property [ sh:path s:in ; sh:class s:Place ; sh:nodeKind sh:IRI ] ."
    )
    assert len(check({"source/a.ttl": content}, shapes).findings) == 1


def test_a_shape_that_is_no_shape_is_an_error_of_the_model(check: Check) -> None:
    shapes = "t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:property [ sh:minCount 1 ] ."
    with pytest.raises(ModelError):
        check({"source/a.ttl": GOOD}, shapes)


def test_recursive_shapes_are_an_error_of_the_model(check: Check) -> None:
    shapes = """t:P a sh:NodeShape ; sh:targetClass s:Place ; sh:property t:in .
      t:in sh:path s:in ; sh:node t:P ."""
    with pytest.raises(ModelError):
        check({"source/a.ttl": "p:a a s:Place ; s:in p:b . p:b a s:Place ; s:in p:a ."}, shapes)


def test_findings_are_in_the_same_order_every_time(check: Check) -> None:
    files = {f"source/{n}.ttl": f"p:{n}2 a s:Place .\np:{n}1 a s:Place ." for n in "ba"}
    first, second = (check(files, NAME).findings for _ in range(2))
    assert first == second
    places = [(one.place.path.name, one.place.line) for one in first if one.place]
    assert places == [("a.ttl", 6), ("a.ttl", 7), ("b.ttl", 6), ("b.ttl", 7)]
