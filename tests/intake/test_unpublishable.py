"""Content that an output format cannot carry is reported in every syntax, at its line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal

from terril.intake.rules.values.bracketed_names import is_bracketed_name
from terril.intake.sources import Sources
from terril.intake.town_model import read_town_model
from terril.model.errors import ModelError
from terril.model.findings import Finding, Severity
from tests.paths import ROOT

Read = Callable[..., Sources]
THING = "<https://data.town.example/id/place/a>"
TYPE = f"{THING} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Place> .\n"
LINES = ("ttl", "trig", "nt", "nq")
RDF_NS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
JSON = '{{"@context": {{"s": "http://schema.org/"}}, "@id": "{iri}", "@type": "s:Place",\n{body}}}'
XML = (
    f'<r:RDF xmlns:r="{RDF_NS}" xmlns:s="http://schema.org/"{{root}}>\n'
    '<s:Place r:about="https://data.town.example/id/place/a">\n{body}</s:Place></r:RDF>'
)


def json_ld(body: str) -> str:
    return JSON.format(iri=THING.strip("<>"), body=body)


def rdf_xml(body: str, root: str = "") -> str:
    return XML.format(body=body, root=root)


CHARACTERS = [
    *((end, f'{TYPE}{THING} <http://x/p> "a?b" .', (2, 55)) for end in LINES),
    *((end, f'{TYPE}{THING} <http://x/p> """a\n\n?b""" .', (4, 1)) for end in ("ttl", "trig")),
    ("jsonld", json_ld('"s:name": "a?b"'), (2, 13)),
    ("rdf", rdf_xml("<s:name>a?b</s:name>"), (3, 10)),
]
"""Ending, text with “?” for a character, line and column of that place."""
EXCLUDED = "\0\x01\x08\x0b\x0c\x1b\ufffe\uffff"


def select(sources: Sources, rule: str) -> list[Finding]:
    return [one for one in sources.findings if one.rule == rule]


def spell(character: str, ending: str) -> list[str]:
    """Return the ways to write a character in a syntax: as it is, and escaped."""
    code = ord(character)
    raw = [character] if ending != "jsonld" or code >= 0x20 else []
    if ending == "rdf":
        return [character, f"&#{code};", f"&#x{code:X};"] if code else [character]
    return [*raw, f"\\u{code:04X}", *([f"\\U{code:08X}"] if ending != "jsonld" else [])]


@pytest.mark.parametrize(("ending", "text", "position"), CHARACTERS)
@pytest.mark.parametrize("character", EXCLUDED)
def test_a_character_that_xml_excludes_is_an_error_at_its_place(
    ending: str, text: str, position: tuple[int, int], character: str, read: Read
) -> None:
    for written in spell(character, ending):
        content = text.replace("?", written).encode()
        sources = read({f"source/a.{ending}": content})
        (finding,) = select(sources, "unwritable-character")
        assert finding.severity is Severity.VIOLATION
        assert finding.place is not None
        assert (finding.place.line, finding.place.column) == position
        assert f"U+{ord(character):04X}" in finding.message["en"]
        assert "Delete it" in finding.message["en"]
        assert character not in finding.place.text + finding.value


@pytest.mark.parametrize("text", ["é", "a\tb", "a\\nb", "a\\rb", "\u2028", "\ufffd", "\U0001ffff"])
def test_other_characters_are_no_error(text: str, read: Read) -> None:
    sources = read({"source/a.nt": f'{TYPE}{THING} <http://x/p> "{text}" .'.encode()})
    assert sources.findings == ()


@pytest.mark.parametrize("character", ["\x7f", "\x85", "\x92", "\x9f"])
def test_a_legal_control_character_is_a_warning(character: str, read: Read) -> None:
    sources = read({"source/a.nt": f'{TYPE}{THING} <http://x/p> "{character}" .'.encode()})
    (finding,) = sources.findings
    assert (finding.rule, finding.severity) == ("control-character", Severity.WARNING)


UNREADABLE = [
    ("ttl", f'{TYPE}{THING} <http://x/p> "\\uD800" .', 2, "“\\uD800” stands for no character"),
    ("jsonld", json_ld('"s:name": "\\ud800"'), 2, "“\\ud800” is half of a character"),
    ("jsonld", json_ld('"s:name": "a\\udc00b"'), 2, "“\\udc00” is half of a character"),
    ("jsonld", json_ld('"s:name": "a\x0bb"'), 2, "the character U+000B"),
    ("rdf", rdf_xml("<s:name>&#0;</s:name>"), 3, "between “&#” and “;”"),
    ("rdf", rdf_xml("<s:name>&#xD800;</s:name>"), 3, "between “&#” and “;”"),
    ("ttl", f"{TYPE}{THING} <http://x/p> <http://x/a\x0bb> .", 2, "“U+000B”"),
]


@pytest.mark.parametrize(("ending", "text", "line", "words"), UNREADABLE)
def test_a_character_that_no_parser_reads_is_named(
    ending: str, text: str, line: int, words: str, read: Read
) -> None:
    (finding,) = read({f"source/a.{ending}": text.encode()}).findings
    assert finding.rule == "syntax"
    assert finding.place is not None
    assert finding.place.line == line
    assert words in finding.message["en"]


TRIPLE = '<http://x/s> <http://x/p> "a"'
DIRECTED = '"s:name": {"@value": "a", "@language": "ar", "@direction": "rtl"}'
ANNOTATED = '"s:url": {"@id": "http://x/y", "@annotation": {"s:name": "x"}}'
NEWER = [
    *((end, f"{TYPE}{THING} <http://x/p> <<( {TRIPLE} )>> .", 2, "<<(") for end in LINES),
    *((end, f"{TYPE}<< {TRIPLE} >> <http://x/p> 1 .", 2, "<<") for end in LINES),
    *((end, f'{TYPE}{THING} <http://x/p> "a" {{| <http://x/q> 1 |}} .', 2, "{|") for end in LINES),
    *((end, f'{TYPE}{THING} <http://x/p> "a" ~ {THING} .', 2, "~") for end in LINES),
    *((end, f'{TYPE}{THING} <http://x/p> "a"@fr--ltr .', 2, "@fr--ltr") for end in LINES),
    *((end, f'{TYPE}VERSION "1.2"\n', 2, "VERSION") for end in LINES),
    ("ttl", f'@version "1.2" .\n{TYPE}', 1, "@version"),
    ("jsonld", json_ld(DIRECTED), 2, "@direction"),
    ("jsonld", json_ld(ANNOTATED), 2, "@annotation"),
    ("rdf", rdf_xml("<s:name>a</s:name>", ' r:version="1.2"'), 1, "r:version"),
    (
        "rdf",
        rdf_xml(
            '<s:name its:dir="rtl" xml:lang="ar">a</s:name>',
            ' xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0"',
        ),
        3,
        "its:dir",
    ),
    ("rdf", rdf_xml('<s:name r:annotation="http://x/r">a</s:name>'), 3, "r:annotation"),
    (
        "rdf",
        rdf_xml(
            '<s:url r:parseType="Triple"><r:Description r:about="http://x/s"><s:name>a</s:name>'
            "</r:Description></s:url>"
        ),
        3,
        "r:parseType",
    ),
]


@pytest.mark.parametrize(("ending", "text", "line", "words"), NEWER)
def test_rdf_1_2_is_an_error_at_its_line(
    ending: str, text: str, line: int, words: str, read: Read
) -> None:
    findings = read({f"source/a.{ending}": text.encode()}).findings
    found = [one for one in findings if "RDF 1.2" in one.message["en"]]
    assert found
    assert all(one.severity is Severity.VIOLATION for one in found)
    first = found[0]
    assert first.place is not None
    assert first.place.line == line
    assert words in first.message["en"]


def test_marks_of_rdf_1_2_in_texts_and_comments_are_none(read: Read) -> None:
    comment = '# << ~ {| VERSION "1.2"\n'
    text = f"{comment}{TYPE}{THING} <http://x/~p> '<<( ~ {{| @fr--ltr VERSION \"1\"' ."
    assert read({"source/a.ttl": text.encode()}).findings == ()


CATALOGUE = """\
<town> <http://purl.org/dc/terms/title> "a\\u0001"@fr--ltr ;
  <https://codes.example/1> 2 ;
  <http://purl.org/dc/terms/source> <javascript:alert(1)> , "\\u202E" .
