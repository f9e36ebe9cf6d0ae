"""JSON-LD has the same statements as other formats, and reads as plain JSON."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from terril.model.vocabulary import RDF, SCHEMA, XSD
from terril.representations.rdf.jsonld import compact_graph, compact_thing, parse_context

BASE = "https://town.example/id/"
CONTEXT = parse_context(
    {
        "@version": 1.1,
        "id": "@id",
        "type": "@type",
        "schema": SCHEMA,
        "xsd": XSD,
        "name": {"@id": "schema:name", "@container": "@language"},
        "founder": {"@id": "schema:founder", "@type": "@id"},
        "founded": {"@reverse": "schema:founder"},
        "Organization": "schema:Organization",
        "unused": "schema:unused",
    }
)


def node(slug: str) -> NamedNode:
    return NamedNode(f"{BASE}{slug}")


def schema(word: str) -> NamedNode:
    return NamedNode(f"{SCHEMA}{word}")


def read_back(body: bytes) -> set[Triple]:
    return {quad.triple for quad in parse(body, format=RdfFormat.JSON_LD)}


def read_back_with_pyld(body: bytes) -> set[Triple]:
    lines = jsonld.to_rdf(json.loads(body), {"format": "application/n-quads"})
    return {quad.triple for quad in parse(str(lines), format=RdfFormat.N_QUADS)}


TRIPLES = [
    Triple(node("a"), NamedNode(f"{RDF}type"), schema("Organization")),
    Triple(node("a"), schema("name"), Literal("Terril", language="fr")),
    Triple(node("a"), schema("name"), Literal("Slag heap", language="en")),
    Triple(node("a"), schema("founder"), node("b")),
    Triple(node("b"), schema("name"), Literal("B", language="fr")),
    Triple(node("c"), schema("founder"), node("a")),
    Triple(node("c"), schema("name"), Literal("C", language="fr")),
]


def test_a_thing_reads_as_plain_json() -> None:
    content = json.loads(compact_thing(TRIPLES, f"{BASE}a", CONTEXT))
    assert content["id"] == f"{BASE}a"
    assert content["type"] == "Organization"
    assert content["name"] == {"fr": "Terril", "en": "Slag heap"}
    assert content["founder"] == {"id": f"{BASE}b", "name": {"fr": "B"}}
    assert content["founded"] == {"id": f"{BASE}c", "name": {"fr": "C"}}


def test_the_context_travels_inside_and_holds_only_what_is_used() -> None:
    content = json.loads(compact_thing(TRIPLES, f"{BASE}a", CONTEXT))
    assert "unused" not in content["@context"]
    assert content["@context"]["schema"] == SCHEMA


def test_nothing_is_lost_on_the_way() -> None:
    for body in (compact_thing(TRIPLES, f"{BASE}a", CONTEXT), compact_graph(TRIPLES, CONTEXT)):
        assert read_back(body) == set(TRIPLES)
        assert read_back_with_pyld(body) == set(TRIPLES)


nodes = st.sampled_from([node(slug) for slug in "abcde"])
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
literals = st.one_of(
    texts.map(Literal),
    st.builds(lambda t: Literal(t, language="fr"), texts),
    st.integers().map(lambda n: Literal(str(n), datatype=NamedNode(f"{XSD}integer"))),
    st.sampled_from(["007", "+1", "1"]).map(
        lambda t: Literal(t, datatype=NamedNode(f"{XSD}integer"))
    ),
    st.sampled_from(["50.4432", "2.0"]).map(
        lambda t: Literal(t, datatype=NamedNode(f"{XSD}decimal"))
    ),
    st.sampled_from(["true", "false", "1"]).map(
        lambda t: Literal(t, datatype=NamedNode(f"{XSD}boolean"))
    ),
)
predicates = st.sampled_from([schema("name"), schema("founder"), schema("other")])
statements = st.one_of(
    st.builds(Triple, nodes, predicates, nodes),
    st.builds(Triple, nodes, predicates, literals),
    st.builds(lambda s: Triple(s, NamedNode(f"{RDF}type"), schema("Organization")), nodes),
)


@given(st.lists(statements, min_size=1, max_size=15, unique=True))
def test_any_statements_survive_the_way_through_json(triples: list[Triple]) -> None:
    about_a = [Triple(node("a"), schema("name"), Literal("A")), *triples]
    for body in (compact_thing(about_a, f"{BASE}a", CONTEXT), compact_graph(about_a, CONTEXT)):
        assert read_back(body) == set(about_a)
        assert read_back_with_pyld(body) == set(about_a)
