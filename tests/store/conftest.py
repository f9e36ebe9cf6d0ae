"""Stores on disk, pools on them, and somebody who listens on the loopback interface."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from bench.engines import RunningEngine, load
from terril.store.sparql import QueryLimits
from terril.store.workers import QueryWorkers
from tests.store.filled_store import fill_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from terril.store.remote import RemoteRelease

    WriteStore = Callable[[Path, Sequence[Quad]], None]

PREFIXES = {"schema": "http://schema.org/", "place": "https://town.example/id/place/"}
SMALL = """
@prefix schema: <http://schema.org/> .
@prefix place: <https://town.example/id/place/> .
@prefix graph: <https://town.example/id/graph/> .

graph:source {
    place:hall a schema:Place ; schema:name "Hôtel de ville"@fr ; schema:floorSize 1200 .
    place:park a schema:Place ; schema:name "Parc, dit « le grand »"@fr .
}
graph:editorial {
    place:hall schema:name "Town hall"@en ;
        schema:description "Two lines,\\nand \\"quotes\\"."@en ;
        schema:containedInPlace place:park .
}
"""
THINGS = 33_000


class Listener:
    """A server on the loopback interface that counts who connects, and says nothing.

    Attributes:
        address: where a query would call it.
        heard: connections so far.
    """

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.heard = 0
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.heard += 1
            connection.close()


def large_data() -> Iterator[str]:
    """198,000 quads: things with texts of 50 to 60 characters that link to one another."""
    things = "http://large.example"
    for number in range(THINGS):
        thing = f"<{things}/{number}>"
        yield f"{thing} <{things}/link> <{things}/{number * 7 % THINGS}> <{things}/g> .\n"
        for side in range(5):
            text = f"thing {number % 1000} side {side} {'x' * 30}"
            yield f'{thing} <{things}/text{side}> "{text}" <{things}/g{side % 2}> .\n'


@pytest.fixture(scope="session")
def write_store() -> Callable[[Path, Sequence[Quad]], None]:
    """Writes the store of a release that has some statements."""

    def write(folder: Path, quads: Sequence[Quad]) -> None:
        fill_store(Store(str(folder)), quads)

    return write


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory, write_store: WriteStore) -> Path:
    folder = tmp_path_factory.mktemp("small") / "store"
    write_store(folder, list(parse(SMALL.encode(), format=RdfFormat.TRIG)))
    return folder


@pytest.fixture(scope="session")
def large_store(tmp_path_factory: pytest.TempPathFactory, write_store: WriteStore) -> Path:
    folder = tmp_path_factory.mktemp("large") / "store"
    write_store(folder, list(parse("".join(large_data()).encode(), format=RdfFormat.N_QUADS)))
    return folder


@pytest.fixture
def new_pool() -> Iterator[Callable[[Path, QueryLimits], QueryWorkers]]:
    """Makes pools that are closed when the test is over."""
    pools: list[QueryWorkers] = []

    def make(store: Path, limits: QueryLimits) -> QueryWorkers:
        pools.append(QueryWorkers(store, limits, PREFIXES))
        return pools[-1]

    yield make
    for pool in pools:
        pool.close()


@pytest.fixture(scope="module", params=["embedded", "oxigraph", "virtuoso"])
def small_pool(small_store: Path, request: pytest.FixtureRequest) -> Iterator[QueryWorkers]:
    """The same questions for our own engine and for the others."""
    source: Path | RemoteRelease = small_store
    if request.param != "embedded":
        engine: RunningEngine = request.getfixturevalue(request.param)
        source = load(engine.store, small_store, "https://town.example/", "0000000small")
    with QueryWorkers(source, QueryLimits(workers=2, seconds=20), PREFIXES) as pool:
        yield pool


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()