"""


def test_the_catalogue_has_the_same_rules(read: Read, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "catalogue.ttl").write_text(CATALOGUE, encoding="utf-8")
    findings = read({"source/a.nt": TYPE.encode()}).findings
    found = {(one.rule, one.place.line, one.severity) for one in findings if one.place}
    assert found == {
        ("unwritable-character", 1, Severity.VIOLATION),
        ("rdf-1.2", 1, Severity.VIOLATION),
        ("xml-name", 2, Severity.WARNING),
        ("link-scheme", 3, Severity.WARNING),
        ("text-direction", 3, Severity.WARNING),
    }
    assert {str(one.place.path) for one in findings if one.place} == {"data/catalogue.ttl"}


@pytest.mark.parametrize(
    ("iri", "warned"),
    [
        ("https://codes.example/2024/123", True),
        ("https://codes.example/part/", True),
        ("https://codes.example/part#", True),
        ("urn:uuid:12", True),
        (f"{RDF_NS}li", True),
        ("https://codes.example/2024/a123", False),
        ("https://codes.example/123a", False),
        ("https://codes.example/prénom", False),
    ],
)
def test_a_property_without_a_name_in_xml_is_a_warning(iri: str, warned: bool, read: Read) -> None:
    text = f'{TYPE}{THING} <{iri}> "a" , "b" .'
    findings = read({"source/a.ttl": text.encode()}).findings
    places = [(one.rule, one.severity, one.place.line) for one in findings if one.place]
    assert places == ([("xml-name", Severity.WARNING, 2)] if warned else [])


NAMED = f"{THING} <http://schema.org/url>"


@pytest.mark.parametrize(
    ("statement", "whole"),
    [
        (f"{NAMED} <schema:a>", "http://schema.org/a"),
        (f"{THING} <org:hasSite> 1", "http://www.w3.org/ns/org#hasSite"),
        (f"{THING} a <foaf:Agent>", "http://xmlns.com/foaf/0.1/Agent"),
        (f"{THING} <http://x/p> '1'^^<xsd:int>", "http://www.w3.org/2001/XMLSchema#int"),
        (f"{NAMED} <identifiers:siren>", "https://w3id.org/terril/identifiers#siren"),
    ],
)
def test_a_name_with_a_prefix_is_no_address(statement: str, whole: str, read: Read) -> None:
    findings = read({"source/a.ttl": f"{TYPE}{statement} .".encode()}).findings
    [found] = findings
    assert found.rule == "bracketed-name"
    assert found.severity is Severity.VIOLATION
    assert found.place is not None
    assert found.place.line == 2
    assert f"<{whole}>" in found.message["en"]


@pytest.mark.parametrize("iri", ["https://x.example/schema:a", "urn:org:a", "tel:1"])
def test_an_address_with_a_colon_is_no_name(iri: str, read: Read) -> None:
    assert read({"source/a.ttl": f"{TYPE}{NAMED} <{iri}> .".encode()}).findings == ()


def test_every_prefix_of_the_context_is_known() -> None:
    """A missing one would break off the publication in JSON-LD."""
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_bytes())["@context"]
    simple = {name for name, value in context.items() if isinstance(value, str)}
    prefixes = {name for name in simple if context[name][-1] in ":/?#[]@"}
    assert len(prefixes) > 10
    assert {name for name in prefixes if not is_bracketed_name(f"{name}:a")} == set()


@pytest.mark.parametrize(
    ("iri", "warned"),
    [
        ("javascript:alert(1)", True),
        ("JavaScript:alert(1)", True),
        ("data:text/html,x", True),
        ("vbscript:x", True),
        ("file:///etc/passwd", True),
        ("geo:50.4,2.8", True),
        ("https://x.example/", False),
        ("HTTP://x.example/", False),
        ("mailto:a@x.example", False),
        ("tel:+33321000000", False),
        ("urn:isbn:9782070360024", False),
        ("doi:10.1000/182", False),
        ("info:lccn/2002022641", False),
        ("tag:town.example,2026:hall", False),
    ],
)
def test_an_address_that_pages_do_not_link_to_is_a_warning(
    iri: str, warned: bool, read: Read
) -> None:
    text = f"{TYPE}{THING} <http://schema.org/url> <{iri}> ."
    findings = read({"source/a.ttl": text.encode()}).findings
    places = [(one.rule, one.severity, one.place.line) for one in findings if one.place]
    assert places == ([("link-scheme", Severity.WARNING, 2)] if warned else [])


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("a\u202eb", True),
        ("a\u202eb\u202c", True),
        ("a\u2067b", True),
        ("a\u202bb", True),
        ("a\u2069b", True),
        ("a\u202cb", True),
        ("a\u2067b\u202bc\u2069", True),
        ("a\u2067b\u2069c", False),
        ("a\u202bb\u202cc", False),
        ("אב\u200f!", False),
    ],
)
def test_a_change_of_direction_that_goes_on_is_a_warning(
    text: str, warned: bool, read: Read
) -> None:
    content = f'{TYPE}{THING} <http://x/p> "{text}" .'
    findings = read({"source/a.ttl": content.encode()}).findings
    places = [(one.rule, one.severity, one.place.line) for one in findings if one.place]
    assert places == ([("text-direction", Severity.WARNING, 2)] if warned else [])


def test_an_address_with_a_change_of_direction_is_a_warning(read: Read) -> None:
    content = (
        f"{TYPE}{THING} <http://x/p> <http://x/a\u202eb> ; <http://x/q> <http://x/a\u202eb> ."
    )
    (finding,) = read({"source/a.ttl": content.encode()}).findings
    assert finding.rule == "text-direction"
    assert "U+202E" in finding.message["en"]


def test_line_ends_of_windows_are_line_feeds_in_rdf_xml(read: Read) -> None:
    content = rdf_xml("<s:name>a\r\nb&#13;c</s:name>").replace("\n<", "\r\n<").encode()
    (source,) = read({"source/a.rdf": content}).files
    texts = [quad.object.value for quad in source.quads if isinstance(quad.object, Literal)]
    assert texts == ["a\nb\rc"]


MODEL_FILES = [
    ("shapes/own.ttl", "<https://x/s> <http://www.w3.org/ns/shacl#message>\n 'a\\u000Bb' .", 2),
    ("shapes/own.ttl", "<https://x/s> <http://www.w3.org/ns/shacl#message>\n 'a'@fr--ltr .", 2),
    ("queries/own.rq", "#+ summary@en: One\n#+ description@en: a\x0bb\nSELECT * { ?s ?p ?o }", 2),
]


@pytest.mark.parametrize(("name", "text", "line"), MODEL_FILES)
def test_a_file_of_the_model_with_such_a_value_is_refused(
    name: str, text: str, line: int, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        read_town_model(tmp_path, "fr")
    assert (caught.value.path, caught.value.line) == (path, line)


def test_each_character_of_a_text_is_reported(read: Read) -> None:
    content = f'{TYPE}{THING} <http://x/p> "a\x1bb\x0bc\x0bd\x92" .'
    findings = read({"source/a.nt": content.encode()}).findings
    found = [(one.rule, one.place.column) for one in findings if one.place]
    assert found == [
        ("unwritable-character", 55),
        ("unwritable-character", 57),
        ("control-character", 61),
    ]
