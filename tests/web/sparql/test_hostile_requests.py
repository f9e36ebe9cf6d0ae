"""Two hundred hostile requests: the server lives, calls nobody, and answers others meanwhile.

Bounded in number and time; all traffic stays on the loopback address.
"""

from __future__ import annotations

import resource
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import httpx
import pytest

from bench.hostile_queries import bombs
from bench.servers import Server, large_town, start
from tests.sampling import EXTENTS, Extent, part_of
from tests.web.sparql.hostile_requests import calls, nestings, raw

pytestmark = pytest.mark.http

WORKERS = 2
QUERY_MEGABYTES = 512
ROOM_MEGABYTES = 150
AT_ONCE = 4
CONNECTIONS = 10_000
A_BATCH = 500
PATIENCE = 30
"""Seconds for an easy answer on a machine that has other things to do; bench/ measures."""


class Listener:
    """Somebody on this machine whom nobody should call, over IPv4 and IPv6."""

    def __init__(self) -> None:
        self.called = 0
        self._stack = ExitStack()
        four = self._listen(socket.AF_INET, "127.0.0.1", 0)
        self.port: int = four.getsockname()[1]
        with suppress(OSError):
            self._listen(socket.AF_INET6, "::1", self.port)

    def _listen(self, family: socket.AddressFamily, host: str, port: int) -> socket.socket:
        listener = self._stack.enter_context(closing(socket.socket(family)))
        listener.bind((host, port))
        listener.listen(64)
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                listener.accept()[0].close()
                self.called += 1

    def close(self) -> None:
        self._stack.close()


class Memory:
    """The most memory that a server and its workers had together, in MB."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._stop = threading.Event()
        self.before = self.now()
        self.most = self.before
        self._watch = threading.Thread(target=self._sample, daemon=True)
        self._watch.start()

    def now(self) -> float:
        """Megabytes of its processes, shared memory counted in parts (proc(5), smaps_rollup)."""
        return sum(map(_megabytes, _family(self._server.process.pid)))

    def _sample(self) -> None:
        while not self._stop.wait(0.2):
            self.most = max(self.most, self.now())

    def close(self) -> None:
        self._stop.set()
        self._watch.join()


def _family(root: int) -> list[int]:
    """A process and all below it."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        with suppress(OSError, ValueError, IndexError):
            if folder.name.isdigit():
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                parents[int(folder.name)] = int(fields[1])
    family = [root]
    for process in family:
        family += [child for child, parent in parents.items() if parent == process]
    return family


