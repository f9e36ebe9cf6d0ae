"""A gzip copy that is made of pieces is read by a browser to its end."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from terril.representations.pieces import Frame, PieceFolder, PieceTable, write_file

TEXTS = [f"line {number} of a long file\n" * 500 for number in range(40)]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Address of a server that sends the gzip copy of a file with ``Content-Encoding``."""
    folder, pieces = PieceFolder(tmp_path), PieceTable()
    for number, text in enumerate(TEXTS):
        pieces.add(folder.add("txt", number, text.encode()))
    write_file(tmp_path / "town.txt", Frame(b"head\n", b"tail\n", b"--\n"), pieces)
    copy = (tmp_path / "town.txt.gz").read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(copy)))
            self.end_headers()
            self.wfile.write(copy)

        def log_message(self, *_: object) -> None:
            """Write no log."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_browser_reads_all_pieces(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.goto(address)
    found = page.evaluate("() => fetch('/').then(answer => answer.text())")
    assert found == "head\n" + "--\n".join(TEXTS) + "tail\n"
    page.close()
