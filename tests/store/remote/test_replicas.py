"""Replicas answer in turn; one that fails or lacks the release is skipped, and none is wrong."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench.engines import RunningEngine, load, running_oxigraph
from terril.model.errors import QueryError, QueryFailed, StoreUnreachable, StoreWithoutRelease
from terril.store.graphs import GraphPartition
from terril.store.remote import ReleaseGraphs, RemoteRelease, RemoteStore
from terril.store.remote.replicas import Replicas
from terril.store.sparql import Query, QueryLimits, examine
from terril.store.workers import QueryWorkers
from tests.store.remote.made_up_endpoint import JSON, NO, Endpoint, running_endpoint

BASE = "https://town.example/"
NAMES = "SELECT ?name { ?place <http://schema.org/name> ?name } ORDER BY STR(?name)"
LOADED = {"Hôtel de ville", "Parc, dit « le grand »", "Town hall"}
GRAPHS = ReleaseGraphs(BASE, "00000000fake", GraphPartition((f"{BASE}id/graph/s",)))
GONE = RemoteStore("http://127.0.0.1:9/", "http://127.0.0.1:9/")
CLIENTS = 4
ANSWER = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'


@dataclass
class Pair:
    """Two servers that have the same release, and the folder of each."""

    servers: list[RunningEngine]
    folders: list[Path]
    release: RemoteRelease


@pytest.fixture
def pair(small_store: Path, servers: list[RunningEngine], tmp_path: Path) -> Pair:
    loaded = [load(one.store, small_store, BASE, "0000000small") for one in servers]
    stores = tuple(one.store for one in servers)
    folders = [tmp_path / "one", tmp_path / "two"]
    return Pair(servers, folders, replace(loaded[0], stores=stores))


def open_pool(release: RemoteRelease, *, workers: int = 1, seconds: float = 60) -> QueryWorkers:
    limits = QueryLimits(workers=workers, seconds=seconds, queue=100, quick_seconds=0)
    return QueryWorkers(release, limits, {}, spares=0)


def ask(pool: QueryWorkers, text: str = NAMES) -> list[str]:
    with pool.execute(Query(examine(text), "text/tab-separated-values")) as answer:
        return b"".join(answer.chunks()).decode().splitlines()[1:]


def read_names(rows: list[str]) -> set[str]:
    return {row.strip('"').partition('"@')[0] for row in rows}


def test_one_of_two_is_killed_under_load_and_no_client_notices(pair: Pair) -> None:
    halfway = threading.Barrier(CLIENTS + 1)

    def use(pool: QueryWorkers) -> list[set[str]]:
        before = [read_names(ask(pool)) for _ in range(15)]
        halfway.wait()
        return before + [read_names(ask(pool)) for _ in range(60)]

    with open_pool(pair.release, workers=2) as pool, ThreadPoolExecutor(CLIENTS) as clients:
        running = [clients.submit(use, pool) for _ in range(CLIENTS)]
        halfway.wait()
        pair.servers[0].process.kill()
        answers = [answer for one in running for answer in one.result()]
    assert len(answers) == CLIENTS * 75
    assert all(answer == LOADED for answer in answers)


def test_one_that_comes_back_is_used_again(pair: Pair) -> None:
    first, second = pair.servers
    with open_pool(pair.release) as pool:
        assert read_names(ask(pool)) == LOADED
        first.process.kill()
        first.process.wait()
        assert [read_names(ask(pool)) for _ in range(3)] == [LOADED] * 3
        port = urlsplit(first.store.query).port
        assert port
        with running_oxigraph(pair.folders[0], port):
            second.process.kill()
            second.process.wait()
            # Skipped of late or not, it is the only one that answers.
            assert [read_names(ask(pool)) for _ in range(3)] == [LOADED] * 3
    with open_pool(pair.release) as pool, pytest.raises(StoreUnreachable):
        ask(pool)


def test_one_that_hangs_is_left_for_the_other(pair: Pair) -> None:
    with open_pool(pair.release) as pool:
        hanging = pair.servers[0].process.pid
        os.kill(hanging, signal.SIGSTOP)
        try:
            assert [read_names(ask(pool)) for _ in range(6)] == [LOADED] * 6
        finally:
            os.kill(hanging, signal.SIGCONT)


def test_one_that_has_another_release_is_skipped(pair: Pair, small_store: Path) -> None:
    load(pair.servers[1].store, small_store, BASE, "000000second")
    graphs = replace(pair.release.graphs, release="000000second")
    with open_pool(replace(pair.release, graphs=graphs)) as pool:
        assert [read_names(ask(pool)) for _ in range(4)] == [LOADED] * 4
    neither = replace(pair.release.graphs, release="0000000third")
    with open_pool(replace(pair.release, graphs=neither)) as pool:
        with pytest.raises(StoreWithoutRelease) as caught:
            ask(pool)
        assert "0000000third" in str(caught.value)


@pytest.fixture
def endpoints() -> Iterator[Callable[..., list[Endpoint]]]:
    """Runs endpoints with given states."""
    with ExitStack() as stack:
        yield lambda *states: [stack.enter_context(running_endpoint(one)) for one in states]


def release_at(*running: Endpoint, others: tuple[RemoteStore, ...] = ()) -> RemoteRelease:
    stores = (RemoteStore(one.address, one.address) for one in running)
    return RemoteRelease((*stores, *others), GRAPHS)


def count_queries(endpoint: Endpoint) -> int:
    """Return how many requests were no checks of the release."""
    return sum("?moment" not in str(one) for one in endpoint.received)


def refuse(release: RemoteRelease, error: type[QueryError]) -> None:
    with open_pool(release) as pool, pytest.raises(error):
        ask(pool, "SELECT ?x { ?s ?p ?x }")


def test_replicas_are_used_in_turn(endpoints: Callable[..., list[Endpoint]]) -> None:
    running = endpoints(*(Endpoint(ANSWER) for _ in range(3)))
    with open_pool(release_at(*running)) as pool:
        for _ in range(9):
            assert ask(pool, "SELECT ?x { ?s ?p ?x }") == []
    assert [count_queries(one) for one in running] == [3, 3, 3]


@pytest.mark.parametrize(
    "bad",
    [
        Endpoint(b"busy", status=503),
        Endpoint(b"broken", status=500),
        Endpoint(b"{", length=1000),
        Endpoint(b"<html>", {"Content-Type": "text/html"}),
        Endpoint(ANSWER, whole=NO),
    ],
    ids=["busy", "broken", "cut", "html", "unloaded"],
)
def test_a_query_that_fails_on_one_is_answered_by_another(
    endpoints: Callable[..., list[Endpoint]], bad: Endpoint
) -> None:
    running = endpoints(bad, Endpoint(ANSWER, {"Content-Type": JSON}))
    with open_pool(release_at(*running, others=(GONE,))) as pool:
        for _ in range(6):
            assert ask(pool, "SELECT ?x { ?s ?p ?x }") == []
    assert count_queries(running[1]) == 6


def test_a_query_is_tried_twice_at_most(endpoints: Callable[..., list[Endpoint]]) -> None:
    running = endpoints(*(Endpoint(b"broken", status=500) for _ in range(3)))
    refuse(release_at(*running), QueryFailed)
    assert sorted(count_queries(one) for one in running) == [0, 1, 1]


def test_a_query_out_of_time_is_not_tried_again(
    endpoints: Callable[..., list[Endpoint]],
) -> None:
    running = endpoints(*(Endpoint(b"SR171: Transaction timed out", status=500) for _ in range(2)))
    with open_pool(release_at(*running)) as pool, pytest.raises(QueryError, match="longer than"):
        ask(pool, "SELECT ?x { ?s ?p ?x }")
    assert sum(count_queries(one) for one in running) == 1


def test_what_all_replicas_lack_is_an_error_of_today(
    endpoints: Callable[..., list[Endpoint]],
) -> None:
    lacking = endpoints(Endpoint(whole=NO), Endpoint(whole=NO))
    refuse(release_at(*lacking), StoreWithoutRelease)
    refuse(release_at(others=(GONE, replace(GONE, query="http://127.0.0.1:1/"))), StoreUnreachable)
    # The one that cannot be reached may have it.
    refuse(release_at(*lacking, others=(GONE,)), StoreUnreachable)


def test_one_that_failed_is_tried_again_after_a_while(
    endpoints: Callable[..., list[Endpoint]],
) -> None:
    bad, good = endpoints(Endpoint(ANSWER, status=503), Endpoint(ANSWER))
    replicas = Replicas(release_at(bad, good), 2**20, skip_seconds=0.5)

    def query(times: int) -> None:
        for _ in range(times):
            with replicas.query("SELECT ?x { ?s ?p ?x }", time.monotonic() + 60) as content:
                assert content.read() == ANSWER

    query(1)
    while count_queries(bad):
        # It fails first, and is skipped then; a slow machine may take longer than that.
        bad.received.clear()
        query(4)
    bad.status = 200
    time.sleep(0.5)
    query(4)
    assert count_queries(bad) == 2
