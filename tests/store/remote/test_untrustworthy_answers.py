"""An endpoint that answers half, wrongly, late or never: no part of that is passed on as whole."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest

from bench.engines import credentials
from terril.model.errors import (
    AnswerCut,
    AnswerTooLarge,
    QueryError,
    QueryFailed,
    QuerySyntax,
    QueryTimeout,
    StoreUnreachable,
    StoreWithoutRelease,
    UnknownFunction,
)
from terril.store.graphs import GraphPartition
from terril.store.remote import ReleaseGraphs, RemoteRelease, RemoteStore
from terril.store.remote.dialects import DIALECTS
from terril.store.remote.loading.graph_writer import choose_writer
from terril.store.sparql import Query, QueryLimits, examine
from terril.store.workers import QueryWorkers
from tests.store.remote.made_up_endpoint import YES, Endpoint, running_endpoint

GRAPHS = ReleaseGraphs(
    "https://town.example/", "00000000fake", GraphPartition(("https://town.example/id/graph/s",))
)


def rows(*values: str, kind: str = "literal", name: str = "x") -> bytes:
    bindings = [{name: {"type": kind, "value": value}} for value in values]
    return json.dumps({"head": {"vars": [name]}, "results": {"bindings": bindings}}).encode()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with running_endpoint(Endpoint()) as running:
        yield running


def pool_of(endpoint: Endpoint, seconds: int) -> QueryWorkers:
    store = RemoteStore(endpoint.address, endpoint.address, engine="virtuoso")
    limits = QueryLimits(workers=1, seconds=seconds, answer_megabytes=1)
    return QueryWorkers(RemoteRelease((store,), GRAPHS), limits, {}, spares=0)


@pytest.fixture
def pool(endpoint: Endpoint) -> Iterator[QueryWorkers]:
    with pool_of(endpoint, seconds=60) as workers:
        yield workers


def ask(pool: QueryWorkers, text: str = "SELECT ?x { ?s ?p ?x }") -> str:
    read = examine(text)
    form = "application/n-triples" if read.graph else "text/csv"
    with pool.execute(Query(read, form)) as answer:
        return b"".join(answer.chunks()).decode()


def refused(pool: QueryWorkers, error: type[QueryError], text: str = "") -> QueryError:
    with pytest.raises(error) as caught:
        ask(pool, text or "SELECT ?x { ?s ?p ?x }")
    return caught.value


def test_a_good_answer_is_passed_on_and_the_engine_gets_a_time_limit(
    pool: QueryWorkers, endpoint: Endpoint
) -> None:
    endpoint.content = rows("a", "b")
    assert ask(pool) == "x\r\na\r\nb\r\n"
    assert 1000 <= int(endpoint.received[-1]["timeout"][0]) <= 60_000


@pytest.mark.parametrize("length", [20, 60, 90])
def test_half_an_answer_is_none(pool: QueryWorkers, endpoint: Endpoint, length: int) -> None:
    endpoint.content = rows("a", "b", "c")[:length]
    refused(pool, QueryFailed)
    refused(pool, QueryFailed, "CONSTRUCT { ?x ?x ?x } { ?s ?p ?x }")


def test_an_answer_with_an_error_behind_it_is_none(pool: QueryWorkers, endpoint: Endpoint) -> None:
    endpoint.content = rows("a") + b"\nThe query took too long"
    refused(pool, QueryFailed)


def test_a_connection_that_breaks_is_no_answer(pool: QueryWorkers, endpoint: Endpoint) -> None:
    endpoint.content = rows("a")
    endpoint.length = 10_000
    refused(pool, QueryError)


def test_rows_that_were_counted_and_stopped_are_an_error(
    pool: QueryWorkers, endpoint: Endpoint
) -> None:
    endpoint.content = rows("a", "b")
    endpoint.headers = {"X-SPARQL-MaxRows": "2"}
    error = refused(pool, AnswerCut)
    assert "at most 2 rows" in str(error)
    refused(pool, AnswerCut, "CONSTRUCT { ?x ?x ?x } { ?s ?p ?x }")
    refused(pool, AnswerCut, "DESCRIBE <http://a.example/>")


def test_as_many_rows_as_the_engine_has_at_most_are_not_trusted(
    pool: QueryWorkers, endpoint: Endpoint
) -> None:
    most = DIALECTS["virtuoso"].most_rows
    lines = b"{},\n" * most
    endpoint.content = b'{"head":{"vars":["x"]},"results":{"bindings":[\n' + lines + b"{}]}}"
    assert f"at most {most} rows" in str(refused(pool, AnswerCut))


def test_what_was_found_until_time_was_over_is_no_answer(
    pool: QueryWorkers, endpoint: Endpoint
) -> None:
    endpoint.content = rows("a")
    endpoint.headers = {"X-SQL-State": "S1TAT"}
    refused(pool, QueryTimeout)


def test_an_engine_that_does_not_stop_is_left_alone_in_time(endpoint: Endpoint) -> None:
    endpoint.delay = 120
    began = time.monotonic()
    with pool_of(endpoint, seconds=5) as pool:
        refused(pool, QueryTimeout)
    assert time.monotonic() - began < endpoint.delay


@pytest.mark.parametrize(
    ("status", "content", "error"),
    [
        (400, b"secret syntax", QueryFailed),
        (400, b"cannot read SELECT ?timeout", QueryFailed),
        (401, b"secret", QueryFailed),
        (404, b"secret", QueryFailed),
        (500, b"secret optimizer", QueryFailed),
        (500, b"S1T00: Transaction timed out", QueryTimeout),
        (503, b"secret", StoreUnreachable),
    ],
)
def test_an_error_of_the_engine_is_not_shown(
    pool: QueryWorkers, endpoint: Endpoint, status: int, content: bytes, error: type[QueryError]
) -> None:
    endpoint.status, endpoint.content = status, content
    refusal = refused(pool, error)
    assert "secret" not in str(refusal)
    assert endpoint.address not in str(refusal)


def test_an_answer_larger_than_answers_may_be_is_refused(
    pool: QueryWorkers, endpoint: Endpoint
) -> None:
    endpoint.content = rows("x" * 1_100_000)
    refused(pool, AnswerTooLarge)


def test_a_page_for_people_is_no_answer(pool: QueryWorkers, endpoint: Endpoint) -> None:
    endpoint.headers = {"Content-Type": "text/html"}
    refused(pool, QueryFailed)


@pytest.mark.parametrize(
    "content", [rows("a", name="y"), YES, b'{"head":{"vars":[]},"results":{"bindings":[]}}']
)
def test_an_answer_to_another_question_is_none(
    pool: QueryWorkers, endpoint: Endpoint, content: bytes
) -> None:
    endpoint.content = content
    refused(pool, QueryFailed)


def test_a_question_of_yes_or_no_needs_one(pool: QueryWorkers, endpoint: Endpoint) -> None:
    assert ask(pool, "ASK {}") == "true"
    endpoint.content = b'{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":[]}}'
    assert ask(pool, "ASK {}") == "false"
    for broken in (b"{}", b"nothing"):
        endpoint.content = broken
        refused(pool, QueryFailed, "ASK {}")


@pytest.mark.parametrize("kind", ["uri", "literal"])
def test_no_iri_of_the_inside_gets_out(pool: QueryWorkers, endpoint: Endpoint, kind: str) -> None:
    endpoint.content = rows("https://town.example/", GRAPHS.union, kind=kind)
    for text in ("", "CONSTRUCT { <a:a> <a:a> ?x } { ?s ?p ?x }"):
        error = refused(pool, QueryFailed, text)
        assert "inside of the store" in vars(error)["reason"]
        assert GRAPHS.union not in str(error)


def test_a_blank_node_among_the_solutions_makes_no_triples(
    pool: QueryWorkers, endpoint: Endpoint
) -> None:
    endpoint.content = rows("b0", kind="bnode")
    error = refused(pool, QueryFailed, "CONSTRUCT { <a:a> <a:a> ?x } { ?s ?p ?x }")
    assert "blank node" in vars(error)["reason"]
    assert ask(pool) == "x\r\n_:b0\r\n"


def test_a_store_without_the_release_gets_no_query(pool: QueryWorkers, endpoint: Endpoint) -> None:
    endpoint.whole = b'{"head":{},"boolean":false}'
    refused(pool, StoreWithoutRelease)
    assert len(endpoint.received) == 1


def test_what_is_not_sparql_is_not_sent(pool: QueryWorkers, endpoint: Endpoint) -> None:
    refused(pool, QuerySyntax, "SELECT ?x { ?s ?p ?x ")
    for text in (
        "SELECT (<bif:sys_stat>('st') AS ?x) {}",
        "SELECT ?x { ?s ?p ?x FILTER(<sql:f>(?x)) }",
        "SELECT ?x { ?s ?p ?x OPTION (transitive) }",
    ):
        refused(pool, UnknownFunction, text)
    assert endpoint.received == []


@pytest.mark.parametrize(
    "text", ["ASK { ?s ?p trueGRAPH ?g { ?a ?b ?c } }", "SELECT ?s FROMNAMED <a:a> { ?s ?p ?o }"]
)
def test_a_glued_keyword_is_never_sent(pool: QueryWorkers, endpoint: Endpoint, text: str) -> None:
    refused(pool, QuerySyntax, text)
    assert endpoint.received == []


def test_an_address_where_nobody_listens_is_not_shown() -> None:
    gone = RemoteStore("http://127.0.0.1:9/", "http://127.0.0.1:9/")
    limits = QueryLimits(workers=1, seconds=2)
    with QueryWorkers(RemoteRelease((gone,), GRAPHS), limits, {}, spares=0) as workers:
        error = refused(workers, StoreUnreachable)
    assert "127.0.0.1" not in str(error)


def test_a_token_is_shown_to_an_engine_that_wants_one_and_only_when_it_is_written_to(
    endpoint: Endpoint,
) -> None:
    store = RemoteStore(endpoint.address, endpoint.address, engine="qlever")
    release = RemoteRelease((store,), GRAPHS)
    with credentials("", "t0ken"):
        choose_writer(store).drop(GRAPHS.union)
        with QueryWorkers(release, QueryLimits(workers=1, seconds=2), {}, spares=0) as workers:
            assert ask(workers, "ASK {}") == "true"
    assert endpoint.received[0] == {"update": [f"DROP SILENT GRAPH <{GRAPHS.union}>"]}
    assert endpoint.shown == ["Bearer t0ken", "", ""]
    assert endpoint.received[-1]["timeout"] == ["2s"]
