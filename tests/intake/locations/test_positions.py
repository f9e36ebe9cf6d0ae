"""Every statement is located at the line, and in Turtle at the column, of its object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from terril.intake.locations.lines import Lines
from terril.intake.locations.positions import Positions
from terril.intake.locations.statements import locate_statements
from terril.intake.sources import Sources
from terril.model.formats import TRIG, TURTLE
from terril.model.vocabulary import TYPE

Read = Callable[..., Sources]

HEAD = (
    "@prefix s: <http://schema.org/> .\nPREFIX p: <https://t.example/id/place/>\n"
    "@prefix : <http://www.w3.org/2001/XMLSchema#> .\n"
)
GAPS = st.sampled_from(
    [" ", "  ", "\n", "\n\n", "\r\n", "\t", ' # a "note" ; p:a , "\n  ', "\n# <x:y> .\n# again\n"]
)
SUBJECTS = st.sampled_from(["p:a", "p:b", "<https://t.example/id/place/c>", "s:name", "p:x.y"])
VERBS = st.sampled_from(["a", "s:name", "s:url", "<http://schema.org/latitude>", "p:a"])
TEXTS = st.text(st.sampled_from('aé "\\;,.#<>[]@\n'), max_size=8)
TAGS = st.sampled_from(["", "@fr", "@en-GB", "^^:date", "^^<x:type>"])


def quoted(text: str, tag: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"{tag}'


def long_quoted(text: str, tag: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'''{escaped}'''{tag}"


OBJECTS = st.one_of(
    st.builds(quoted, TEXTS, TAGS),
    st.builds(long_quoted, TEXTS, TAGS),
    st.sampled_from(["p:a", "p:b", "s:name", "<x:y#z>", "1", "-1.50", ".5", "2e3", "true"]),
)
BLOCKS = st.lists(
    st.tuples(
        SUBJECTS,
        st.lists(
            st.tuples(VERBS, st.lists(OBJECTS, min_size=1, max_size=3)), min_size=1, max_size=3
        ),
    ),
    min_size=1,
    max_size=4,
)


@dataclass
class Draft:
    """A text under construction, with the positions of its objects so far."""

    text: str
    places: list[tuple[int, int]]

    def add(self, word: str, gap: str) -> None:
        self.text += word + gap

    def add_object(self, word: str, gap: str) -> None:
        before = self.text.split("\n")
        self.places.append((len(before), len(before[-1]) + 1))
        self.add(word, gap)


@st.composite
def documents(draw: st.DrawFn) -> Draft:
    document = Draft(HEAD, [])
    for subject, verbs in draw(BLOCKS):
        document.add(subject, draw(GAPS))
        for at, (verb, objects) in enumerate(verbs):
            if at:
                document.add(";", draw(GAPS))
            document.add(verb, draw(GAPS))
            for index, value in enumerate(objects):
                if index:
                    document.add(",", draw(GAPS))
                document.add_object(value, draw(GAPS))
        document.add(".", draw(GAPS))
    return document


@settings(max_examples=150, deadline=None)
@given(documents())
@example(Draft(f"{HEAD}p:a p:a p:a .", [(4, 9)]))
def test_every_statement_of_a_turtle_text_is_located_at_its_object(
    document: Draft,
) -> None:
    content = document.text.encode()
    positions = list(locate_statements(content, TURTLE, Lines(content)))
    assert [(one.line, one.column) for one in positions] == document.places


@settings(max_examples=30, deadline=None)
@given(documents())
def test_statements_in_the_braces_of_trig_are_located_too(document: Draft) -> None:
    body = document.text.removeprefix(HEAD)
    content = f"{HEAD}GRAPH <x:g> {{ {body} }}".encode()
    shift = len("GRAPH <x:g> { ")
    first = HEAD.count("\n") + 1
    positions = list(locate_statements(content, TRIG, Lines(content)))
    assert [(one.line, one.column) for one in positions] == [
        (line, column + shift if line == first else column) for line, column in document.places
    ]


def place(slug: str) -> NamedNode:
    return NamedNode(f"https://data.town.example/id/place/{slug}")


NAME = NamedNode("http://schema.org/name")
IN = NamedNode("http://schema.org/containedInPlace")
RDF_XML = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:s="http://schema.org/">
  <s:Place
      rdf:about="https://data.town.example/id/place/a">
    <s:name xml:lang="fr">A &amp; B
      &lt;C&gt;</s:name>
    <s:containedInPlace
        rdf:resource="https://data.town.example/id/place/b"
        />
  </s:Place>
  <s:Place rdf:about="https://data.town.example/id/place/b">
    <s:name>B</s:name>
  </s:Place>
</rdf:RDF>
"""
JSON_LD = """{
  "@context": {
    "@vocab": "http://schema.org/",
    "p": "https://data.town.example/id/place/",
    "label": {"@id": "http://schema.org/name", "@language": "fr"}
  },
  "@graph": [
    {
      "@id": "p:b",
      "@type": "Place",
      "name": "B",
      "containedInPlace": {"@id": "p:a"}
    },
    {
      "@id": "p:a",
      "@type": "Place",
      "name": [
        "\\u00c9t\\u00e9",
        "B"
      ],
      "label": "Le nom"
    }
  ]
}
"""
N_QUADS = (
    '<https://data.town.example/id/place/a> <http://schema.org/name> "A\\u00e9" .\n\n'
    "# note\n<https://data.town.example/id/place/a> <http://schema.org/name> "
    '"B" <https://data.town.example/id/graph/source> .\n'
)
EXAMPLES: list[tuple[str, str, NamedNode, NamedNode | None, NamedNode | Literal | None, int]] = [
    ("a.rdf", RDF_XML, place("a"), None, None, 4),
    ("a.rdf", RDF_XML, place("a"), NAME, Literal("A & B\n      <C>", language="fr"), 6),
    ("a.rdf", RDF_XML, place("a"), IN, place("b"), 9),
    ("a.rdf", RDF_XML, place("b"), NAME, Literal("B"), 13),
    ("a.rdf", RDF_XML, place("b"), TYPE, None, 12),
    ("a.jsonld", JSON_LD, place("a"), TYPE, None, 16),
    ("a.jsonld", JSON_LD, place("b"), NAME, Literal("B"), 11),
    ("a.jsonld", JSON_LD, place("b"), IN, place("a"), 12),
    ("a.jsonld", JSON_LD, place("a"), NAME, Literal("Été"), 18),
    ("a.jsonld", JSON_LD, place("a"), NAME, Literal("B"), 19),
    ("a.jsonld", JSON_LD, place("a"), NAME, Literal("Le nom", language="fr"), 21),
    ("a.nq", N_QUADS, place("a"), NAME, Literal("Aé"), 1),
    ("a.nq", N_QUADS, place("a"), NAME, Literal("B"), 4),
]