def _megabytes(process: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0


@pytest.fixture(scope="module")
def target(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    limits = (
        f"\n[limits]\nquery_seconds = 1\nquery_megabytes = {QUERY_MEGABYTES}\n"
        f"query_workers = {WORKERS}\nanswer_megabytes = 8\n"
    )
    own = large_town(town, tmp_path_factory.mktemp("hostile"), limits)
    server = start(own)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    started = Listener()
    yield started
    started.close()


@pytest.fixture(scope="module")
def memory(target: Server) -> Iterator[Memory]:
    watched = Memory(target)
    yield watched
    watched.close()


def easy(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}, timeout=PATIENCE)
    assert answer.status_code in (200, 503), answer.text
    assert client.get("/doc/theme/energie", timeout=PATIENCE).status_code == 200


def honest(name: str, answer: httpx.Response) -> None:
    """A whole answer or a problem, and nothing from the inside."""
    if answer.status_code != 200:
        assert answer.headers["Content-Type"].startswith("application/problem+json"), name
        assert answer.json()["detail"], name
    for word in ("Traceback", "publisher/", "site-packages", "/proc/", "RocksDB"):
        assert word not in answer.text[:5000], name


def send_all(target: Server, queries: dict[str, str]) -> dict[str, httpx.Response]:
    """The answers to all queries, several at a time, with an easy one between any two."""

    def ask(item: tuple[str, str]) -> tuple[str, httpx.Response]:
        name, query = item
        accept = {"Accept": "text/csv, text/turtle;q=0.5"}
        with target.client() as client:
            answer = client.post("/sparql", data={"query": query}, headers=accept)
            easy(client)
        return name, answer

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return dict(threads.map(ask, queries.items()))


def test_there_are_two_hundred(listener: Listener) -> None:
    every = [*bombs(), *nestings(), *calls(listener.port), *raw(), *SLOW]
    assert len(every) == len(set(every))
    assert len(every) >= 200


@pytest.mark.parametrize("extent", EXTENTS)
def test_bombs_are_stopped_and_others_are_answered(
    target: Server, memory: Memory, extent: Extent
) -> None:
    queries = dict(part_of(bombs().items(), 12, extent))
    assert queries
    for name, answer in send_all(target, queries).items():
        honest(name, answer)
        assert answer.status_code in (200, 400, 413, 503), name
    assert memory.most < memory.before + WORKERS * QUERY_MEGABYTES + ROOM_MEGABYTES


def test_nesting_is_refused_before_it_reaches_the_engine(target: Server) -> None:
    for name, answer in send_all(target, nestings()).items():
        honest(name, answer)
        assert answer.status_code in (400, 413, 503), name


def test_nobody_is_called(target: Server, listener: Listener) -> None:
    for name, answer in send_all(target, calls(listener.port)).items():
        honest(name, answer)
        if "SERVICE" in name.upper() or name.startswith(("call", "load", "insert")):
            assert answer.status_code in (400, 403), name
    assert listener.called == 0


@pytest.mark.parametrize("name", raw())
def test_bytes_that_are_no_request_do_no_harm(target: Server, name: str) -> None:
    answer = exchange(target, raw()[name])
    assert b"Traceback" not in answer
    assert b"root:" not in answer
    with target.client() as client:
        easy(client)


def exchange(target: Server, sent: bytes) -> bytes:
    """The answer to some bytes until the server hangs up, or sends nothing for a while."""
    answer = b""
    with connect(target) as connection, suppress(OSError):
        connection.settimeout(3)
        connection.sendall(sent)
        while len(answer) < 100_000 and (piece := connection.recv(65536)):
            answer += piece
    return answer


def connect(target: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", target.port), timeout=PATIENCE)


BIG = "SELECT%20*%20%7B%20%3Fs%20%3Chttp://e.example/p1%3E%20%3Fo%20%7D"
SLOW = {
    "headers that never end": b"GET /sparql HTTP/1.1\r\nHost: a\r\nX: ",
    "a body that never comes": (
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 1000\r\n\r\nASK"
    ),
    "an answer that nobody reads": f"GET /sparql?query={BIG} HTTP/1.1\r\nHost: a\r\n\r\n".encode(),
    "an answer that is broken off": (
        f"GET /sparql?query={BIG} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    ),
    "a page that nobody reads": b"GET /dump/latest/town.nt HTTP/1.1\r\nHost: a\r\n\r\n" * 20,
}
OF_EACH = 8


def test_slow_clients_keep_nobody_waiting(target: Server) -> None:
    with ExitStack() as stack:
        for name, sent in SLOW.items():
            for _ in range(OF_EACH):
                connection = stack.enter_context(connect(target))
                connection.sendall(sent)
                if name == "an answer that is broken off":
                    connection.recv(100)
                    connection.close()
        with target.client() as client:
            for _ in range(10):
                easy(client)
                time.sleep(0.1)


def test_ten_thousand_connections_do_not_shut_others_out(target: Server) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4096)), hard))
    connections = 0
    try:
        while connections < CONNECTIONS:
            with ExitStack() as stack:
                for _ in range(A_BATCH):
                    stack.enter_context(connect(target))
                    connections += 1
                with target.client() as client:
                    easy(client)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert connections == CONNECTIONS


def test_after_all_that_the_server_is_as_it_was(
    target: Server, memory: Memory, listener: Listener
) -> None:
    assert target.process.poll() is None
    assert listener.called == 0
    with target.client() as client:
        easy(client)
        assert client.get("/health").json()["status"] == "ok"
    assert memory.most < memory.before + WORKERS * QUERY_MEGABYTES + ROOM_MEGABYTES
