"""Each fault of a town's own shapes is an error with file, line and term; none is a traceback."""

from __future__ import annotations

import pytest

from terril.model.errors import ShapesError
from terril.model.languages import list_languages
from tests.intake.conftest import SHAPE_PREFIXES
from tests.intake.shacl.own_shapes.conftest import CheckOwn

START = "t:P a sh:NodeShape ; sh:targetClass s:Place ;\n"
LINE = SHAPE_PREFIXES.count("\n") + 2
"""The line after the first of the shapes."""

# The constraint on the second line, and words of the sentence.
VALUES = [
    ("sh:class 'Place'", "“Place”"),
    ("sh:class [ ]", "sh:class"),
    ("sh:datatype xsd:integr", "xsd:integer"),
    ("sh:datatype 'integer'", "“integer”"),
    ("sh:nodeKind sh:Iri", "sh:IRIOrLiteral"),
    ("sh:nodeKind s:name", "schema:name"),
    ("sh:minLength '3'", '“"3"”'),
    ("sh:minLength -3", "“-3”"),
    ("sh:maxLength 3.5", "“3.5”"),
    ("sh:minInclusive s:name", "sh:minInclusive"),
    ("sh:pattern 5", "“5”"),
    ("sh:pattern '['", "“[”"),
    ("sh:pattern '(a'", "regular expression"),
    ("sh:pattern 'a'@fr", "sh:pattern"),
    ("sh:pattern 'a' ; sh:flags 'gi'", "“gi”"),
    ("sh:languageIn 'fr'", "sh:languageIn"),
    ("sh:languageIn ( fr:fr )", "https://fr.example/fr"),
    ("sh:languageIn s:name", "sh:languageIn"),
    ("sh:equals 'name'", "sh:equals"),
    ("sh:disjoint 5", "“5”"),
    ("sh:not 'x'", "sh:not"),
    ("sh:and s:name", "sh:and"),
    ("sh:or ( )", "sh:or"),
    ("sh:or ( 'x' )", "“x”"),
    ("sh:xone [ ]", "sh:xone"),
    ("sh:node 'x'", "sh:node"),
    ("sh:property 'x'", "sh:property"),
    ("sh:closed 'true'", '“"true"”'),
    ("sh:closed true ; sh:ignoredProperties ( 'x' )", "“x”"),
    ("sh:ignoredProperties ( s:name )", "sh:closed"),
    ("sh:in 'x'", "“x”"),
    ("sh:in s:x", "sh:in"),
    ("sh:severity 'Warning'", "“Warning”"),
    ("sh:severity sh:Info, sh:Warning", "sh:severity"),
    ("sh:message 5", "“5”"),
    ("sh:message s:x", "sh:message"),
    ("sh:deactivated 1", "“1”"),
    ("sh:deactivated true, false", "sh:deactivated"),
    ("sh:order 'first'", '“"first"”'),
    ("sh:name s:x", "sh:name"),
    ("sh:description 5", "sh:description"),
    ("sh:datatype xsd:date, xsd:dateTime", "sh:datatype"),
    ("sh:targetNode [ ]", "sh:targetNode"),
    ("sh:targetClass 'Place'", "“Place”"),
    ("sh:targetSubjectsOf 'name'", "“name”"),
    ("sh:targetObjectsOf [ ]", "sh:targetObjectsOf"),
    ("sh:target [ a sh:SPARQLTarget ]", "sh:select"),
    ("sh:target s:x", "sh:target"),
    ("sh:sparql 'SELECT'", "sh:sparql"),
    ("sh:sparql [ ]", "sh:select"),
    ("sh:entailment s:RDFS", "sh:entailment"),
    ("sh:expression [ ]", "sh:path"),
]
STRUCTURE = [
    ("sh:minCount 1", "sh:property"),
    ("sh:maxCount 1", "sh:maxCount"),
    ("sh:uniqueLang true", "sh:uniqueLang"),
    ("sh:lessThan s:name", "sh:lessThan"),
    ("sh:qualifiedValueShape [ ] ; sh:qualifiedMinCount 1", "sh:qualifiedValueShape"),
    ("sh:path s:name", "sh:PropertyShape"),
    ("sh:property [ sh:minCount 1 ]", "sh:path"),
    ("sh:property t:Missing", "t:Missing"),
    ("sh:node t:p", "Did you mean"),
    ("sh:node [ sh:path s:name ; sh:minLength 1 ]", "sh:property"),
    ("sh:node t:P", "sh:node"),
    ("sh:not t:P", "sh:not"),
    ("sh:or ( t:P [ sh:class s:X ] )", "sh:or"),
    ("sh:property [ sh:path s:in ; sh:node t:P ]", "leads back"),
    ("sh:property [ sh:path s:in ; sh:qualifiedMaxCount 1 ]", "sh:qualifiedValueShape"),
    ("sh:minCont 1", "sh:minCount"),
    ("sh:nodekind sh:IRI", "sh:nodeKind"),
    ("a sh:Nodeshape", "sh:NodeShape"),
]
PROPERTY_VALUES = [
    ("sh:minCount 'one'", '“"one"”'),
    ("sh:minCount '1'", '“"1"”'),
    ("sh:minCount 1, 2", "sh:minCount"),
    ("sh:maxCount 1.0", "“1.0”"),
    ("sh:uniqueLang 'true'", '“"true"”'),
    ("sh:uniqueLang '1'^^xsd:boolean", "“1”"),
    ("sh:lessThan 'x'", "sh:lessThan"),
    ("sh:lessThanOrEquals [ ]", "sh:lessThanOrEquals"),
    ("sh:qualifiedValueShape 'x' ; sh:qualifiedMinCount 1", "“x”"),
    ("sh:qualifiedValueShape [ ]", "sh:qualifiedMinCount"),
    ("sh:qualifiedValueShape [ ] ; sh:qualifiedMinCount 'x'", '“"x"”'),
]
PATHS = [
    "'name'",
    "( s:in )",
    "( )",
    "( s:in 'x' )",
    "[ ]",
    "[ sh:inversePath 'x' ]",
    "[ sh:inversePath s:in ; sh:zeroOrMorePath s:in ]",
    "[ sh:alternativePath s:in ]",
    "[ sh:alternativePath ( s:in ) ]",
    "[ sh:zeroOrMorePath [ ] ]",
    "[ sh:oneOrMorePath s:in , s:name ]",
    "_:circle . _:circle sh:inversePath _:circle",
    "_:list . _:list rdf:first s:in ; rdf:rest _:list",
    "_:open . _:open rdf:first s:in",
    "_:two . _:two rdf:first s:in , s:name ; rdf:rest ( s:in )",
    "s:in, s:name",
    "rdf:nil",
]


