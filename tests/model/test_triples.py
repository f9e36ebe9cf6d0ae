"""Terms and triples are built in one way."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from terril.model.triples import Node, literal, term, texts
from terril.model.vocabulary import DCT, RDF, XSD, shorten

ITEM = NamedNode("https://town.example/id/place/x")


def test_a_prefixed_name_becomes_an_iri() -> None:
    assert term("dct:title") == NamedNode(f"{DCT}title")


def test_terms_and_short_names_are_inverse() -> None:
    assert shorten(term("schema:name").value) == "schema:name"


@pytest.mark.parametrize("name", ["dtc:title", "title", "https://purl.org/dc/terms/title"])
def test_an_unknown_prefix_is_an_error(name: str) -> None:
    with pytest.raises(KeyError):
        term(name)


@pytest.mark.parametrize(
    ("value", "text", "datatype"),
    [
        ("text", "text", "string"),
        (-5, "-5", "integer"),
        (True, "true", "boolean"),
        (date(2026, 3, 1), "2026-03-01", "date"),
        (datetime(2026, 3, 1, 8, 5, tzinfo=UTC), "2026-03-01T08:05:00+00:00", "dateTime"),
    ],
)
def test_the_type_of_a_value_decides_about_its_datatype(
    value: str | int | date, text: str, datatype: str
) -> None:
    assert literal(value) == Literal(text, datatype=NamedNode(f"{XSD}{datatype}"))


def test_a_datatype_can_be_given() -> None:
    assert literal(5, "xsd:decimal") == Literal("5", datatype=NamedNode(f"{XSD}decimal"))


def test_texts_keep_their_order() -> None:
    words = {"fr": "place", "en": "square"}
    assert texts(words) == [Literal("place", language="fr"), Literal("square", language="en")]


def test_wanted_languages_come_first() -> None:
    words = {"fr": "place", "en": "square", "nl": "plein"}
    assert [text.language for text in texts(words, ["de", "nl"])] == ["nl", "fr", "en"]


def test_triples_keep_the_order_of_insertion() -> None:
    node = Node(ITEM).add("dct:title", "b", "a").add_type("foaf:Document").add("dct:title", 1)
    title = NamedNode(f"{DCT}title")
    assert list(node) == [
        Triple(ITEM, title, Literal("b")),
        Triple(ITEM, title, Literal("a")),
        Triple(ITEM, NamedNode(f"{RDF}type"), term("foaf:Document")),
        Triple(ITEM, title, Literal(1)),
    ]


def test_a_text_is_no_iri() -> None:
    literals = Node(ITEM).add("dct:source", ITEM.value)
    iris = Node(ITEM).add_iri("dct:source", ITEM.value)
    assert [triple.object for triple in (*literals, *iris)] == [Literal(ITEM.value), ITEM]


def test_texts_are_added_in_the_order_of_the_mapping() -> None:
    node = Node(ITEM).add_texts("dct:title", {"nl": "plein", "en": "square"})
    assert [triple.object.language for triple in node] == ["nl", "en"]  # type: ignore[union-attr]


def test_terms_are_added_as_they_are() -> None:
    blank = BlankNode()
    assert [t.object for t in Node(ITEM).add("dct:source", blank, ITEM)] == [blank, ITEM]


def test_a_linked_node_follows_its_link() -> None:
    inner = Node("https://town.example/id/place/inner").add("dct:title", "inner")
    outer = Node(ITEM).add_node("dct:hasPart", inner).add("dct:title", "outer")
    assert [triple.subject for triple in outer] == [ITEM, inner.subject, ITEM]


def test_a_subject_can_be_an_iri_or_a_term() -> None:
    assert Node(ITEM.value).subject == Node(ITEM).subject == ITEM
