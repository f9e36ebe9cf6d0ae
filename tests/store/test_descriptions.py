"""The statements of a document about its thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from terril.model.vocabulary import RDF, SCHEMA, SKOS
from terril.store.descriptions import describe
from terril.store.reader import StoreReader

BASE = "https://town.example/id/"
TYPE = NamedNode(f"{RDF}type")
NAME = NamedNode(f"{SKOS}prefLabel")
SCHEMA_NAME = NamedNode(f"{SCHEMA}name")
ADDRESS = NamedNode(f"{SCHEMA}address")
STREET = NamedNode(f"{SCHEMA}streetAddress")
PARTNER = NamedNode(f"{SCHEMA}memberOf")


def node(name: str) -> NamedNode:
    return NamedNode(f"{BASE}{name}")


def statement(graph: str, *triple: NamedNode | Literal) -> Quad:
    subject, predicate, value = triple
    assert isinstance(subject, NamedNode)
    assert isinstance(predicate, NamedNode)
    return Quad(subject, predicate, value, node(f"graph/{graph}"))


QUADS = [
    statement("source", node("o/a"), TYPE, NamedNode(f"{SCHEMA}Organization")),
    statement("source", node("o/a"), NAME, Literal("A", language="fr")),
    statement("editorial", node("o/a"), NAME, Literal("A", language="en")),
    statement("source", node("o/a"), SCHEMA_NAME, Literal("another", language="fr")),
    statement("source", node("o/a"), ADDRESS, node("address/a")),
    statement("editorial", node("o/a"), ADDRESS, node("address/a")),
    statement("source", node("address/a"), TYPE, NamedNode(f"{SCHEMA}PostalAddress")),
    statement("source", node("address/a"), STREET, Literal("1 rue")),
    statement("source", node("o/b"), PARTNER, node("o/a")),
    statement("source", node("o/b"), NAME, Literal("B", language="fr")),
    statement("source", node("o/b"), STREET, Literal("not said here")),
]


@pytest.fixture
def reader(tmp_path: Path) -> StoreReader:
    store = Store(str(tmp_path / "store"))
    store.extend(QUADS)
    store.extend(Quad(*triple) for triple in {quad.triple for quad in QUADS})
    store.flush()
    del store
    return StoreReader(tmp_path / "store")


def test_a_description_holds_the_thing_its_parts_and_what_points_to_it(
    reader: StoreReader,
) -> None:
    triples = describe(reader, node("o/a")).triples()
    assert set(triples) == {
        quad.triple for quad in QUADS if quad.object != Literal("not said here")
    }
    assert len(triples) == len(set(triples))
    assert triples[0] == Triple(node("o/a"), TYPE, NamedNode(f"{SCHEMA}Organization"))


def test_each_statement_of_the_thing_names_every_graph_that_has_it(reader: StoreReader) -> None:
    own = describe(reader, node("o/a")).own
    graphs = {quad.graph_name for quad in own if quad.predicate == ADDRESS}
    assert graphs == {node("graph/source"), node("graph/editorial")}


def test_labels_come_from_the_best_property_alone(reader: StoreReader) -> None:
    assert reader.labels(f"{BASE}o/a") == {"fr": "A", "en": "A"}
    assert reader.labels(f"{BASE}nothing") == {}


def test_values_and_types_are_in_a_stable_order(reader: StoreReader) -> None:
    assert reader.values(f"{BASE}o/a", NAME.value) == (
        Literal("A", language="en"),
        Literal("A", language="fr"),
    )
    assert reader.types(f"{BASE}o/a") == (f"{SCHEMA}Organization",)


def test_an_unknown_thing_has_an_empty_description(reader: StoreReader) -> None:
    assert describe(reader, node("nothing")).triples() == []
