"""Fetching from servers on this machine, which a guard of the test lets through."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from urllib.parse import parse_qs

import pytest

from terril.model.errors import ServiceFailed
from terril.net.guard import Guard
from terril.store.federation import Fetcher

JSON = "application/sparql-results+json"
EMPTY = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
Answer = Callable[[BaseHTTPRequestHandler, str], None]


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], tuple[str, list[dict[str, str]]]]]:
    """Starts a server with a given manner, and says its address and what it was sent."""
    running = []

    def started(answer: Answer) -> tuple[str, list[dict[str, str]]]:
        seen: list[dict[str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that the library calls
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                seen.append({**dict(self.headers.items()), "query": parse_qs(body)["query"][0]})
                answer(self, body)

            def log_message(self, *_: object) -> None:
                """Nothing on the terminal."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return f"http://endpoint.example:{server.server_port}/sparql", seen

    yield started
    for server in running:
        server.shutdown()
        server.server_close()


def fetcher(most: int = 1000) -> Fetcher:
    loopback = ip_address("127.0.0.1")
    guard = Guard(
        frozenset({"endpoint.example"}),
        is_allowed=lambda address: address == loopback,
        resolver=lambda _host, _port: [loopback],
        plain=True,
    )
    return Fetcher(guard, most)


def respond_with(body: bytes, media_type: str = JSON, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler, _: str) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def reason(iri: str, found: Fetcher, seconds: float = 5) -> str:
    with pytest.raises(ServiceFailed) as caught:
        found.query(iri, "SELECT * {}", seconds)
    return caught.value.reason


Serve = Callable[[Answer], tuple[str, list[dict[str, str]]]]


def test_the_query_is_sent_to_the_judged_address_under_the_name(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    iri, seen = serve(respond_with(EMPTY))
    assert fetcher().query(iri, "SELECT * { ?s ?p ?o }", 5) == EMPTY
    [request] = seen
    assert request["query"] == "SELECT * { ?s ?p ?o }"
    assert request["Host"].startswith("endpoint.example:")
    assert not {"Cookie", "Authorization"} & set(request)


@pytest.mark.parametrize(
    "answer",
    [
        respond_with(EMPTY, "text/html"),
        respond_with(EMPTY, status=404),
        respond_with(EMPTY, status=500),
        respond_with(b"", status=302, Location="http://127.0.0.1:1/"),
        respond_with(b"", status=307, Location="http://169.254.169.254/"),
    ],
    ids=["page", "missing", "broken", "moved", "moved inside"],
)
def test_errors_and_redirects_are_no_results(serve: Serve, answer: Answer) -> None:
    iri, seen = serve(answer)
    assert reason(iri, fetcher()) == ServiceFailed.NO_RESULTS
    assert len(seen) == 1


def test_an_answer_that_never_ends_is_broken_off(serve: Serve) -> None:
    def endless(handler: BaseHTTPRequestHandler, _: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.end_headers()
        try:
            for _piece in range(1000):
                handler.wfile.write(b" " * 100)
        except OSError:
            return

    iri, _ = serve(endless)
    assert reason(iri, fetcher(most=10_000)) == ServiceFailed.TOO_MUCH


def test_a_silent_server_is_late(serve: Serve) -> None:
    def sleeping(_handler: BaseHTTPRequestHandler, _: str) -> None:
        time.sleep(3)

    iri, _ = serve(sleeping)
    assert reason(iri, fetcher(), 0.5) == ServiceFailed.LATE


def test_a_server_that_drips_is_late_too(serve: Serve) -> None:
    def dripping(handler: BaseHTTPRequestHandler, _: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.end_headers()
        try:
            for _piece in range(30):
                handler.wfile.write(b" ")
                time.sleep(0.1)
        except OSError:
            return

    iri, _ = serve(dripping)
    assert reason(iri, fetcher(), 0.8) == ServiceFailed.LATE


def test_a_server_that_drips_headers_is_late_too(serve: Serve) -> None:
    def dripping(handler: BaseHTTPRequestHandler, _: str) -> None:
        try:
            for letter in b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n":
                handler.wfile.write(bytes([letter]))
                time.sleep(0.1)
        except OSError:
            return

    iri, _ = serve(dripping)
    began = time.monotonic()
    assert reason(iri, fetcher(), 0.8) == ServiceFailed.LATE
    assert time.monotonic() - began < 3


def test_a_server_that_hangs_up_cannot_be_reached(serve: Serve) -> None:
    def hanging_up(handler: BaseHTTPRequestHandler, _: str) -> None:
        handler.close_connection = True

    iri, _ = serve(hanging_up)
    assert reason(iri, fetcher()) == ServiceFailed.UNREACHABLE
    assert reason("http://endpoint.example:9/sparql", fetcher()) == ServiceFailed.UNREACHABLE