@pytest.mark.parametrize("case", EXAMPLES)
def test_statements_are_located_in_every_format(
    read: Read,
    case: tuple[str, str, NamedNode, NamedNode | None, NamedNode | Literal | None, int],
) -> None:
    name, content, subject, predicate, value, line = case
    (source,) = read({f"source/{name}": content}).files
    found = Positions().find_statement(source, subject, predicate, value)
    assert found.line == line
    assert found.text == content.split("\n")[line - 1]
    assert found.path == source.path


def test_a_thing_is_located_at_its_type_or_else_at_its_first_statement(
    read: Read, line: Callable[[str, str], int]
) -> None:
    content = 'p:a s:name "A" .\np:b s:name "B" .\np:b\n  a s:Place .'
    (source,) = read({"source/a.ttl": content}).files
    assert Positions().find_statement(source, place("b")).line == line(content, "a s:Place")
    assert Positions().find_statement(source, place("a")).line == line(content, '"A"')


def test_a_missing_statement_is_located_at_the_file_as_a_whole(read: Read) -> None:
    (source,) = read({"source/a.ttl": "p:a a s:Place ."}).files
    positions = Positions()
    assert positions.find_statement(source, place("z")).line is None
    assert positions.find_statement(source, place("a"), NAME).line is None
    assert positions.find_text(source, "never written").line is None
    assert positions.find_graph(source, NamedNode("x:never")).line is None


def test_lists_and_nested_nodes_do_not_mislead_the_search(
    read: Read, line: Callable[[str, str], int]
) -> None:
    content = (
        "p:a s:list (\n 1\n p:b\n) ;\n s:geo [\n s:name 'G' ;\n s:deep [ s:name 'D' ]\n ] ;\n"
        " s:name 'A' .\np:b\n s:name\n 'B' ."
    )
    (source,) = read({"source/a.ttl": content}).files
    positions = Positions()
    assert positions.find_statement(source, place("a"), NAME).line == line(content, "'A'")
    assert positions.find_statement(source, place("b"), NAME).line == line(content, "'B'")


def test_missing_lines_are_empty() -> None:
    lines = Lines(b"one\r\ntwo")
    assert [lines.get_line(number) for number in range(4)] == ["", "one", "two", ""]
    assert lines.find_position(5) == (2, 1)
