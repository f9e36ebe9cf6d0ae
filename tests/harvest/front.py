"""The towns at their public names, over TLS, as a reverse proxy of an operator shows them."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

from bench.servers import Server

# A proxy says these itself.
OWN = {"connection", "transfer-encoding", "server", "date", "keep-alive"}


def nothing(_: str) -> None:
    """What happens before an answer, unless a test has something to happen."""


@dataclass
class Front:
    """What stands before the servers.

    Attributes:
        servers: by the name of the town.
        seen: method, host and path of each request.
        before: called with the path before a request is passed on.
    """

    servers: dict[str, Server] = field(default_factory=dict)
    seen: list[tuple[str, str, str]] = field(default_factory=list)
    before: Callable[[str], None] = nothing
    port: int = 0

    def pass_on(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer a request with what the server of that name answers, byte for byte."""
        host = handler.headers["Host"].partition(":")[0]
        self.seen.append((handler.command, host, handler.path))
        self.before(handler.path)
        address = f"{self.servers[host].url}{handler.path}"
        sent = dict(handler.headers.items())
        with (
            httpx.Client(trust_env=False, timeout=600) as client,
            client.stream(handler.command, address, headers=sent) as answer,
        ):
            handler.send_response(answer.status_code)
            for name, value in answer.headers.items():
                if name.lower() not in OWN:
                    handler.send_header(name, value)
            content = b"".join(answer.iter_raw())
            if "Content-Length" not in answer.headers:
                handler.send_header("Content-Length", str(len(content)))
            handler.end_headers()
            handler.wfile.write(content)


def certificate(folder: Path, names: Sequence[str]) -> Path:
    """A file with a key and a certificate for the names that nobody else trusts."""
    path = folder / "certificate.pem"
    other = ",".join(f"DNS:{name}" for name in names)
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    words = ["-keyout", str(folder / "key.pem"), "-out", str(path), "-subj", "/CN=a town"]
    words += ["-addext", f"subjectAltName={other}"]
    subprocess.run(["openssl", "req", "-x509", *kind, *words], check=True, capture_output=True)
    with path.open("a", encoding="ascii") as both:
        both.write((folder / "key.pem").read_text(encoding="ascii"))
    return path


@contextmanager
def standing(front: Front, trusted: Path) -> Iterator[None]:
    """Let it answer on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __getattr__(self, name: str) -> Callable[[], None]:
            # The server looks for a method of the name of each verb.
            if name in ("do_GET", "do_HEAD"):
                return lambda: front.pass_on(self)
            raise AttributeError(name)

        def log_message(self, *_: object) -> None:
            """Say nothing; the front keeps what it saw."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        front.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
