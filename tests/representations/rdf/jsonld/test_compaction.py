"""Any statements in any supported context are written as PyLD writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from terril.model.errors import ModelError
from terril.model.vocabulary import RDF, XSD
from terril.representations.rdf.jsonld import (
    Compactor,
    Context,
    UnsupportedTermError,
    UnwritableJsonError,
    compact_graph,
    compact_thing,
    format_nodes,
    parse_context,
    read_context,
)
from terril.town.town import open_town
from tests.odd_values import ANY_TEXT
from tests.paths import ROOT
from tests.representations.rdf.jsonld.processor import (
    compact_with_processor,
    read_with_processor,
)

E, F = "http://e.example/", "http://e.example/f#"
PATH = Path("context.jsonld")
BASES = {"@version": 1.1, "e": E, "f": F, "xsd": XSD, "rdf": RDF}
MAPPINGS = st.sampled_from(("e:a", f"{E}a", "e:b", "f:c", f"{RDF}type"))
DEFINITIONS: st.SearchStrategy[Any] = st.one_of(
    MAPPINGS,
    st.builds(
        lambda iri, more: {"@id": iri, **more},
        MAPPINGS,
        st.sampled_from(
            (
                {},
                {"@type": "@id"},
                {"@type": "xsd:integer"},
                {"@type": f"{E}odd"},
                {"@container": "@language"},
                {"@container": ["@set"]},
                {"@container": ["@language", "@set"]},
                {"@type": "@id", "@container": "@set"},
            )
        ),
    ),
    st.builds(
        lambda iri, more: {"@reverse": iri, **more},
        MAPPINGS,
        st.sampled_from(({}, {"@type": "@id"}, {"@container": "@set"})),
    ),
)
ALIASES = st.fixed_dictionaries(
    {},
    optional={"id": st.just("@id"), "type": st.just("@type"), "nodes": st.just("@graph")},
)
CONTEXTS = st.builds(
    lambda aliases, terms: parse_context({**BASES, **aliases, **terms}),
    ALIASES,
    st.dictionaries(st.sampled_from(("x", "yy", "name", "fr", "de-at")), DEFINITIONS, max_size=5),
)
NODES = st.sampled_from(
    (*(NamedNode(f"{E}{name}") for name in ("1", "2", "f#x")), NamedNode("urn:x"), BlankNode("b"))
)
IRIS = st.sampled_from([NamedNode(f"{E}{name}") for name in ("a", "b", "f#c", "odd")])
DATATYPES = st.sampled_from([f"{XSD}integer", f"{XSD}boolean", f"{XSD}decimal", f"{E}odd"])
LITERALS = st.one_of(
    ANY_TEXT.map(Literal),
    st.builds(
        lambda text, tag: Literal(text, language=tag), ANY_TEXT, st.sampled_from(("fr", "de-at"))
    ),
    st.builds(
        lambda text, iri: Literal(text, datatype=NamedNode(iri)),
        st.one_of(
            ANY_TEXT,
            st.integers(-(10**16), 10**16).map(str),
            st.sampled_from(("007", "-0", "+1", "true", "1")),
        ),
        DATATYPES,
    ),
)
PREDICATES = st.one_of(IRIS, st.just(NamedNode(f"{RDF}type")))
TRIPLES = st.lists(
    st.builds(Triple, NODES, PREDICATES, st.one_of(NODES, IRIS, LITERALS)),
    min_size=1,
    max_size=9,
    unique=True,
)


def read_nodes(body: bytes, context: Context) -> Any:  # noqa: ANN401  # JSON
    document = json.loads(body)
    document.pop("@context")
    return document.get(context.get_alias("@graph"), [document])


@given(TRIPLES, CONTEXTS)
def test_a_graph_is_written_as_the_processor_writes_it(
    triples: list[Triple], context: Context
) -> None:
    body = compact_graph(triples, context)
    assert read_nodes(body, context) == compact_with_processor(triples, context)
    if not any(isinstance(node, BlankNode) for t in triples for node in (t.subject, t.object)):
        assert read_with_processor(body) == set(triples)
        assert {quad.triple for quad in parse(body, format=RdfFormat.JSON_LD)} == set(triples)


@given(TRIPLES, CONTEXTS)
def test_a_document_has_all_statements(triples: list[Triple], context: Context) -> None:
    rows = [
        row for row in triples if isinstance(row.subject, NamedNode) and "_:" not in str(row)
    ] or [Triple(NamedNode(E), NamedNode(f"{E}a"), Literal("x"))]
    for thing in {row.subject.value for row in rows if isinstance(row.subject, NamedNode)}:
        body = compact_thing(rows, thing, context)
        assert read_with_processor(body) == set(rows)
        assert {quad.triple for quad in parse(body, format=RdfFormat.JSON_LD)} == set(rows)


def test_a_real_town_is_written_as_the_processor_writes_it() -> None:
    context = read_context((ROOT / "ontology" / "context.jsonld").read_bytes(), PATH)
    quads = open_town(ROOT).read().sources.quads()
    triples = sorted({quad.triple for quad in quads}, key=str)
    assert len(triples) > 1000
    nodes = read_nodes(compact_graph(triples, context), context)
    assert nodes == compact_with_processor(triples, context)


def test_the_context_has_what_is_used_and_nothing_else() -> None:
    context = parse_context({**BASES, "x": "e:a", "word": "f:b", "odd": "f:odd", "id": "@id"})
    compactor = Compactor(context)
    values = {f"<{E}a>": ['"word"'], f"<{E}b>": [f'"1"^^<{F}odd>']}
    format_nodes([(f"<{E}1>", values)], compactor)
    assert compactor.names == {"x", "odd", "e"}
    assert set(context.select(compactor.names)) == {"@version", "e", "f", "x", "odd", "id"}
    compactor.start()
    assert compactor.names == set()


@pytest.mark.parametrize(
    "definition",
    [
        None,
        "nowhere",
        "@vocab",
        "e:a:loop",
        {"@id": "e:a", "@type": "@vocab"},
        {"@id": "e:a", "@type": "@json"},
        {"@id": "e:a", "@type": "xsd:date", "@container": "@language"},
        {"@id": "e:a", "@container": "@list"},
        {"@id": "e:a", "@container": ["@index"]},
        {"@id": "e:a", "@container": 5},
        {"@id": "e:a", "@language": "fr"},
        {"@id": "e:a", "@context": {}},
        {"@id": "e:a", "@nest": "n"},
        "@value",
        {"@id": "e:a", "@prefix": True},
        {"@id": "@type", "@container": "@set"},
        {"@reverse": "e:a", "@type": "xsd:date"},
        {"@reverse": "e:a", "@id": "e:a"},
        {"@type": "@id"},
    ],
    ids=str,
)
def test_a_definition_that_is_not_supported_is_refused(definition: object) -> None:
    source = {**BASES, "e:a": f"{E}a", "term": definition}
    with pytest.raises(UnsupportedTermError):
        parse_context(source)
    source.pop("e:a")
    content = json.dumps({"@context": source}).encode()
    if definition == "e:a:loop":
        return
    with pytest.raises(ModelError) as raised:
        read_context(content, PATH)
    assert "term" in raised.value.message("en")
    assert "Terril" in raised.value.message("fr")


@pytest.mark.parametrize(
    "source",
    [
        [BASES, {}],
        "https://town.example/context",
        {"@vocab": E},
        {"@base": E},
        {"@language": "fr"},
        {"@version": 1.0},
        {"@import": E},
        {"a": "b", "b": "a"},
        {"a": "b:c", "b": "a:c"},
        {"word": f"{E}x", "a": "word:b"},
        {"": E},
    ],
    ids=str,
)
def test_a_context_that_is_not_supported_is_refused(source: object) -> None:
    with pytest.raises(ModelError):
        read_context(json.dumps({"@context": source}).encode(), PATH)


@pytest.mark.parametrize("content", [b"{", b"{}", b"[]", b"\xff"])
def test_a_file_without_a_context_is_refused(content: bytes) -> None:
    with pytest.raises(ModelError):
        read_context(content, PATH)


@pytest.mark.parametrize("iri", ["e:1", "xsd:a/b"])
def test_an_iri_that_would_be_read_as_another_is_refused(iri: str) -> None:
    triple = Triple(NamedNode(f"{E}1"), NamedNode(f"{E}a"), NamedNode(iri))
    with pytest.raises(UnwritableJsonError):
        compact_graph([triple], parse_context(BASES))


def test_a_triple_as_a_value_is_refused() -> None:
    inner = Triple(NamedNode(E), NamedNode(E), NamedNode(E))
    with pytest.raises(UnwritableJsonError):
        compact_graph([Triple(NamedNode(E), NamedNode(E), inner)], parse_context(BASES))


def test_an_authority_is_no_prefixed_name() -> None:
    triple = Triple(NamedNode(f"{E}1"), NamedNode(f"{E}a"), NamedNode("e://x"))
    body = compact_graph([triple], parse_context(BASES))
    assert read_with_processor(body) == {triple}


def test_a_direction_is_kept() -> None:
    lines = f'<{E}1> <{E}a> "x"@ar--rtl .'
    triples = [quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES)]
    context = parse_context({"a": {"@id": f"{E}a", "@container": "@language"}})
    (node,) = read_nodes(compact_graph(triples, context), context)
    assert node[f"{E}a"] == {"@direction": "rtl", "@language": "ar", "@value": "x"}