def get_fault(check_own: CheckOwn, shapes: str) -> tuple[int, str]:
    """Return line and sentence of the first fault; every fault has a line and all languages."""
    with pytest.raises(ShapesError) as caught:
        check_own(shapes)
    findings = caught.value.findings
    assert findings
    for one in findings:
        assert one.place
        assert one.place.line
        assert one.place.path.as_posix() == "shapes/a.ttl"
        assert set(one.message) == set(list_languages())
    first = findings[0]
    assert first.place
    assert first.place.line
    return first.place.line, first.message["en"]


@pytest.mark.parametrize(("constraint", "words"), [*VALUES, *STRUCTURE])
def test_faults_of_a_node_shape(check_own: CheckOwn, constraint: str, words: str) -> None:
    shapes = f"@prefix fr: <https://fr.example/> . {START}{constraint} ."
    line, sentence = get_fault(check_own, shapes)
    assert line == LINE
    assert words.replace("t:", "<https://w3id.org/terril/shapes#") in sentence


@pytest.mark.parametrize(("constraint", "words"), [*PROPERTY_VALUES, *VALUES[:8]])
def test_faults_of_a_property_shape(check_own: CheckOwn, constraint: str, words: str) -> None:
    line, sentence = get_fault(
        check_own, f"{START}sh:property [ sh:path s:name ; {constraint} ] ."
    )
    assert line == LINE
    assert words in sentence


@pytest.mark.parametrize("path", PATHS)
def test_faults_of_a_path(check_own: CheckOwn, path: str) -> None:
    line, _ = get_fault(
        check_own, f"{START}sh:property t:N .\nt:N sh:minCount 1 ; sh:path {path} ."
    )
    assert line >= LINE


@pytest.mark.parametrize(
    ("constraint", "extra"),
    [
        ("sh:in _:a", "_:a rdf:first 1 ; rdf:rest _:a ."),
        ("sh:in _:a", "_:a rdf:first 1 ; rdf:rest _:b . _:b rdf:first 2 ; rdf:rest _:a ."),
        ("sh:in _:a", "_:a rdf:first 1 ; rdf:rest rdf:nil, ( 2 ) ."),
        ("sh:in _:a", "_:a rdf:rest rdf:nil ."),
        ("sh:or _:a", "_:a rdf:first [ sh:class s:A ] ; rdf:rest _:a ."),
        ("sh:languageIn _:a", "_:a rdf:first 'fr' ; rdf:rest 'en' ."),
        ("s:more _:a", "_:a rdf:first 1 ; rdf:rest _:a ."),
    ],
)
def test_broken_lists(check_own: CheckOwn, constraint: str, extra: str) -> None:
    line, sentence = get_fault(check_own, f"{START}{constraint} .\n{extra}")
    assert line in (LINE, LINE + 1)
    assert "list" in sentence


def test_a_circle_over_two_files_is_one_fault(check_own: CheckOwn) -> None:
    inner = "t:A a sh:NodeShape ; sh:targetClass s:Place ;\n sh:node t:B ."
    with pytest.raises(ShapesError) as caught:
        check_own({"a.ttl": inner, "b.ttl": "t:B a sh:NodeShape ; sh:not t:A ."})
    (finding,) = caught.value.findings
    assert finding.place
    assert (finding.place.path.as_posix(), finding.place.line) == ("shapes/a.ttl", LINE)


def test_a_shape_may_extend_one_of_the_model_but_not_contradict_it(check_own: CheckOwn) -> None:
    model = """t:M a sh:NodeShape ; sh:targetClass s:Place ; sh:property t:N .
      t:N sh:path s:name ; sh:maxCount 2 ."""
    assert not check_own("t:N sh:minCount 1 .", "p:a a s:Place ; s:name 'A' .", model).findings
    with pytest.raises(ShapesError, match=r"shapes/a\.ttl, line \d+: sh:maxCount"):
        check_own("t:N sh:maxCount 1 .", model=model)


def test_every_fault_is_reported_in_the_order_of_the_files(check_own: CheckOwn) -> None:
    with pytest.raises(ShapesError) as caught:
        check_own(f"{START}sh:closed 1 ;\n sh:in 2 ;\n sh:class 3 .")
    lines = [one.place.line for one in caught.value.findings if one.place]
    assert lines == [LINE, LINE + 1, LINE + 2]
    french = caught.value.message("fr").split("\n")
    assert french[0].startswith(f"shapes/a.ttl, ligne {LINE} : sh:closed")
    assert len(french) == 4
