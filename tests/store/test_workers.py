"""Queries get the right answer, from many threads, in every format, on the graphs they name."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import rdflib
from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    parse,
    parse_query_results,
)
from rdflib.compare import isomorphic
from rdflib.query import Result

from publisher.model.errors import (
    AnswerTooLarge,
    AnswerUnwritable,
    QueryFailed,
    QueryQueueFull,
    QuerySyntax,
    QueryTimeout,
)
from publisher.model.formats import RDF_XML, TURTLE
from publisher.store.query_text import examine
from publisher.store.result_formats import (
    BINDINGS_FORMATS,
    GRAPH_FORMATS,
    RESULTS_CSV,
    RESULTS_JSON,
    AnswerFormat,
    ResultFormat,
    answer_format,
)
from publisher.store.workers import Query, QueryLimits, QueryWorkers, ask_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from publisher.model.formats import Format

    NewPool = Callable[[Path, QueryLimits], QueryWorkers]

NAMES = "SELECT ?thing ?name { ?thing schema:name ?name } ORDER BY ?name"
SOURCE = "https://town.example/id/graph/source"
EDITORIAL = "https://town.example/id/graph/editorial"
# About half a second of work that ends.
SLOW = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(REGEX(STR(?o), '(x+x+)+y')) }"


def query(
    text: str,
    form: AnswerFormat = RESULTS_JSON,
    default_graphs: tuple[str, ...] = (),
    named_graphs: tuple[str, ...] = (),
) -> Query:
    return Query(examine(text), form.media_type, default_graphs, named_graphs)


def content(pool: QueryWorkers, text: str, form: AnswerFormat = RESULTS_JSON) -> bytes:
    with pool.ask(query(text, form)) as answer:
        data = b"".join(answer.chunks())
        assert answer.size == len(data)
        assert answer.media_type == form.media_type
        assert answer.seconds > 0
    return data


def values(
    pool: QueryWorkers,
    text: str,
    default_graphs: tuple[str, ...] = (),
    named_graphs: tuple[str, ...] = (),
) -> list[str]:
    """The first column of the solutions, sorted."""
    asked = query(text, RESULTS_JSON, default_graphs, named_graphs)
    with pool.ask(asked) as answer:
        solutions = parse_query_results(b"".join(answer.chunks()), QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    return sorted(str(row[0]) for row in solutions)


def direct(store: Path, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    prefixes = {"schema": "http://schema.org/"}
    return Store.read_only(str(store)).query(
        text, prefixes=prefixes, use_default_graph_as_union=True
    )


@pytest.mark.parametrize("form", BINDINGS_FORMATS, ids=lambda row: row.name)
def test_solutions_are_right_in_every_format(
    small_pool: QueryWorkers, small_store: Path, form: ResultFormat
) -> None:
    data = content(small_pool, NAMES, form)
    expected = direct(small_store, NAMES)
    assert isinstance(expected, QuerySolutions)
    rows = [tuple(row) for row in expected]
    assert len(rows) == 3
    if form is not RESULTS_CSV:
        found = parse_query_results(data, form.syntax)
        assert isinstance(found, QuerySolutions)
        assert [tuple(row) for row in found] == rows
    read = Result.parse(BytesIO(data), content_type=form.media_type)
    names = [str(binding[rdflib.Variable("name")]) for binding in read.bindings]
    assert names == ["Hôtel de ville", "Parc, dit « le grand »", "Town hall"]


@pytest.mark.parametrize("form", BINDINGS_FORMATS, ids=lambda row: row.name)
def test_a_boolean_is_right_in_every_format(small_pool: QueryWorkers, form: ResultFormat) -> None:
    yes = content(small_pool, "ASK { place:hall schema:name ?name }", form)
    no = content(small_pool, "ASK { place:hall schema:name 1 }", form)
    assert b"true" in yes
    assert b"false" in no
    if form.syntax in (QueryResultsFormat.JSON, QueryResultsFormat.XML):
        found = parse_query_results(yes, form.syntax)
        assert isinstance(found, QueryBoolean)
        assert bool(found)


# rdflib's own reader of JSON-LD uses what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda row: row.name)
@pytest.mark.parametrize("text", ["CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE place:hall"])
def test_a_graph_is_right_in_every_format(
    small_pool: QueryWorkers, small_store: Path, form: Format, text: str
) -> None:
    with small_pool.ask(query(text, form)) as answer:
        data = b"".join(answer.chunks())
        rows = answer.rows
    full = text.replace("place:hall", "<https://town.example/id/place/hall>")
    results = direct(small_store, full)
    assert isinstance(results, QueryTriples)
    expected = set(results)
    assert {quad.triple for quad in parse(data, form.syntax)} == expected
    assert rows == len(expected)
    read = rdflib.Graph().parse(data=data, format=form.media_type)
    as_triples = "".join(f"{triple} .\n" for triple in expected)
    assert isomorphic(read, rdflib.Graph().parse(data=as_triples, format="nt"))


def test_turtle_uses_the_prefixes_of_the_pool(small_pool: QueryWorkers) -> None:
    text = content(small_pool, "CONSTRUCT WHERE { ?s schema:floorSize ?o }", TURTLE).decode()
    assert "place:hall schema:floorSize" in text


def test_all_graphs_are_asked_as_one(small_pool: QueryWorkers) -> None:
    text = "SELECT ?n { ?s a schema:Place ; schema:floorSize 1200 ; schema:name ?n }"
    assert values(small_pool, text) == ['"Hôtel de ville"@fr', '"Town hall"@en']


def test_a_store_whose_default_graph_is_the_merge_counts_each_statement_once(
    tmp_path: Path, new_pool: NewPool
) -> None:
    hall, kind, place = (NamedNode(f"http://a.example/{name}") for name in "hkp")
    graphs = (DefaultGraph(), NamedNode(SOURCE), NamedNode(EDITORIAL))
    store = Store(str(tmp_path / "merged"))
    store.bulk_extend(Quad(hall, kind, place, graph) for graph in graphs)
    store.flush()
    pool = new_pool(tmp_path / "merged", QueryLimits(workers=1))
    assert len(values(pool, "SELECT ?s { ?s ?p ?o }")) == 1
    assert len(values(pool, "SELECT ?g { GRAPH ?g { ?s ?p ?o } }")) == 2
    with pool.ask(query("DESCRIBE <http://a.example/h>", TURTLE)) as answer:
        assert answer.rows == 1


def test_a_query_may_name_its_graphs(small_pool: QueryWorkers) -> None:
    english = ['"Town hall"@en']
    assert values(small_pool, f"SELECT ?n FROM <{EDITORIAL}> {{ ?s schema:name ?n }}") == english
    named = f"FROM NAMED <{EDITORIAL}>"
    pattern = "GRAPH ?g { ?s schema:name ?n }"
    assert values(small_pool, f"SELECT ?n {named} {{ {pattern} }}") == english
    assert values(small_pool, f"SELECT ?n {named} {{ ?s schema:name ?n }}") == []


def test_graphs_of_the_protocol_set_those_of_the_text_aside(small_pool: QueryWorkers) -> None:
    text = f"SELECT ?n FROM <{SOURCE}> {{ ?s schema:name ?n }}"
    assert values(small_pool, text, default_graphs=(EDITORIAL,)) == ['"Town hall"@en']
    assert len(values(small_pool, text, default_graphs=(EDITORIAL, SOURCE))) == 3
    assert values(small_pool, text, named_graphs=(EDITORIAL,)) == []
    inside = "SELECT ?n { GRAPH ?g { ?s schema:name ?n } }"
    assert values(small_pool, inside, named_graphs=(EDITORIAL,)) == ['"Town hall"@en']
    assert values(small_pool, inside, default_graphs=(EDITORIAL,)) == []


def test_a_graph_that_is_no_iri_is_a_mistake_of_the_client() -> None:
    with pytest.raises(QuerySyntax) as caught:
        query("ASK {}", default_graphs=("no iri",))
    assert "“no iri” is not a complete address" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "form"), [("ASK {}", TURTLE), ("DESCRIBE <http://a/>", RESULTS_CSV)]
)
def test_a_format_that_does_not_fit_the_form_is_a_mistake_of_the_caller(
    text: str, form: AnswerFormat
) -> None:
    with pytest.raises(ValueError, match=form.media_type):
        query(text, form)


def test_an_unknown_media_type_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="text/plain"):
        answer_format("text/plain")


def test_a_syntax_error_says_where_and_what(small_pool: QueryWorkers) -> None:
    with pytest.raises(QuerySyntax) as caught:
        small_pool.ask(query("SELECT * {\n  ?s foaf:name ?o }"))
    assert (caught.value.line, caught.value.column) == (2, 6)
    assert "prefix of “foaf:name”" in str(caught.value)
    assert "préfixe de « foaf:name »" in caught.value.tell("fr")


def test_an_unknown_function_is_named(small_pool: QueryWorkers) -> None:
    with pytest.raises(QuerySyntax) as caught:
        small_pool.ask(query("ASK { FILTER(place:near(1)) }"))
    assert "function <https://town.example/id/place/near> is not known" in str(caught.value)


def test_a_predicate_that_xml_cannot_write_is_named(small_pool: QueryWorkers) -> None:
    text = "CONSTRUCT { ?s <http://a.example/1> ?o } WHERE { ?s ?p ?o }"
    with pytest.raises(AnswerUnwritable) as caught:
        small_pool.ask(query(text, RDF_XML))
    assert caught.value.iri == "http://a.example/1"
    assert content(small_pool, text, TURTLE)


def test_fifty_threads_each_get_their_own_answer(small_store: Path, new_pool: NewPool) -> None:
    pool = new_pool(small_store, QueryLimits(workers=2, queue=50, seconds=30))

    def ask(number: int) -> list[str]:
        return values(pool, f"SELECT (CONCAT('answer ', '{number}') AS ?x) {{}}")

    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(ask, range(200)))
    assert answers == [[f'"answer {number}"'] for number in range(200)]
    statistics = pool.statistics()
    assert (statistics.answered, statistics.failed, statistics.restarts) == (200, 0, 0)
    assert (statistics.running, statistics.waiting) == (0, 0)


def test_a_full_queue_says_when_to_come_back(large_store: Path, new_pool: NewPool) -> None:
    pool = new_pool(large_store, QueryLimits(workers=1, queue=0, seconds=20))
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(content, pool, SLOW)
        while not pool.statistics().running:
            time.sleep(0.001)
        with pytest.raises(QueryQueueFull) as caught:
            pool.ask(query("ASK {}"))
        assert b'"0"' in running.result()
    assert caught.value.retry_after == 20


def test_an_answer_has_a_largest_size(large_store: Path, new_pool: NewPool) -> None:
    pool = new_pool(large_store, QueryLimits(workers=1, answer_megabytes=1, seconds=20))
    with pytest.raises(AnswerTooLarge) as caught:
        pool.ask(query("SELECT * { GRAPH ?g { ?s ?p ?o } }"))
    assert caught.value.megabytes == 1
    assert pool.statistics().restarts == 1
    assert content(pool, "ASK {}")


def test_a_large_answer_is_whole(large_store: Path, new_pool: NewPool) -> None:
    pool = new_pool(large_store, QueryLimits(workers=1, seconds=30))
    data = content(
        pool, "SELECT ?s ?o { GRAPH <http://large.example/g> { ?s ?p ?o } }", RESULTS_CSV
    )
    assert len(data) > 2**20
    assert len(set(data.splitlines())) == 33_001


def test_a_pool_that_closes_lets_running_queries_end(large_store: Path) -> None:
    pool = QueryWorkers(large_store, QueryLimits(workers=1, queue=5, seconds=30), {})
    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(content, pool, SLOW) for _ in range(2)]
        while pool.statistics().running + pool.statistics().waiting < 2:
            time.sleep(0.001)
        pool.close()
        assert all(one.done() for one in running)
        assert all(b'"0"' in one.result() for one in running)


def test_a_query_that_comes_after_closing_is_still_answered(small_store: Path) -> None:
    pool = QueryWorkers(small_store, QueryLimits(workers=1), {})
    pool.close()
    assert content(pool, "ASK {}")


def test_a_query_that_comes_after_closing_has_its_limits_too(large_store: Path) -> None:
    pool = QueryWorkers(large_store, QueryLimits(workers=1, seconds=0.2), {})
    pool.close()
    with pytest.raises(QueryTimeout):
        pool.ask(query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c }"))


def test_one_query_needs_no_pool(small_store: Path) -> None:
    text = query("SELECT (COUNT(*) AS ?n) { ?s a schema:Place }", RESULTS_CSV)
    prefixes = {"schema": "http://schema.org/"}
    with ask_once(small_store, QueryLimits(), prefixes, text) as answer:
        assert b"".join(answer.chunks()) == b"n\r\n2\r\n"


def test_a_store_that_cannot_be_opened_fails_and_does_not_hang(tmp_path: Path) -> None:
    with pytest.raises(QueryFailed) as caught:
        ask_once(tmp_path / "none", QueryLimits(), {}, query("ASK {}"))
    assert "ended with code" in caught.value.reason
    assert str(tmp_path) not in str(caught.value)


def test_pools_may_be_closed_twice_and_from_two_threads(small_store: Path) -> None:
    pool = QueryWorkers(small_store, QueryLimits(workers=1), {})
    threads = [threading.Thread(target=pool.close) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool.close()
