"""A file that cannot be read is reported with line, column, text of the line and reason."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from terril.intake.parse_reasons import OTHER, REASONS, explain
from terril.intake.reading.parser import parse_file
from terril.model.formats import find_format
from terril.model.languages import list_languages, load_catalogue

TURTLE = "@prefix s: <http://schema.org/> .\n@prefix p: <https://t.example/id/place/> .\n"
XML = (
    '<?xml version="1.0"?>\n<rdf:RDF xmlns:s="http://schema.org/"\n'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n{}\n</rdf:RDF>\n'
)
BROKEN: list[tuple[str, str, int, int | None, str]] = [
    ("a.ttl", TURTLE + 'p:a s:name "A"\n\n# note\np:b s:name "B" .', 3, 15, "has no end"),
    ("a.ttl", TURTLE + 'p:a s:name "A"\n  s:url <x:y> .', 3, 15, "“;”"),
    ("a.ttl", TURTLE + 'p:a s:name "é"@fr s:url <x:y> .', 3, 19, "has no end"),
    ("a.ttl", TURTLE + 'p:a sk:name "A" .', 3, 5, "prefix “sk:” is not declared"),
    ("a.ttl", TURTLE + 'p:a s:name "A .\np:b s:name "B" .', 3, 16, "closing quotation mark"),
    ("a.ttl", TURTLE + "p:a s:url <http://a b> .", 3, 11, "the character “ ”"),
    ("a.ttl", TURTLE + 'p:a s:name "A"@ .', 3, 16, "not followed by a language"),
    ("a.ttl", TURTLE + 'p:a s:name [ s:x "y" .', 3, 22, "“[” is not closed"),
    ("a.ttl", TURTLE + "p:a s:name\n\n", 3, 11, "ends in the middle"),
    ("a.ttl", TURTLE + "p:a name 'A' .", 3, 5, "“name” cannot stand here"),
    ("a.ttl", TURTLE + "p:a s:name “A” .", 3, 12, "straight quotation marks"),
    ("a.ttl", TURTLE + r'p:a s:name "C:\dir" .', 3, 15, r"“\” begins a special"),
    ("a.ttl", "p", 1, 1, "cannot stand here"),
    ("a.trig", TURTLE + "p:g { p:a s:name p:c ", 3, 22, "ends in the middle"),
    ("a.nt", '<x:a> <x:b> "c"\n<x:a> <x:b> "d" .', 1, 16, "has no end"),
    ("a.nt", '<a> <x:b> "c" .', 1, 1, "An address is not complete"),
    ("a.nq", 'p:a <x:b> "c" .', 1, 1, "but no prefixes"),
    ("a.ttl", TURTLE + "p:a s:name + .", 3, 12, "The reader says: An integer"),
    ("a.ttl", "@prefix : p <x:> .", 1, 11, "a prefix with a colon"),
    ("a.ttl", TURTLE + 'p:a s:name "1"^^a .', 3, 17, "“a” cannot stand here"),
    ("a.rdf", XML.format("<s:P a></s:P>"), 4, None, "A tag of XML"),
    (
        "a.rdf",
        "<?xml version='1.0' encoding='UTF-9'?>\n<!DOCTYPE a [<!ENTITY b 'c'>]>\n<a/>",
        1,
        None,
        "another encoding",
    ),
    ("a.jsonld", '{"@id": "x:a", "x:b": tru}', 1, 23, "keys and texts"),
    ("a.jsonld", '{"@id": "x:a", "x:b": "c"} {}', 1, 28, "after its last bracket"),
    ("a.jsonld", '{"@context": {"x": {"@id": "s:x", "@typ": "@id"}}}', 1, None, "“@typ” has"),
    ("a.jsonld", '{"@id": "x:a",\n"x:b": "c",}', 2, 12, "comma after the last entry"),
    ("a.jsonld", '{"@id": "x:a"\n"x:b": "c"}', 2, 1, "A comma between two entries"),
    ("a.jsonld", '{"@context": "https://schema.org"}', 1, None, "nothing is fetched"),
    ("a.rdf", XML.format('<s:Place rdf:about="x:a">\n<s:name>A</s:nam>'), 5, None, "</s:nam>"),
    ("a.rdf", XML.format("<q:Place/>"), 4, None, "prefix “q:” is not declared"),
    ("a.rdf", XML.format("<s:Place><s:name>A & B</s:name></s:Place>"), 4, None, "&amp;"),
    ("a.ttl", TURTLE + 'p:a s:name "A"@fr_FR .', 3, 18, "with a hyphen"),
    ("a.ttl", TURTLE + 'p:a s:name "A"@longerthan8 .', 3, 16, "more than eight letters"),
    ("a.ttl", TURTLE + "p:a s:url <http://x.example/50%> .", 3, 11, "Write “%” as %25"),
    ("a.rdf", XML.format('<s:P><s:n xml:lang="français">A</s:n></s:P>'), 4, None, "“français”"),
    ("a.rdf", XML.format("<s:P>loose</s:P>"), 4, None, "“loose” stands where only"),
    ("a.rdf", XML.format("<place/>"), 4, None, "has no prefix"),
    ("a.rdf", XML.format("<s:P><s:n>&eacute;</s:n></s:P>"), 4, None, "“&eacute;”"),
    ("a.rdf", "<?xml version='1.0' encoding='ISO-8859-1'?>\n<a/>", 1, None, "another encoding"),
    ("a.jsonld", '{"@id": 5, "x:b": "c"}', 1, None, "“@id” has to be a text"),
    ("a.jsonld", '{"@id": "x:a",\n"@id": "x:b"}', 2, None, "“@id” stands twice"),
    ("a.jsonld", '{"@id": "x:a", "x:b": {"@value": "c",\n"x:d": "e"}}', 2, None, "“x:d” cannot"),
    ("a.ttl", TURTLE + 'p:??? s:name "A" .', 3, 3, "Where letters became “?”"),
    (
        "a.jsonld",
        '{"@context": {"x": {"@reverse": "http://a b/c"}}, "x": {"@id": "x:a"}}',
        1,
        None,
        "“http://a b/c” is no address",
    ),
    ("a.jsonld", '{"@id": "x:a", // note\n"x:b": "c"}', 1, 16, "no comments"),
]


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_reported_with_position_and_reason(
    case: tuple[str, str, int, int | None, str],
) -> None:
    name, text, line, column, reason = case
    syntax = find_format(name)
    assert syntax is not None
    parsed = parse_file(PurePath(name), text.encode(), syntax)
    assert not parsed.quads
    assert parsed.finding is not None
    assert parsed.finding.place is not None
    assert (parsed.finding.place.line, parsed.finding.place.column) == (line, column)
    assert parsed.finding.place.text == text.split("\n")[line - 1]
    assert reason in parsed.finding.message["en"]
    assert syntax.name in parsed.finding.message["fr"]


OTHERS = [
    ("a.rdf", (TURTLE + 'p:a s:name "A" .').encode(), "holds Turtle", "a.ttl"),
    ("a.nt", (TURTLE + 'p:a s:name "A" .').encode(), "holds Turtle", "a.ttl"),
    ("a.ttl", b'{"@id": "x:a", "x:b": "c"}', "holds JSON-LD", "a.jsonld"),
    ("a.ttl", XML.format('<s:Place rdf:about="x:a"/>').encode(), "holds RDF/XML", "a.rdf"),
    ("a.ttl", b"<x:g> { <x:a> <x:b> <x:c> }", "holds TriG", "a.trig"),
    ("a.jsonld", b"<x:a> <x:b> <x:c> .", "holds Turtle", "a.ttl"),
    ("a.nt", b"<x:a> <x:b> <x:c> <x:g> .", "holds N-Quads", "a.nq"),
    ("a.ttl", b"PK\x03\x04\x14\x00\xff", "ZIP", "Unpack it"),
    ("a.ttl", b"\x1f\x8b\x08\x00", "GZIP", "Unpack it"),
    ("a.json", b"%PDF-1.7", "PDF", "save it as JSON-LD"),
]


@pytest.mark.parametrize(("name", "content", "kind", "remedy"), OTHERS)
def test_content_of_another_kind_than_the_name_says_is_recognized(
    name: str, content: bytes, kind: str, remedy: str
) -> None:
    syntax = find_format(name)
    assert syntax is not None
    parsed = parse_file(PurePath(name), content, syntax)
    assert not parsed.quads
    assert parsed.finding is not None
    assert kind in parsed.finding.message["en"]
    assert remedy in parsed.finding.message["en"]
    assert parsed.finding.message["fr"] != parsed.finding.message["en"]


@pytest.mark.parametrize("language", list_languages()[1:])
def test_every_reason_is_translated(language: str) -> None:
    known = load_catalogue(language)
    assert known
    for sentence in (*(sentence for _, sentence in REASONS), OTHER):
        assert sentence in known


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_that_is_not_utf_8_is_reported(encoding: str) -> None:
    syntax = find_format("a.ttl")
    assert syntax is not None
    content = (TURTLE + 'p:a s:name "été" .').encode(encoding)
    finding = parse_file(PurePath("a.ttl"), content, syntax).finding
    assert finding is not None
    assert finding.rule == "encoding"
    assert finding.place is not None
    assert finding.place.line == (3 if encoding == "latin-1" else 1)
    assert finding.place.column == (13 if encoding == "latin-1" else 1)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_of_other_systems_are_read(
    ending: str, mark: bytes
) -> None:
    syntax = find_format("a.ttl")
    assert syntax is not None
    content = mark + (TURTLE + 'p:a s:name "A" .\n').replace("\n", ending).encode()
    assert len(parse_file(PurePath("a.ttl"), content, syntax).quads) == 1
    broken = mark + (TURTLE + 'p:a s:name "A"\np:b').replace("\n", ending).encode()
    finding = parse_file(PurePath("a.ttl"), broken, syntax).finding
    assert finding is not None
    assert finding.place is not None
    assert (finding.place.line, finding.place.text) == (3, 'p:a s:name "A"')


def test_an_unknown_message_of_a_parser_is_passed_on() -> None:
    assert explain("Parser error at line 3 column 4: Odd: thing") == (
        "The reader says: {word}",
        {"word": "Odd: thing"},
    )
