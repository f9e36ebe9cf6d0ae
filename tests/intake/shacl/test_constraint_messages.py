"""A result of a shape without a message has a generated one, at the statement it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from terril.intake.shacl.validation import Validation
from terril.model.findings import filter_violations

Check = Callable[..., Validation]
Line = Callable[[str, str], int]

# One property shape, one thing, the location of the finding, and a part of its message.
CONSTRAINTS: list[tuple[str, str, str, str]] = [
    ("sh:minCount 1", "p:a a s:Place .\n", "p:a a", "“the property” is missing"),
    ("sh:minCount 2", "p:a a s:Place ;\n s:x 1 .", "p:a a", "needs 2 values at least"),
    ("sh:maxCount 1", "p:a a s:Place ;\n s:x 1 ,\n 2 .", " 2 .", "given 1 time(s) at most"),
    (
        "sh:datatype xsd:date",
        "p:a a s:Place ;\n s:x\n '2024'^^xsd:gYear .",
        "'2024",
        "xsd:date",
    ),
    (
        "sh:datatype xsd:integer",
        "p:a a s:Place ;\n s:x 07.50 .",
        "07.50",
        "“07.50” is not a value",
    ),
    ("sh:class s:City", "p:a a s:Place ;\n s:x p:b .", "p:b", "described anywhere as City here"),
    ("sh:nodeKind sh:IRI", "p:a a s:Place ;\n s:x 'b' .", "'b'", "sh:IRI"),
    ("sh:pattern '^z'", "p:a a s:Place ;\n s:x 'y' .", "'y'", "written as it must be (^z)"),
    ("sh:minLength 3", "p:a a s:Place ;\n s:x 'y' .", "'y'", "shorter than 3"),
    ("sh:maxLength 3", "p:a a s:Place ;\n s:x 'yyyy' .", "'yyyy'", "longer than 3"),
    (
        "sh:minInclusive -9",
        "p:a a s:Place ;\n s:x -90.10 .",
        "-90.10",
        "“-90.10” is too small: -9",
    ),
    ("sh:maxInclusive 90", "p:a a s:Place ;\n s:x 091 .", "091", "“091” is too large: 90"),
    ("sh:minExclusive 1", "p:a a s:Place ;\n s:x 1 .", "s:x 1", "must be more than 1"),
    ("sh:maxExclusive 1", "p:a a s:Place ;\n s:x 1 .", "s:x 1", "must be less than 1"),
    ("sh:uniqueLang true", "p:a a s:Place ;\n s:x 'a'@fr,\n 'b'@en,\n 'c'@FR .", "'c'", "once"),
    ("sh:languageIn ( 'fr' 'en' )", "p:a a s:Place ;\n s:x 'a'@de .", "'a'", "of these: fr, en"),
    ("sh:in ( 1 s:Yes )", "p:a a s:Place ;\n s:x 2 .", "s:x 2", "possible: 1, schema:Yes"),
    ("sh:hasValue 5", "p:a a s:Place ;\n s:x 1 .", "p:a a", "must have the value 5"),
    ("sh:lessThan s:y", "p:a a s:Place ;\n s:y 1 ;\n s:x 2 .", "s:x 2", "before the value of"),
    ("sh:lessThanOrEquals s:y", "p:a a s:Place ;\n s:y 1 ;\n s:x 2 .", "s:x 2", "not come after"),
    ("sh:equals s:y", "p:a a s:Place ;\n s:x 2 .", "s:x 2", "must have the same values"),
    (
        "sh:disjoint s:y",
        "p:a a s:Place ;\n s:y 2 ;\n s:x 2 .",
        "s:x 2",
        "must not also be a value",
    ),
    ("sh:node t:Other", "p:a a s:Place ;\n s:x p:b .\np:b s:z 1 .", "s:x p:b", "as the rule"),
    ("sh:not [ sh:hasValue 1 ]", "p:a a s:Place ;\n s:x 1 .", "s:x 1", "breaks the rule"),
]
OTHER = "t:Other a sh:NodeShape ; sh:property [ sh:path s:z ; sh:minCount 2 ] .\n"
CITY = "s:City a owl:Class ; rdfs:label 'City here'@en ."


@pytest.mark.parametrize("case", CONSTRAINTS)
def test_a_shape_without_a_message_has_a_generated_one(
    check: Check, line: Line, case: tuple[str, str, str, str]
) -> None:
    constraint, content, words, message = case
    shapes = (
        "t:Place a sh:NodeShape ; sh:targetClass s:Place ; sh:property t:x .\n"
        f"t:x sh:path s:x ; sh:name 'the property'@en ; {constraint} .\n{OTHER}"
    )
    (finding,) = filter_violations(check({"source/a.ttl": content}, shapes, CITY).findings)
    assert finding.place is not None
    assert finding.place.line == line(content, words)
    assert message in finding.message["en"]
    assert finding.message["fr"] != finding.message["en"]
    assert finding.rule == "https://w3id.org/terril/shapes#x"


def test_a_statement_that_a_closed_shape_does_not_allow_is_reported_at_its_location(
    check: Check, line: Line
) -> None:
    shapes = """t:Place a sh:NodeShape ; sh:targetClass s:Place ; sh:closed true ;
      sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path s:name ] ."""
    content = "p:a a s:Place ; s:name 'A' ;\n s:nmae 'B' ."
    (finding,) = check({"source/a.ttl": content}, shapes).findings
    assert finding.place is not None
    assert finding.place.line == line(content, "s:nmae")
    assert "“schema:nmae” does not belong" in finding.message["en"]
