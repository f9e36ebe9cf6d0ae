"""The one HTTP client, against a server on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from terril.net.client import (
    ExchangeError,
    ExchangeTimeoutError,
    HttpRequest,
    exchange,
    find_proxy,
)
from terril.net.guard import Target, make_unguarded_target

LOOPBACK = ip_address("127.0.0.1")
BODY = b"0123456789"


@dataclass
class Server:
    """A server that keeps what it is sent; it drips its body if ``pause`` is set."""

    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=list)
    pause: float = 0
    received: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    def target(self, path: str = "/", host: str = "server.example") -> Target:
        return Target(host, self.port, LOOPBACK, path, tls=False)


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.received.append((self.command, self.path, dict(self.headers.items()), body))
            self.send_response(state.status, "As It Is")
            for name, value in state.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(BODY)))
            self.end_headers()
            try:
                for byte in BODY:
                    self.wfile.write(bytes([byte]))
                    time.sleep(state.pause)
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            """Write nothing to standard error."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.port = running.server_port
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    yield state
    running.shutdown()
    running.server_close()


def fetch(target: Target, limit: int = 100, seconds: float = 5) -> tuple[bytes, bool]:
    request = HttpRequest("POST", {"X-Name": "value"}, b"content")
    with exchange(request, target, time.monotonic() + seconds) as response:
        return response.read(limit)


def test_a_request_goes_to_the_judged_address_under_the_name_of_its_host(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert fetch(server.target("/thème/a b?q=é%20")) == (BODY, True)
    [(method, path, headers, body)] = server.received
    assert (method, path, body) == ("POST", "/th%C3%A8me/a%20b?q=%C3%A9%20", b"content")
    assert headers["Host"] == f"server.example:{server.port}"
    assert headers["X-Name"] == "value"


def test_the_host_of_an_ipv6_address_is_written_in_brackets(server: Server) -> None:
    fetch(server.target(host="2001:db8::1"))
    assert server.received[0][2]["Host"] == f"[2001:db8::1]:{server.port}"


@pytest.mark.parametrize(("limit", "read"), [(9, (BODY[:9], False)), (10, (BODY, True))])
def test_a_body_is_read_as_far_as_its_limit(
    server: Server, limit: int, read: tuple[bytes, bool]
) -> None:
    assert fetch(server.target(), limit) == read


def test_the_deadline_holds_for_the_whole_exchange(server: Server) -> None:
    server.pause = 0.2
    began = time.monotonic()
    with pytest.raises(ExchangeTimeoutError):
        fetch(server.target(), seconds=0.5)
    assert time.monotonic() - began < 1.5
    with pytest.raises(ExchangeTimeoutError, match="timed out"):
        fetch(server.target(), seconds=-1)


def test_redirects_are_not_followed_and_headers_can_be_repeated(server: Server) -> None:
    server.status = 307
    server.headers = [("Location", "/elsewhere"), ("X-Twice", "a"), ("X-Twice", "b")]
    with exchange(HttpRequest("POST"), server.target(), time.monotonic() + 5) as response:
        assert (response.status, response.reason) == (307, "As It Is")
        assert response.headers["location"] == "/elsewhere"
        assert response.values("x-twice") == ["a", "b"]
    assert len(server.received) == 1


def test_a_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ExchangeError, match="refused"):
        fetch(Target("server.example", 9, LOOPBACK, "/", tls=False))


def test_an_unguarded_request_goes_to_the_name_or_through_the_proxy_of_the_environment(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    fetch(make_unguarded_target(f"http://127.0.0.1:{server.port}/direct"))
    monkeypatch.setenv("http_proxy", f"http://user:w%C3%B6rd@127.0.0.1:{server.port}")
    fetch(make_unguarded_target("http://store.invalid/path"))
    assert [row[1] for row in server.received] == ["/direct", "http://store.invalid/path"]
    assert server.received[1][2]["Proxy-Authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    ("environment", "url", "proxy"),
    [
        ({}, "http://store.example/", ""),
        ({"https_proxy": "proxy.example:3128"}, "http://store.example/", ""),
        (
            {"https_proxy": "proxy.example:3128"},
            "https://store.example/",
            "http://proxy.example:3128",
        ),
        ({"all_proxy": "http://proxy.example"}, "http://store.example/", "http://proxy.example"),
        (
            {"http_proxy": "http://proxy.example", "no_proxy": "store.example"},
            "http://store.example/",
            "",
        ),
    ],
)
def test_the_proxy_is_that_of_the_scheme_unless_the_host_is_excluded(
    environment: dict[str, str], url: str, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for scheme in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{scheme}_proxy", raising=False)
        monkeypatch.delenv(f"{scheme}_proxy".upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert find_proxy(make_unguarded_target(url)) == proxy
