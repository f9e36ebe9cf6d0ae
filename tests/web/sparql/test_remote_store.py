"""The endpoint in front of other engines: all that holds for our own, and the switch between."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench.engines import RunningEngine
from bench.servers import BASE, Server, copy_published, copy_town, start, terril
from terril.store.remote import RemoteStore
from tests.web.http.test_switching import NEW, PAUSE, served, wait_for
from tests.web.sparql.test_endpoint import *  # noqa: F403

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def settings(store: RemoteStore) -> str:
    return (
        f'\n[store]\nquery = "{store.query}"\nupdate = "{store.update}"\n'
        f'graph_store = "{store.graph_store}"\nengine = "{store.engine}"\n'
    )


def town_on(engine: RunningEngine, folder: Path) -> Path:
    """This repository's town, published into an engine."""
    town = copy_town(folder)
    with (town / "town.toml").open("a", encoding="utf-8") as file:
        file.write(settings(engine.store))
    done = terril("publish", town=town)
    assert done.returncode == 0, done.stderr
    return town


@pytest.fixture(
    scope="module", params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.soak)]
)
def engine(request: pytest.FixtureRequest) -> RunningEngine:
    """Each of the engines that are run; both are asked and loaded in the tests of the store."""
    found: RunningEngine = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def town(engine: RunningEngine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return town_on(engine, tmp_path_factory.mktemp("remote") / "town")


@pytest.fixture(scope="module")
def server(town: Path) -> Iterator[Server]:
    started = start(town)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def live_site(server: Server) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


@pytest.fixture(scope="module")
def site(live_site: httpx.Client) -> httpx.Client:
    return live_site


def count(client: httpx.Client) -> int:
    answer = client.get("/sparql", params={"query": COUNT, "format": "csv"})
    assert answer.status_code == 200, answer.text
    return int(answer.text.split()[1])


def test_readers_see_one_complete_release_or_the_other(
    engine: RunningEngine, town: Path, server: Server
) -> None:
    added = town / "data" / "source" / "tried.ttl"
    seen: list[tuple[str, int]] = []
    stop = threading.Event()

    def read() -> None:
        with server.client() as client:
            while not stop.is_set():
                answer = client.get("/sparql", params={"query": COUNT, "format": "csv"})
                assert answer.status_code == 200, answer.text
                seen.append((answer.headers["Terril-Release"], int(answer.text.split()[1])))
                time.sleep(PAUSE)

    audience = threading.Thread(target=read)
    try:
        with server.client() as client:
            first = (served(client), count(client))
            audience.start()
            added.write_text(NEW, encoding="utf-8")
            done = terril("publish", town=town)
            assert done.returncode == 0, done.stderr
            assert engine.store.query in done.stderr
            wait_for(client, (town / "releases" / "current").resolve().name)
            second = (served(client), count(client))
            assert second[0] != first[0]
            assert second[1] > first[1]
            assert terril("rollback", town=town).returncode == 0
            wait_for(client, first[0])
            assert count(client) == first[1]
    finally:
        stop.set()
        audience.join()
        added.unlink()
    assert first in seen
    assert set(seen) <= {first, second}


def test_a_missing_engine_fails_only_the_queries(
    engine: RunningEngine, town: Path, tmp_path: Path
) -> None:
    town = copy_published(town, tmp_path / "town")
    text = (town / "town.toml").read_text(encoding="utf-8")
    gone = text.replace(engine.store.query, "http://127.0.0.1:9/query")
    (town / "town.toml").write_text(gone, encoding="utf-8")
    server = start(town)
    try:
        with server.client() as client:
            problem = client.get("/sparql", params={"query": "ASK {}"})
            assert problem.status_code == 503
            assert problem.json()["type"].endswith("#store-unreachable")
            assert "127.0.0.1:9" not in problem.text
            assert client.get("/doc/theme/energie").status_code == 200
            done = terril("publish", town=town)
            assert done.returncode == 2
            assert "http://127.0.0.1:9/query" in done.stderr
    finally:
        server.stop()


def test_the_command_line_asks_the_same_store(town: Path) -> None:
    done = terril(
        "query", f"SELECT ?g {{ GRAPH ?g {{ <{BASE}id/theme/energie> a ?c }} }}", town=town
    )
    assert done.returncode == 0, done.stderr
    assert f"{BASE}id/graph/source" in done.stdout
    assert "/release/" not in done.stdout
