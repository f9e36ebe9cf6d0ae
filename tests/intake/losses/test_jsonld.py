"""Content of a JSON-LD file that its statements lack is reported at its line."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from terril.intake.sources import Sources
from terril.model.findings import Severity

CONTEXT = """{
 "@context": {
  "s": "http://schema.org/", "p": "https://data.town.example/id/place/", "n": "s:n",
  "xsd": "http://www.w3.org/2001/XMLSchema#", "bare": "http://x.example/bare",
  "name": "s:name", "link": {"@id": "s:link", "@type": "@id"}, "unused": null,
  "named": {"@id": "s:named", "@container": "@language"},
  "sorted": {"@id": "s:sorted", "@container": "@index"},
  "things": {"@id": "s:things", "@container": "@id"},
  "typed": {"@id": "s:typed", "@container": "@type"},
  "price": {"@id": "s:price", "@type": "xsd:decimal"},
  "scoped": {"@id": "s:scoped", "@context": {"inner": "s:inner"}},
  "Kind": {"@id": "s:Kind", "@context": {"special": "s:special"}}
 },
 "@id": "p:a", "@type": "s:Place", "name": "A",
"""
LOSSES: list[tuple[str, str, str]] = [
    ("malformed-iri", '"link": "http://x.example/a b"', "a b"),
    ("malformed-iri", '"s:x": {"@id": "p:halle au blé"}', "p:halle au blé"),
    ("malformed-iri", '"s:x": {"@id": "http://x.example/<b>"}', "<b>"),
    ("malformed-iri", '"s:x": {"@id": "http://x.example/50%"}', "50%"),
    ("malformed-iri", '"s:x": {"@id": "http://x.example:port/"}', "http://x.example:port/"),
    ("malformed-iri", '"s:x": {"@id": "@foo"}', "@foo"),
    ("malformed-iri", '"s:x": {"@id": "p:c", "@type": "a b"}', "a b"),
    ("malformed-iri", '"things": {"http://x.example/a b": {"name": "x"}}', "a b"),
    ("malformed-iri", '"typed": {"a b": "p:b"}', "a b"),
    ("malformed-iri", '"s:x": {"@context": {"k": "http://x.example/a b"}, "k": "x"}', "a b"),
    ("malformed-iri", '"s:x": {"@context": {"k": "http://x.example/<b>"}, "k": "x"}', "<b>"),
    ("malformed-iri", '"s:x": {"@context": {"k": {"@id": "relative"}}, "k": "x"}', "relative"),
    ("malformed-iri", '"s:x": {"@context": {"k": "@foo"}, "k": "x"}', "@foo"),
    (
        "malformed-iri",
        '"s:x": {"@context": [{"@vocab": "http://a b/"}], "s:k": "x"}',
        "http://a b/",
    ),
    ("undeclared-prefix", '"s:x": {"@context": {"k": "schema:k"}, "k": "x"}', "schema"),
    ("undeclared-prefix", '"s:x": {"@context": {"k": {"@id": "s:k", "@type": "xs:date"}}}', "xs"),
    ("malformed-iri", '"s:a b": "x"', "http://schema.org/a b"),
    ("malformed-iri", '"_:b": "x"', "_:b"),
    ("malformed-iri", '"@graph": [{"@id": "p:c", "link": ["p:d", "p:e f"]}]', "p:e f"),
    ("malformed-iri", '"@reverse": {"s:x": {"@id": "p:e f"}}', "p:e f"),
    ("undeclared-prefix", '"zz:key": "x"', "zz"),
    ("undeclared-prefix", '"bare:key": "x"', "bare"),
    ("undeclared-prefix", '"s:x": {"@id": "p:c", "@type": "schema:Place"}', "schema"),
    ("undeclared-prefix", '"s:x": {"@value": "1", "@type": "xs:int"}', "xs"),
    ("undeclared-prefix", '"link": "plcae:b"', "plcae"),
    ("language-tag", '"s:x": {"@value": "x", "@language": "français"}', "français"),
    ("language-tag", '"s:x": {"@value": "x", "@language": "fr_FR"}', "fr_FR"),
    ("language-tag", '"s:x": {"@value": "x", "@language": ""}', ""),
    ("language-tag", '"named": {"fr": "x", "français": "y"}', "français"),
    ("language-tag", '"s:x": {"@context": {"@language": "français"}, "name": "x"}', "français"),
    ("unmapped-key", '"telephone": "03"', "telephone"),
    ("unmapped-key", '"": "03"', ""),
    ("unmapped-key", '"inner": "x"', "inner"),
    ("unmapped-key", '"s:x": {"@id": "p:c", "special": "x"}', "special"),
    ("unmapped-key", '"s:x": {"@id": "p:c", "@context": null, "name": "x"}', "name"),
    ("unknown-keyword", '"@grpah": [{"@id": "p:c", "p:n": "x"}]', "@grpah"),
    ("unknown-keyword", '"s:x": {"@value": "x", "@langauge": "fr"}', "@langauge"),
    ("misplaced-keyword", '"@language": "fr"', "@language"),
    ("misplaced-keyword", '"@base": "http://x.example/"', "@base"),
    ("free-value", '"@graph": ["lonely", {"@id": "p:c", "name": "x"}]', "lonely"),
    ("free-value", '"@graph": [{"@value": "lonely"}]', "lonely"),
    ("term-twice", '"s:x": {"@context": {"k": "s:k", "k": "s:l"}, "k": "x"}', "k"),
    ("text-direction", '"s:x": {"@value": "x", "@direction": "rtl"}', "rtl"),
    ("json-number", '"price": 1.5', "1.5"),
    ("json-number", '"s:x": {"@value": 1.5, "@type": "xsd:decimal"}', "1.5"),
    ("json-number", '"name": 123456789012345678901', "123456789012345678901"),
    ("json-index", '"name": {"@value": "x", "@index": "first"}', "first"),
    ("json-index", '"sorted": {"first": "x"}', "first"),
    ("json-index", '"@index": "first"', "first"),
]
KEPT = [
    '"unused": "x"',
    '"name": [null, "x", ["y"]]',
    '"name": {"@set": ["x", {"@value": "y", "@language": "fr-BE"}]}',
    '"named": {"fr": ["x", "y"], "@none": "z"}',
    '"things": {"p:b": {"name": "x"}}',
    '"typed": {"s:Place": "p:b"}',
    '"scoped": {"@id": "p:b", "inner": "x"}',
    '"s:x": {"@id": "p:b", "@type": "Kind", "special": "x"}',
    '"s:x": {"@id": "p:b", "@context": {"also": "s:also"}, "also": "x"}',
    '"@included": [{"@id": "p:b", "name": "x"}]',
    '"@nest": {"name": "x"}',
    '"@reverse": {"s:x": {"@id": "p:b"}}',
    '"name": "x", "name": "y"',
    '"s:x": {"@id": "p:b", "name": "y"}, "s:x": {"@id": "p:c", "name": "z"}',
    '"name": [1.5, 1e400, 0.30000000000000004441, -7, true]',
    '"price": [3, 2.0, "1.50"]',
    '"link": ["p:b", "mailto:a@x.example", "urn:x:y", "tel:+33", "HTTPS://x.example"]',
    '"s:x": {"@value": {"a": [1]}, "@type": "@json"}',
    '"name": "\\u00e9 \\" \\\\ [ } ,"',
]
Read = Callable[..., Sources]


@pytest.mark.parametrize(("rule", "member", "word"), LOSSES)
def test_each_loss_is_reported_at_its_line(read: Read, rule: str, member: str, word: str) -> None:
    text = f'{CONTEXT}{member},\n "link": "p:b"}}'
    findings = read({"source/a.jsonld": text}).findings
    found = [one for one in findings if one.rule == rule]
    assert [one.value.removeprefix("http://x.example/") for one in found] == [word]
    assert found[0].place is not None
    assert found[0].place.line == text.count("\n", 0, text.index(member)) + 1
    assert word in found[0].message["en"]
    assert found[0].message["fr"] != found[0].message["en"]
    expected = {"json-index": Severity.INFO}
    assert found[0].severity is expected.get(rule, Severity.VIOLATION)


@pytest.mark.parametrize("member", KEPT)
def test_what_arrives_is_not_reported(read: Read, member: str) -> None:
    sources = read({"source/a.jsonld": f'{CONTEXT}{member},\n "link": "p:b"}}'})
    assert len(sources.files[0].quads) > 3 - ("unused" in member)
    rules = {one.rule for one in sources.findings if one.severity is not Severity.INFO}
    assert not rules - {"blank-node", "foreign-graph"}


def test_the_nearest_term_is_suggested(read: Read) -> None:
    (finding,) = read({"source/a.jsonld": f'{CONTEXT} "nmae": "x"}}'}).findings
    assert finding.message["en"].endswith("Did you mean “name”?")
    assert finding.message["fr"].endswith("Vouliez-vous dire « name » ?")


def test_an_unmapped_key_is_reported_once_with_the_number_of_occurrences(read: Read) -> None:
    places = [{"@id": f"p:{name}", "name": name, "telephone": "03"} for name in "bcd"]
    text = f'{CONTEXT} "s:x":\n{json.dumps(places, indent=1)}}}'
    (finding,) = read({"source/a.jsonld": text}).findings
    assert "occurrences: 3" in finding.message["en"]


def test_json_without_a_context_is_an_error_and_not_a_list_of_keys(read: Read) -> None:
    files = {
        "source/a.ttl": "p:a a s:Place .",
        "source/b.json": json.dumps({"type": "FeatureCollection", "features": [{"id": 1}]}),
    }
    (finding,) = read(files).findings
    assert finding.rule == "nothing-explained"
    assert finding.severity is Severity.VIOLATION
    assert "@context" in finding.message["en"]


def test_nothing_arrives_from_below_a_key_without_meaning(read: Read) -> None:
    node = '{"@id": "p:hidden", "@type": "s:Place",\n"s:l": {"@list": ["hidden"]}}'
    for key in ("unused", "unknown"):
        sources = read({"source/a.jsonld": f'{CONTEXT}"{key}": {node}, "link": "p:b"}}'})
        assert len(sources.files[0].quads) == 3
        assert "hidden" not in " ".join(str(quad) for quad in sources.quads())


def test_a_file_nested_too_deep_to_be_examined_is_reported(read: Read) -> None:
    deep = "[" * 2000 + '"x"' + "]" * 2000
    findings = read({"source/a.jsonld": f'{CONTEXT} "s:x": {deep}}}'}).findings
    assert [one.rule for one in findings] == ["nested-too-deep"]


def test_a_context_on_another_server_is_refused(read: Read) -> None:
    text = '{"@context": ["https://schema.org/"], "@id": "x:a", "name": "x"}'
    (finding,) = read({"source/a.jsonld": text}).findings
    assert finding.rule == "syntax"
    assert "Write the context into the file" in finding.message["en"]
