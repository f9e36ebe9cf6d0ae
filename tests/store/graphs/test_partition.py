"""Graphs of a query are merged: a statement of several of them counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from terril.model.vocabulary import TERRIL, XSD
from terril.store.graphs import read_partition
from tests.store.filled_store import fill_store

if TYPE_CHECKING:
    from collections.abc import Iterable

GRAPHS = (
    *(f"https://town.example/id/graph/{name}" for name in ("source", "editorial", "external")),
    *(f"{TERRIL}{name}" for name in ("kinds", "roles")),
)
INTEGER = NamedNode(f"{XSD}integer")
THING, NAME = NamedNode("https://town.example/id/place/hall"), NamedNode("http://schema.org/name")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
# For each of a few statements the graphs that have it.
TOWNS = st.lists(st.sets(st.sampled_from(GRAPHS), min_size=1), min_size=1, max_size=12)


# Spellings of a few numbers, each with the graphs that have it.
SPELT = st.dictionaries(
    st.sampled_from(("7", "07", "007", "8", "+8")),
    st.sets(st.sampled_from(GRAPHS), min_size=1),
    min_size=1,
)


def make_store(town: list[set[str]]) -> tuple[Store, list[Quad]]:
    return make_store_of(
        Quad(THING, NAME, Literal(str(number)), NamedNode(graph))
        for number, graphs in enumerate(town)
        for graph in sorted(graphs)
    )


def make_store_of(statements: Iterable[Quad]) -> tuple[Store, list[Quad]]:
    quads = list(statements)
    store = Store()
    fill_store(store, quads)
    return store, quads


def count(store: Store, graphs: list[object]) -> int:
    found = store.query(COUNT, default_graph=graphs)  # type: ignore[arg-type]  # graph names
    assert isinstance(found, QuerySolutions)
    number = next(iter(found))["n"]
    assert isinstance(number, Literal)
    return int(number.value)


@settings(max_examples=25, deadline=None)
@given(TOWNS, st.sets(st.sampled_from((*GRAPHS, "http://absent.example/"))))
def test_any_graphs_are_merged(town: list[set[str]], chosen: set[str]) -> None:
    store, quads = make_store(town)
    merged = {quad.triple for quad in quads if quad.graph_name.value in chosen}  # type: ignore[union-attr]  # all are named
    cover = read_partition(store).cover(chosen)
    assert count(store, list(cover)) == len(merged)


@settings(max_examples=25, deadline=None)
@given(TOWNS)
def test_all_graphs_are_merged(town: list[set[str]]) -> None:
    store, _ = make_store(town)
    assert count(store, list(read_partition(store).cover_everything())) == len(town)


@settings(max_examples=25, deadline=None)
@given(SPELT, st.sets(st.sampled_from(GRAPHS)))
def test_two_spellings_of_one_number_are_one_statement(
    town: dict[str, set[str]], chosen: set[str]
) -> None:
    store, _ = make_store_of(
        Quad(THING, NAME, Literal(spelt, datatype=INTEGER), NamedNode(graph))
        for spelt, graphs in town.items()
        for graph in sorted(graphs)
    )
    partition = read_partition(store)
    merged = {int(spelt) for spelt, graphs in town.items() if graphs & chosen}
    assert count(store, list(partition.cover(chosen))) == len(merged)
    assert count(store, list(partition.cover_everything())) == len(set(map(int, town)))


def test_graphs_without_a_common_statement_are_used_as_they_are() -> None:
    store, _ = make_store([{GRAPHS[0]}, {GRAPHS[1]}, {GRAPHS[1], GRAPHS[2]}])
    partition = read_partition(store)
    assert partition.cover(GRAPHS[:2]) == [NamedNode(iri) for iri in sorted(GRAPHS[:2])]
    assert not any(isinstance(one, NamedNode) for one in partition.cover(GRAPHS[1:3]))


def test_a_release_without_parts_has_everything_in_its_default_graph() -> None:
    store = Store()
    store.extend([Quad(THING, NAME, Literal("1"), NamedNode(GRAPHS[0])), Quad(THING, NAME, THING)])
    partition = read_partition(store)
    assert partition.labels == ()
    assert partition.cover_everything() == [DefaultGraph()]
    assert partition.cover(GRAPHS[:1]) == [NamedNode(GRAPHS[0])]
