"""Small towns of random statements, written to files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple, parse

from terril.model.addresses import Addresses
from terril.model.formats import find_format
from terril.model.vocabulary import DCT, SCHEMA, SKOS, TERRIL, TYPE
from terril.representations.rdf.graph_files import (
    DatasetKinds,
    GraphFile,
    GraphFilesPlan,
    ModelConcepts,
    write_graph_files,
)
from terril.representations.rdf.jsonld import Context, parse_context
from tests.odd_values import LEGAL_TEXT
from tests.spools import write_spool
from tests.store.literals import literals

BASE = "https://data.town.example/"
ADDRESSES = Addresses(BASE)
CONTEXT = parse_context(
    {
        "@version": 1.1,
        "skos": SKOS,
        "schema": SCHEMA,
        "id": "@id",
        "type": "@type",
        "name": {"@id": "skos:prefLabel", "@container": "@language"},
        "address": {"@id": "schema:address", "@type": "@id"},
    }
)
DATASETS = (
    DatasetKinds("town", ("list",), ()),
    DatasetKinds("places", ("place",), ("address", "theme")),
    DatasetKinds("events", ("event",), ("address",)),
)
CLASSES = (f"{SCHEMA}Place", f"{SKOS}Concept", "urn:x:1", f"{SCHEMA}a,b")
MODEL_GRAPH = NamedNode(f"{TERRIL}kinds")
CONCEPTS = [NamedNode(f"{TERRIL}kinds#{name}") for name in "abc"]


def thing(kind: str, slug: str) -> NamedNode:
    return NamedNode(f"{BASE}id/{kind}/{slug}")


NODES = st.sampled_from(
    [thing(kind, slug) for kind in ("place", "event", "address", "theme") for slug in "abc"]
    + [NamedNode("urn:x"), NamedNode(f"{BASE}id/place/a?b"), NamedNode(f"{BASE}id/place/a,b")]
)
LINKS = st.sampled_from(
    [NamedNode(iri) for iri in (f"{SCHEMA}address", f"{DCT}type", "https://v.example/p")]
)
NAMES = st.builds(lambda text: Literal(text, language="fr"), LEGAL_TEXT)
LABEL, BROADER = NamedNode(f"{SKOS}prefLabel"), NamedNode(f"{SKOS}broader")
GRAPHS = st.sampled_from([thing("graph", name) for name in ("source", "derived")])
QUADS = st.lists(
    st.one_of(
        st.builds(Quad, NODES, LINKS, NODES, GRAPHS),
        st.builds(Quad, NODES, LINKS, st.sampled_from(CONCEPTS), GRAPHS),
        st.builds(Quad, st.sampled_from(CONCEPTS), LINKS, NODES, GRAPHS),
        st.builds(Quad, NODES, LINKS, literals(), GRAPHS),
        st.builds(Quad, NODES, st.just(LABEL), NAMES, GRAPHS),
        st.builds(Quad, NODES, st.just(TYPE), st.sampled_from(CLASSES).map(NamedNode), GRAPHS),
        st.builds(
            Quad,
            st.sampled_from(CONCEPTS),
            st.just(TYPE),
            st.just(NamedNode(f"{SKOS}Concept")),
            st.just(MODEL_GRAPH),
        ),
        st.builds(
            Quad,
            st.sampled_from(CONCEPTS),
            st.just(BROADER),
            st.sampled_from(CONCEPTS),
            st.just(MODEL_GRAPH),
        ),
        st.builds(Quad, st.sampled_from(CONCEPTS), st.just(LABEL), NAMES, st.just(MODEL_GRAPH)),
    ),
    max_size=25,
)


def write(
    quads: Iterable[Quad], folder: Path, processes: int = 1, context: Context = CONTEXT
) -> tuple[list[GraphFile], Mapping[str, bytes]]:
    files = folder / "files"
    files.mkdir()
    spool, links = write_spool(folder, quads)
    plan = GraphFilesPlan(spool, links, ADDRESSES, context, DATASETS, ModelConcepts(quads))
    written = write_graph_files(plan, files, processes)
    return written, {path.name: path.read_bytes() for path in files.iterdir()}


def read(name: str, body: bytes) -> set[Quad]:
    found = find_format(name)
    assert found is not None
    return set(parse(body, format=found.syntax)) if body else set()


def read_triples(name: str, body: bytes) -> set[Triple]:
    return {quad.triple for quad in read(name, body)}


def make_quads(count: int) -> list[Quad]:
    source = thing("graph", "source")
    return [
        Quad(thing("place", f"{n}"), LABEL, Literal(f"Place {n}", language="fr"), source)
        for n in range(count)
    ]
