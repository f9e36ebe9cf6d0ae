"""Batches of a stored release have all of its statements, and none of them is too large."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from terril.store.graphs import read_partition
from terril.store.remote import ReleaseGraphs
from terril.store.remote.loading.batches import BATCH_BYTES, Batch, StoredRelease

BASE = "https://town.example/"
NAME = NamedNode("http://schema.org/name")
SOURCE, EMPTY = (NamedNode(f"{BASE}id/graph/{name}") for name in ("source", "empty"))


def open_release(folder: Path, quads: Sequence[Quad]) -> StoredRelease:
    store = Store(str(folder))
    store.extend(quads)
    store.extend(Quad(*quad.triple) for quad in quads)
    store.add_graph(EMPTY)
    store.flush()
    del store
    graphs = ReleaseGraphs(BASE, "0123456789ab", read_partition(Store.read_only(str(folder))))
    return StoredRelease(folder, graphs)


def name(number: int, text: str) -> Quad:
    return Quad(NamedNode(f"{BASE}id/place/{number}"), NAME, Literal(text, language="fr"), SOURCE)


def parse_triples(batches: Sequence[Batch]) -> list[Triple]:
    content = "".join(one.content for one in batches)
    return [quad.triple for quad in parse(content.encode(), format=RdfFormat.N_TRIPLES)]


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_batches_have_every_statement_of_every_graph_once(tmp_path: Path, size: int) -> None:
    quads = [name(number, "é\n\"'\\ ☃") for number in range(7)]
    release = open_release(tmp_path / "store", quads)
    batches = list(release.read(size))
    assert release.count() == 14
    assert sum(one.count for one in batches) == 14
    assert all(one.count <= size for one in batches)
    assert len({one.graph for one in batches}) == 3
    for graph in {one.graph for one in batches}:
        found = parse_triples([one for one in batches if one.graph == graph])
        empty = graph.rpartition("/")[2].startswith("empty")
        assert sorted(map(str, found)) == ([] if empty else sorted(str(q.triple) for q in quads))


def test_long_texts_end_a_batch_early(tmp_path: Path) -> None:
    text = "x" * (BATCH_BYTES // 4)
    batches = list(open_release(tmp_path / "store", [name(n, text) for n in range(10)]).read(1000))
    sizes = [len(one.content) for one in batches if one.count]
    assert len(sizes) == 6
    assert max(sizes) < BATCH_BYTES * 1.3


def test_a_reader_that_stops_early_leaves_no_thread_behind(tmp_path: Path) -> None:
    batches = open_release(tmp_path / "store", [name(n, "x") for n in range(100)]).read(10)
    assert [next(batches).count for _ in range(3)] == [0, 10, 10]
    # Closed in another thread than it was read in, the store's iterator would complain.
    batches.close()
    assert [one.name for one in threading.enumerate() if one.name.startswith("batches")] == []
