"""Whatever a query does with graphs, other engines answer as our own does, in public names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from bench.engines import (
    RunningEngine,
    find_oxigraph,
    find_virtuoso,
    load,
    running_oxigraph,
    running_virtuoso,
)
from terril.model.errors import AnswerCut, QueryFailed, QueryTimeout
from terril.store.remote import RemoteStore
from terril.store.sparql import Query, QueryLimits, examine
from terril.store.workers import QueryWorkers
from tests.store.conftest import PREFIXES

BASE = "https://town.example/"
SOURCE, EDITORIAL = f"{BASE}id/graph/source", f"{BASE}id/graph/editorial"
KNOWN = {**PREFIXES, "graph": f"{BASE}id/graph/"}
QUESTIONS = (
    "SELECT * { GRAPH ?g { ?s a ?class } }",
    "SELECT*{GRAPH?g{?s a ?class}}",
    "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT ?s { GRAPH graph:editorial { ?s schema:description ?o } }",
    f"SELECT ?n {{ GRAPH <{SOURCE}> {{ ?s schema:name ?n }} }}",
    f"BASE <{BASE}id/> SELECT ?n {{ GRAPH <graph/source> {{ ?s schema:name ?n }} }}",
    f"SELECT ?n {{ GRAPH <{BASE}id/graph/sour\\u0063e> {{ ?s schema:name ?n }} }}",
    f"SELECT ?n {{ GRAPH <{BASE}id/graph/absent> {{ ?s schema:name ?n }} }}",
    f"SELECT ?n {{ GRAPH <{BASE}release/0000000graph/graph/union> {{ ?s schema:name ?n }} }}",
    "SELECT ?g ?n { ?s schema:floorSize ?size . GRAPH ?g { ?s schema:name ?n } }",
    "SELECT ?g ?n { ?s schema:floorSize ?size OPTIONAL { GRAPH ?g { ?s schema:name ?n } } }",
    "SELECT ?s { ?s a schema:Place FILTER EXISTS { GRAPH ?g { ?s schema:description ?d } } }",
    "SELECT ?s { ?s a schema:Place FILTER NOT EXISTS { GRAPH ?g { ?s schema:description ?d } } }",
    f"SELECT ?s ?g {{ VALUES ?g {{ <{EDITORIAL}> }} GRAPH ?g {{ ?s schema:name ?n }} }}",
    f"SELECT ?s {{ GRAPH ?g {{ ?s schema:name ?n }} FILTER(?g = <{EDITORIAL}>) }}",
    "SELECT (STR(?g) AS ?text) { GRAPH ?g { ?s schema:description ?d } }",
    "SELECT ?a ?b { GRAPH ?a { ?s schema:name ?m } GRAPH ?b { ?s schema:name ?n } }",
    "SELECT ?g { GRAPH ?g { ?s schema:name ?m . ?s a schema:Place } GRAPH ?g { ?s ?p 1200 } }",
    "SELECT ?n { { SELECT ?g { GRAPH ?g { ?s schema:description ?d } } } "
    "GRAPH ?g { ?t schema:name ?n } }",
    "SELECT ?n FROM graph:editorial { ?s schema:name ?n }",
    "SELECT ?n FROM graph:editorial FROM NAMED graph:source { GRAPH ?g { ?s schema:name ?n } }",
    "SELECT ?n FROM graph:absent { ?s schema:name ?n }",
    "SELECT ?n FROM NAMED graph:source { ?s schema:name ?n }",
    "SELECT ?n FROM graph:source { GRAPH ?g { ?s schema:name ?n } }",
    "SELECT ?inner_g ?g { GRAPH ?g { ?inner_g schema:description ?n } }",
    "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
    "SELECT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g LIMIT 1",
    "SELECT ?x # GRAPH ?g { nothing }\n{ GRAPH ?g { ?s schema:description ?x } }",
    "SELECT ('GRAPH ?g {' AS ?x) ?g { GRAPH ?g { ?s schema:description ?d } }",
)
# docs/scale.md names these: what Virtuoso 7.2 answers otherwise, or not at all.
COMPUTED = (
    "SELECT ?s (EXISTS { GRAPH ?g { ?s schema:description ?d } } AS ?has) { ?s a schema:Place }"
)
BEHIND = "SELECT ?v { ?s ?p ?v FILTER(ISNUMERIC(?v)) } VALUES ?p { schema:floorSize }"
GRAPHS = (
    "CONSTRUCT { ?s schema:name ?n } { GRAPH ?g { ?s schema:name ?n } }",
    "CONSTRUCT { ?g schema:about ?s } { GRAPH ?g { ?s a schema:Place } }",
    "CONSTRUCT FROM graph:source WHERE { ?s schema:name ?n }",
    "CONSTRUCT WHERE { ?s schema:description ?n }",
    "CONSTRUCT { place:a schema:name 'once' } WHERE { ?s ?p ?o }",
    "CONSTRUCT { ?s schema:name ?absent ; schema:size ?o } { ?s schema:floorSize ?o }",
    "CONSTRUCT {} WHERE { ?s ?p ?o }",
    "CONSTRUCT { ?s schema:name ?n } WHERE { ?s schema:name ?n } ORDER BY STR(?n) LIMIT 2",
    "DESCRIBE place:hall",
    "DESCRIBE place:hall place:park FROM graph:source",
    "DESCRIBE ?s { ?s schema:floorSize ?o }",
    "DESCRIBE * { ?s schema:description ?o }",
    "DESCRIBE ?s place:park WHERE { GRAPH ?g { ?s schema:description ?o } }",
    "DESCRIBE place:absent",
)


def ask(pool: QueryWorkers, text: str) -> list[str]:
    """Every row, or every triple, in an order of its own."""
    read = examine(text)
    form = "application/n-triples" if read.graph else "application/sparql-results+json"
    with pool.execute(Query(read, form)) as answer:
        content = b"".join(answer.chunks())
    if read.graph:
        return sorted(content.decode().splitlines())
    found = parse_query_results(content, QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    return [str(found.variables), *sorted(str(list(row)) for row in found)]


@pytest.fixture(scope="module")
def ours(small_store: Path) -> Iterator[QueryWorkers]:
    with QueryWorkers(small_store, QueryLimits(workers=1), KNOWN, spares=0) as pool:
        yield pool


@pytest.fixture(scope="module")
def theirs(small_store: Path, engine: RunningEngine) -> Iterator[QueryWorkers]:
    release = load(engine.store, small_store, BASE, "0000000graph")
    with QueryWorkers(release, QueryLimits(workers=1, seconds=20), KNOWN, spares=0) as pool:
        yield pool


@pytest.mark.parametrize("text", [*QUESTIONS, *GRAPHS])
def test_an_answer_is_the_same(ours: QueryWorkers, theirs: QueryWorkers, text: str) -> None:
    assert ask(theirs, text) == ask(ours, text)


def test_oxigraphs_server_takes_what_virtuoso_does_not(
    ours: QueryWorkers, small_store: Path, oxigraph: RunningEngine, virtuoso: RunningEngine
) -> None:
    limits = QueryLimits(workers=1, seconds=20)
    release = load(oxigraph.store, small_store, BASE, "0000000graph")
    with QueryWorkers(release, limits, KNOWN, spares=0) as pool:
        for text in (COMPUTED, BEHIND):
            assert ask(pool, text) == ask(ours, text)
    release = load(virtuoso.store, small_store, BASE, "0000000graph")
    with QueryWorkers(release, limits, KNOWN, spares=0) as pool:
        assert "#integer" in "".join(ask(pool, COMPUTED))
        assert "#boolean" in "".join(ask(ours, COMPUTED))
        with pytest.raises(QueryFailed):
            ask(pool, BEHIND)


def assert_ends_in_time(store: RemoteStore, small_store: Path) -> None:
    release = load(store, small_store, BASE, "00000000time")
    product = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(12))
    endless = f"SELECT (COUNT(*) AS ?n) {{ {product} FILTER(STR(?o0) < STR(?o11)) }}"
    with (
        QueryWorkers(release, QueryLimits(workers=1, seconds=1), KNOWN) as pool,
        pytest.raises(QueryTimeout),
    ):
        ask(pool, endless)


def test_virtuoso_stops_in_time(small_store: Path, virtuoso: RunningEngine) -> None:
    assert_ends_in_time(virtuoso.store, small_store)


@pytest.mark.skipif(find_oxigraph() is None, reason="oxigraph: pip install oxigraph")
def test_oxigraphs_server_is_left_alone_in_time(small_store: Path, tmp_path: Path) -> None:
    # One of its own: it goes on with the query for good, whatever its limit of time says, and
    # would take a processor from all that follows.
    with running_oxigraph(tmp_path) as engine:
        assert_ends_in_time(engine.store, small_store)


@pytest.mark.skipif(
    find_virtuoso() is None,
    reason="virtuoso: this machine has no Virtuoso: apt-get install virtuoso-opensource-7-bin",
)
def test_an_answer_that_virtuoso_cut_is_refused(small_store: Path, tmp_path: Path) -> None:
    with running_virtuoso(tmp_path, rows=3) as engine:
        release = load(engine.store, small_store, BASE, "0000000limit")
        with QueryWorkers(release, QueryLimits(workers=1), KNOWN, spares=0) as pool:
            for text in (
                "SELECT * { ?s ?p ?o }",
                "CONSTRUCT WHERE { ?s ?p ?o }",
                "DESCRIBE place:hall",
            ):
                with pytest.raises(AnswerCut):
                    ask(pool, text)
            assert len(ask(pool, "SELECT * { ?s ?p ?o } LIMIT 2")) == 3
