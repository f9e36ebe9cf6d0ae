"""A release is the same however many processes build it, and counts as its store does."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from terril.model.vocabulary import SKOS
from terril.release import ignore_progress
from terril.release.building.indexes import BuildPlace, write_indexes
from terril.release.building.store_loading import StoreLoading
from terril.release.building.survey import BYTES_OF_AN_ITEM, divide_spool
from terril.store.graphs import compute_statistics, select_default_graph
from tests.release.made_up import BASE, SOURCE, made_of, place
from tests.store.literals import QUADS

if TYPE_CHECKING:
    from pathlib import Path

    from terril.release.building.indexes import Indexed

TABLES = {
    "search.sqlite": ("things", "names", "words"),
    "things.sqlite": ("kinds", "things", "orders", "facet_values", "holders"),
    "literals.sqlite": ("iris", "stored_datatypes", "literals"),
}
EDITORIAL = NamedNode(f"{BASE}id/graph/editorial")
INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
LABEL, SIZE = NamedNode(f"{SKOS}prefLabel"), NamedNode("http://schema.org/floorSize")


def build(quads: list[Quad], folder: Path, processes: int = 1) -> tuple[Indexed, Store]:
    """Write what is made of single subjects, and fill a store."""
    (folder / "work").mkdir(parents=True)
    store = Store()
    with StoreLoading(store) as loading:
        progress = BuildPlace(folder, folder / "work", processes, ignore_progress)
        indexed = write_indexes(made_of(quads), progress, loading)
        loading.finish(len(quads), ignore_progress)
    return indexed, store


def read_tables(folder: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, tables in TABLES.items():
        with closing(sqlite3.connect(folder / name)) as database:
            for table in tables:
                found[f"{name}/{table}"] = database.execute(f"SELECT * FROM {table}").fetchall()
    return found


@pytest.fixture(scope="module")
def large() -> list[Quad]:
    """Places of two graphs, in several items; some numbers are written in two ways."""
    quads = []
    for number in range(9000):
        subject = NamedNode(place(f"p-{number}"))
        for graph in (SOURCE, EDITORIAL) if number % 5 == 0 else (SOURCE,):
            name = Literal(f"Place « {number} » de l’Église", language="fr")
            quads.append(Quad(subject, LABEL, name, graph))
            quads.append(Quad(subject, SIZE, Literal(f"0{number}", datatype=INTEGER), graph))
        quads.append(Quad(subject, SIZE, Literal(str(number), datatype=INTEGER), SOURCE))
    return quads


def test_any_number_of_processes_builds_the_same(large: list[Quad], tmp_path: Path) -> None:
    spool = made_of(large).spool
    assert spool.size > BYTES_OF_AN_ITEM
    assert len(list(divide_spool(spool))) > 1
    one, store = build(large, tmp_path / "one")
    two, other = build(large, tmp_path / "two", 2)
    assert (one.triples, one.things, one.graphs) == (two.triples, two.things, two.graphs)
    assert one.things == 9000
    assert set(store) == set(other)
    assert read_tables(tmp_path / "one") == read_tables(tmp_path / "two")
    for name in ("things.txt", "statistics.json", "work/links"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@settings(max_examples=25, deadline=None)
@given(QUADS)
def test_what_is_counted_is_what_the_store_has(
    tmp_path_factory: pytest.TempPathFactory, quads: list[Quad]
) -> None:
    folder = tmp_path_factory.mktemp("counted")
    indexed, store = build(quads, folder)
    default = list(store.quads_for_pattern(None, None, None, DefaultGraph()))
    expected = Store()
    expected.extend(Quad(*triple) for triple in select_default_graph(quads))
    assert set(default) == set(expected)
    assert indexed.triples == len(default)
    for graph, number in indexed.graphs.items():
        assert number == len(list(store.quads_for_pattern(None, None, None, NamedNode(graph))))
    statistics = json.loads((folder / "statistics.json").read_bytes())
    assert statistics == asdict(compute_statistics(default))
