"""The validation also returns the W3C validation report."""

from __future__ import annotations

from collections.abc import Callable

from rdflib import RDF, SH, Graph, Literal, URIRef

from terril.intake.shacl.validation import Validation

Check = Callable[..., Validation]

NAME = """
t:Place a sh:NodeShape ; sh:targetClass s:Place ; sh:property t:Place-name .
t:Place-name sh:path s:name ; sh:name "nom"@fr, "name"@en ; sh:minCount 1 ;
  sh:message "Il faut un nom."@fr, "A name is needed."@en .
"""
GOOD = "p:a a s:Place ; s:name 'A'@fr ."


def test_the_report_is_one_of_the_w3c_with_every_finding(check: Check) -> None:
    shapes = (
        NAME + "t:Place sh:property t:y . t:y sh:path [ sh:inversePath s:y ] ; sh:minCount 1 ."
    )
    files = {
        "source/a.ttl": "p:a a s:Place .\n<https://x.example/b> s:name 'B' .",
        "source/b.ttl": "p:b",
        "source/c.csv": "",
    }
    validation = check(files, shapes)
    report = Graph().parse(data=validation.report, format="turtle")
    (root,) = report.subjects(RDF.type, SH.ValidationReport)
    assert report.value(root, SH.conforms) == Literal(False)
    results = set(report.objects(root, SH.result))
    assert len(results) == len(validation.findings) == 5
    for node in results:
        for term in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert len(list(report.objects(node, term))) == 1
        assert {m.language for m in report.objects(node, SH.resultMessage)} >= {"fr", "en"}  # type: ignore[attr-defined]  # messages are literals
    pointer = URIRef("http://www.w3.org/2009/pointers#lineNumber")
    assert {int(str(number)) for number in report.objects(None, pointer)} == {6, 7}


def test_the_report_on_valid_data_conforms(check: Check) -> None:
    validation = check({"source/a.ttl": GOOD}, NAME)
    report = Graph().parse(data=validation.report, format="turtle")
    assert list(report.objects(None, SH.conforms)) == [Literal(True)]
    assert validation.findings == ()


def test_the_report_is_the_same_every_time(check: Check) -> None:
    files = {"source/a.ttl": "p:a a s:Place .\np:b a s:Place ."}
    assert check(files, NAME).report == check(files, NAME).report
