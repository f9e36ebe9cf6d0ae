"""A server in front of the real one that forwards its responses and spoils one at a time."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

NOT_PASSED = {"connection", "transfer-encoding", "date", "server", "content-length"}


@dataclass(frozen=True)
class ReceivedRequest:
    """A request to the front."""

    method: str
    path: str
    headers: dict[str, str]
    content: bytes

    @property
    def name(self) -> str:
        """The path without its query part."""
        return self.path.partition("?")[0]

    @property
    def accept(self) -> str:
        return self.headers.get("accept", "")


@dataclass(frozen=True)
class Reply:
    """A response of the front."""

    status: int
    headers: dict[str, str]
    body: bytes = b""
    endless: bool = False

    def with_headers(self, **headers: str | None) -> Reply:
        """Return a copy with other headers; ``None`` removes one."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kept = {name: value for name, value in self.headers.items() if name not in named}
        return replace(self, headers=kept | {n: v for n, v in named.items() if v is not None})

    def with_body(self, body: bytes | str) -> Reply:
        """Return a copy with another body."""
        return replace(self, body=body.encode() if isinstance(body, str) else body)


Spoil = Callable[[ReceivedRequest, Reply], Reply]


def pass_through(request: ReceivedRequest, reply: Reply) -> Reply:  # noqa: ARG001  # a Spoil like the others
    """Spoil nothing."""
    return reply


@dataclass
class Front:
    """A running front; ``spoil`` may be changed at any time.

    The real server's responses are cached: the release does not change while it runs. The response
    to HEAD is derived from that to GET, so that both are spoiled alike.

    Attributes:
        target: address of the real server.
        before: changes responses once, before they are cached.
        spoil: changes responses each time; status 0 means none at all.
        prefix: a path that the front removes, such as “/ouvert”.
    """

    target: str
    before: Spoil = pass_through
    spoil: Spoil = pass_through
    port: int = 0
    prefix: str = ""
    scheme: str = "http"
    known: dict[tuple[str, ...], Reply] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}{self.prefix}/"

    def respond(self, client: httpx.Client, request: ReceivedRequest) -> Reply:
        if not request.path.startswith(f"{self.prefix}/"):
            return Reply(404, {"content-type": "text/plain"})
        request = replace(request, path=request.path.removeprefix(self.prefix))
        return self.spoil(request, self.forward(client, request))

    def forward(self, client: httpx.Client, request: ReceivedRequest) -> Reply:
        """Return the response of the real server."""
        headers = {n: v for n, v in request.headers.items() if n not in ("host", "connection")}
        method = "GET" if request.method == "HEAD" else request.method
        key = (method, request.path, str(sorted(headers.items())), str(request.content))
        if key not in self.known:
            url = f"{self.target}{request.path}"
            found = client.request(method, url, headers=headers, content=request.content)
            kept = {n.lower(): v for n, v in found.headers.items() if n.lower() not in NOT_PASSED}
            reply = Reply(found.status_code, kept, found.content)
            self.known[key] = self.before(request, reply)
        return self.known[key]


@contextmanager
def run_front(front: Front, tls: ssl.SSLContext | None = None) -> Iterator[Front]:
    """Run the front on a loopback port."""
    with httpx.Client(trust_env=False, timeout=600) as client:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(front, client))
        server.daemon_threads = True
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
            front.scheme = "https"
        front.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield front
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(front: Front, client: httpx.Client) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            length = int(self.headers.get("content-length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = ReceivedRequest(self.command, self.path, headers, self.rfile.read(length))
            self.send(front.respond(client, request))

        def send(self, reply: Reply) -> None:
            self.close_connection = True
            if not reply.status:
                return
            self.send_response_only(reply.status)
            size = {} if reply.endless else {"content-length": str(len(reply.body))}
            for name, value in (size | reply.headers | {"connection": "close"}).items():
                self.send_header(name, value)
            self.end_headers()
            # The doctor may hang up before the end, as it should.
            with suppress(OSError):
                self.wfile.write(b"" if self.command == "HEAD" else reply.body)
                while reply.endless and self.command != "HEAD":
                    self.wfile.write(b"# nothing\n" * 1000)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, ARG002
            return

        do_GET = do_HEAD = do_POST = do_OPTIONS = handle_any  # noqa: N815

    return Handler
