"""The server speaks HTTP/1.1 only: unfinished HTTP/2 streams would take its threads for good."""

from __future__ import annotations

import socket

import httpx
import pytest

from bench.servers import Server

pytestmark = pytest.mark.http

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SETTINGS = bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
GOAWAY_OR_SETTINGS = {4, 7}
STREAMS = 70


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return (
        len(payload).to_bytes(3, "big")
        + bytes([kind, flags])
        + stream.to_bytes(4, "big")
        + payload
    )


def test_a_connection_of_http_2_is_refused_and_the_server_goes_on(server: Server) -> None:
    # POST / with a body that never ends: static table entries of HPACK (RFC 7541, appendix A).
    headers = bytes([0x83, 0x84, 0x86])
    opened = b"".join(frame(1, 4, 2 * n + 1, headers) for n in range(STREAMS))
    with socket.create_connection(("127.0.0.1", server.port), timeout=600) as connection:
        connection.sendall(PREFACE + SETTINGS + opened)
        answer = connection.recv(4096)
        assert len(answer) < 9 or answer[3] not in GOAWAY_OR_SETTINGS, "it speaks HTTP/2"
        with httpx.Client(base_url=server.url, timeout=600, trust_env=False) as client:
            found = client.get("/health")
    assert found.status_code == 200
    assert found.http_version == "HTTP/1.1"
