"""Content of an RDF/XML file that its statements lack is reported at its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from terril.intake.sources import Sources
from terril.model.findings import Severity

ROOT = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://schema.org/"
 xmlns:its="http://www.w3.org/2005/11/its" xml:base="https://data.town.example/id/place/">
<s:Place rdf:about="a">
{}
</s:Place>
</rdf:RDF>
"""
OTHER_THING = ROOT.replace('rdf:about="a"', 'rdf:about="c"')
LOSSES = [
    ("rdf-name", '<s:b><s:Place rdf:abuot="b"/></s:b>', "abuot", "“about”"),
    ("rdf-name", '<s:b rdf:resuorce="b"/>', "resuorce", "“resource”"),
    ("rdf-name", "<rdf:typ>x</rdf:typ>", "typ", "“type”"),
    ("rdf-name", '<s:b><s:Place rdf:about="b" rdf:bagID="c"/></s:b>', "bagID", "Correct its"),
    (
        "parse-type",
        '<s:b rdf:parseType="Colection"><s:Place rdf:about="b"/></s:b>',
        "Colection",
        "",
    ),
    ("xml-attribute", '<s:b xml:lagn="fr">x</s:b>', "lagn", "“lang”"),
    (
        "xml-datatype",
        '<s:b rdf:datatype="http://x.example/t"><s:Place rdf:about="b"/></s:b>',
        "http://x.example/t",
        "no datatype",
    ),
    ("text-direction", '<s:b its:dir="rtl" xml:lang="ar">x</s:b>', "rtl", ""),
]
KEPT = [
    '<s:b rdf:parseType="Literal"><b rdf:foo="x" xml:bar="y">x</b></s:b>',
    '<s:b rdf:parseType="Resource"><s:c>x</s:c></s:b>',
    "<rdf:value>x</rdf:value><rdf:_12>x</rdf:_12><rdf:li>y</rdf:li>",
    '<s:b xml:lang="fr" xml:space="preserve">x</s:b>',
    "<s:b><![CDATA[a < b]]></s:b>",
    '<s:b rdf:resource="b" s:c="x"/>',
]
Read = Callable[..., Sources]


@pytest.mark.parametrize(("rule", "element", "word", "hint"), LOSSES)
def test_each_loss_is_reported_at_its_line(
    read: Read, rule: str, element: str, word: str, hint: str
) -> None:
    text = ROOT.format(f"<s:n>é</s:n>\n{element}")
    found = [one for one in read({"source/a.rdf": text}).findings if one.rule == rule]
    assert [one.value for one in found] == [word]
    assert found[0].severity is Severity.VIOLATION
    assert found[0].place is not None
    assert found[0].place.line == text.count("\n", 0, text.index(element)) + 1
    assert word in found[0].message["en"]
    assert hint in found[0].message["en"]
    assert found[0].message["fr"] != found[0].message["en"]


@pytest.mark.parametrize("element", KEPT)
def test_what_arrives_is_not_reported(read: Read, element: str) -> None:
    sources = read({"source/a.rdf": ROOT.format(element)})
    assert len(sources.files[0].quads) > 1
    assert not {one.rule for one in sources.findings} - {"blank-node"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (ROOT.format("<s:n>x</s:n>").removesuffix("</rdf:RDF>\n"), 7),
        (ROOT.format("<s:n>x</s:n>").partition("</s:Place>")[0], 6),
        (ROOT.format("<s:n>x</s:n>") + OTHER_THING.format("").partition("\n")[2], 8),
    ],
)
def test_a_file_that_breaks_off_or_goes_on_is_reported(read: Read, text: str, line: int) -> None:
    findings = read({"source/a.ttl": "p:b a s:Place .", "source/a.rdf": text}).findings
    (finding,) = [one for one in findings if one.rule == "xml-form"]
    assert finding.severity is Severity.VIOLATION
    assert finding.place is not None
    assert finding.place.line == line


def test_a_file_without_an_element_is_only_empty(read: Read) -> None:
    files = {"source/a.ttl": "p:b a s:Place .", "source/a.rdf": " \n"}
    assert [one.rule for one in read(files).findings] == ["empty-file"]


def test_entities_are_read_up_to_a_bound(read: Read) -> None:
    declared = '<!DOCTYPE x [<!ENTITY a0 "texte">{}]>\n'
    longer = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    start, _, rest = ROOT.partition("\n")
    short = start + declared.format("") + rest.format("<s:n>&a0;</s:n>")
    long = start + declared.format(longer) + rest.format("<s:n>&a9;</s:n>")
    assert not read({"source/a.rdf": short}).findings
    (finding,) = read({"source/a.rdf": long}).findings
    assert finding.rule == "syntax"
    assert "ENTITY" in finding.message["en"]
