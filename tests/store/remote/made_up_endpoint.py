"""An endpoint on the loopback interface that gives a set answer to every request."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"
YES = b'{"head":{},"boolean":true}'
NO = b'{"head":{},"boolean":false}'


@dataclass
class Endpoint:
    """An endpoint that gives a set answer to every request."""

    content: bytes = YES
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    delay: float = 0.0
    whole: bytes = YES
    length: int | None = None
    received: list[dict[str, list[str]]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    address: str = ""


@contextmanager
def running_endpoint(state: Endpoint) -> Iterator[Endpoint]:
    """Run an endpoint; its answer may change meanwhile."""
    stop = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            state.received.append(parse_qs(sent))
            state.shown.append(self.headers.get("Authorization", ""))
            if "?moment" in sent.replace("%3F", "?"):
                self.reply(200, state.whole, {"Content-Type": JSON}, None)
                return
            stop.wait(state.delay)
            headers = {"Content-Type": JSON, **state.headers}
            self.reply(state.status, state.content, headers, state.length)

        def reply(
            self, status: int, content: bytes, headers: dict[str, str], length: int | None
        ) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(length or len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield state
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
        thread.join()
