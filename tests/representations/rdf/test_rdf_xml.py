"""RDF/XML is read back by another reader as the same triples, or it is not written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BaseDirection, Literal, NamedNode, Triple
from rdflib import Graph, URIRef
from rdflib import Literal as OtherLiteral

from terril.model.addresses import Addresses
from terril.model.formats import RDF_XML
from terril.model.vocabulary import RDF, TYPE
from terril.representations.rdf import UnwritableXmlError, write_rdf
from terril.representations.rdf.jsonld import parse_context

ADDRESSES = Addresses("https://data.town.example/")
CONTEXT = parse_context({})
THING = NamedNode("https://data.town.example/id/place/a")
P = NamedNode("http://schema.org/name")
# Letters, digits and signs in every order, so that names begin and end with each of them.
LOCAL = st.text("abé9-._·:/%", min_size=1, max_size=6).map(lambda text: text.replace("%", "%20"))
IRI = st.tuples(
    st.sampled_from(("https://codes.example/", "https://codes.example/v#", "urn:x:", RDF)), LOCAL
).map("".join)
ODD = st.text(st.characters(codec="utf-8"), max_size=8)
TEXT = st.one_of(ODD, st.text("\0\x01\x0b\x1b\ufffe\uffff\r\n\t \x85\u2028<&>\"']", max_size=5))
KIND = st.sampled_from(("place", "xml", "xmlns", "its", "rdf", "oxprefix"))
TRIPLE = st.builds(
    Triple,
    KIND.map(lambda kind: NamedNode(ADDRESSES.thing(kind, "a"))),
    st.one_of(IRI.map(NamedNode), KIND.map(lambda kind: NamedNode(ADDRESSES.thing(kind, "p")))),
    st.one_of(IRI.map(NamedNode), TEXT.map(Literal)),
)
TYPED = st.builds(Triple, st.just(THING), st.just(TYPE), IRI.map(NamedNode))


def read(body: bytes) -> set[tuple[object, ...]]:
    return set(Graph().parse(data=body, format="xml"))


def translate(triple: Triple) -> tuple[object, ...]:
    def term(one: object) -> object:
        if isinstance(one, Literal):
            return OtherLiteral(one.value)
        assert isinstance(one, NamedNode)
        return URIRef(one.value)

    return tuple(term(one) for one in triple)


TRIPLES = st.lists(st.one_of(TRIPLE, TYPED), min_size=1, max_size=6, unique=True)


@given(TRIPLES)
@settings(max_examples=100)
def test_what_is_written_is_read_back_unchanged(triples: list[Triple]) -> None:
    compare_with_other_reader(triples)


@pytest.mark.soak
@given(TRIPLES)
@settings(max_examples=5000)
def test_what_is_written_is_read_back_unchanged_every_time(triples: list[Triple]) -> None:
    compare_with_other_reader(triples)


def compare_with_other_reader(triples: list[Triple]) -> None:
    try:
        body = write_rdf(triples, RDF_XML, ADDRESSES, CONTEXT)
    except UnwritableXmlError:
        return
    assert read(body) == set(map(translate, triples))


@pytest.mark.parametrize("text", ["a\rb", "\r\n", "\r", "a\n\r\tb", "\x85\u2028", "]]>", "<&\r;"])
def test_line_ends_and_signs_survive(text: str) -> None:
    triple = Triple(THING, P, Literal(text))
    assert read(write_rdf([triple], RDF_XML, ADDRESSES, CONTEXT)) == {translate(triple)}


@pytest.mark.parametrize(
    "name", ["https://codes.example/2024/123", "https://codes.example/part/", f"{RDF}Description"]
)
def test_a_class_without_a_name_in_xml_is_an_attribute(name: str) -> None:
    triple = Triple(THING, TYPE, NamedNode(name))
    assert read(write_rdf([triple], RDF_XML, ADDRESSES, CONTEXT)) == {translate(triple)}


@pytest.mark.parametrize(
    "triple",
    [
        *(Triple(THING, P, Literal(f"a{c}b")) for c in "\0\x01\x08\x0b\x0c\x0e\x1b\ufffe\uffff"),
        *(
            Triple(THING, NamedNode(iri), Literal("a"))
            for iri in (
                "https://codes.example/2024/123",
                "https://codes.example/a/",
                "https://codes.example/a#",
                "urn:uuid:12",
                f"{RDF}li",
                f"{RDF}about",
                f"{RDF}Description",
            )
        ),
        Triple(THING, P, Triple(THING, P, Literal("a"))),
        Triple(THING, P, Literal("a", language="ar", direction=BaseDirection.RTL)),
    ],
)
def test_what_xml_cannot_carry_is_not_written(triple: Triple) -> None:
    with pytest.raises(UnwritableXmlError):
        write_rdf([triple], RDF_XML, ADDRESSES, CONTEXT)
