"""Every format of RDF is read back by another reader as the same triples, odd as they may be."""

from __future__ import annotations

from warnings import catch_warnings, simplefilter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple
from rdflib import Dataset, URIRef
from rdflib import Literal as OtherLiteral

from terril.model.addresses import Addresses
from terril.model.formats import DOCUMENT_FORMATS, JSON, JSON_LD, RDF_XML, Format
from terril.representations.rdf import UnwritableXmlError, find_obstacle, write_rdf
from terril.representations.rdf.jsonld import parse_context
from tests.odd_values import ANY_TEXT

ADDRESSES = Addresses("https://data.town.example/")
READERS = {"ttl": "turtle", "jsonld": "json-ld", "json": "json-ld", "rdf": "xml", "nt": "nt"}
TAGS = ("fr", "en-GB", "zh-Hant-TW", "x-town", "sl-rozaj-biske-1994", "")
NAMES = st.text("abé9-_·:", min_size=1, max_size=6)
NAMESPACES = ("https://codes.example/", "https://codes.example/v#", "urn:x:", "http://schema.org/")
IRI = st.tuples(st.sampled_from(NAMESPACES), NAMES).map("".join).map(NamedNode)
KINDS = st.sampled_from(("place", "xml", "its", "rdf", "schema", "id", "type"))
THING = KINDS.map(lambda kind: NamedNode(ADDRESSES.thing(kind, "a")))
TEXT = st.builds(
    lambda text, tag: Literal(text, language=tag) if tag else Literal(text),
    ANY_TEXT,
    st.sampled_from(TAGS),
)
TRIPLES = st.lists(
    st.builds(Triple, THING, IRI, st.one_of(IRI, TEXT)), min_size=1, max_size=6, unique=True
)
CONTEXTS: tuple[dict[str, object], ...] = (
    {},
    {"schema": "http://schema.org/", "v": "https://codes.example/v#"},
)


@pytest.mark.parametrize("target", DOCUMENT_FORMATS, ids=lambda row: row.extension)
@given(TRIPLES, st.sampled_from(CONTEXTS))
@settings(max_examples=25)
def test_each_format_is_read_back_unchanged(
    target: Format, triples: list[Triple], context: dict[str, object]
) -> None:
    compare_with_other_reader(target, triples, context)


@pytest.mark.soak
@pytest.mark.parametrize("target", DOCUMENT_FORMATS, ids=lambda row: row.extension)
@given(TRIPLES, st.sampled_from(CONTEXTS))
@settings(max_examples=2000)
def test_each_format_is_read_back_unchanged_every_time(
    target: Format, triples: list[Triple], context: dict[str, object]
) -> None:
    compare_with_other_reader(target, triples, context)


def compare_with_other_reader(
    target: Format, triples: list[Triple], context: dict[str, object]
) -> None:
    obstacle = target == RDF_XML and find_obstacle(triples) is not None
    thing = ADDRESSES.thing("place", "a") if target in (JSON, JSON_LD) else None
    try:
        body = write_rdf(triples, target, ADDRESSES, parse_context(context), thing)
    except UnwritableXmlError:
        assert obstacle
        return
    assert not obstacle
    with catch_warnings():
        # The reader calls its own outdated functions.
        simplefilter("ignore", DeprecationWarning)
        graph = Dataset(default_union=True).parse(data=body, format=READERS[target.extension])
        found = set(graph.triples((None, None, None)))
    assert found == set(map(translate, triples))


def translate(triple: Triple) -> tuple[object, ...]:
    def term(one: object) -> object:
        if isinstance(one, Literal):
            return OtherLiteral(one.value, lang=one.language)
        assert isinstance(one, NamedNode)
        return URIRef(one.value)

    return tuple(term(one) for one in triple)
