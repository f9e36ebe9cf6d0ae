"""Bound the time of a whole connection, for httpcore.

A client's timeout is for each read, and a byte now and then would keep it waiting for ever.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import httpcore

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable


class DeadlineBackend(httpcore.NetworkBackend):
    """Connections to the address that a guard judged, whatever name the request bears.

    Args:
        address: of IPv4 or IPv6, as text; ``None`` connects to the name of the request.
        end: when everything must be over, by ``time.monotonic()``.
    """

    def __init__(self, address: str | None, end: float) -> None:
        self._address = address
        self._end = end
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect; raises httpcore's errors."""
        stream = self._inner.connect_tcp(
            self._address or host,
            port,
            compute_seconds_left(self._end, timeout),
            local_address,
            socket_options,
        )
        return DeadlineStream(stream, self._end)


class DeadlineStream(httpcore.NetworkStream):
    """A connection, each step of which has only the time that is left."""

    def __init__(self, stream: httpcore.NetworkStream, end: float) -> None:
        self._stream = stream
        self._end = end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read at most ``max_bytes``."""
        return self._stream.read(max_bytes, compute_seconds_left(self._end, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes."""
        self._stream.write(buffer, compute_seconds_left(self._end, timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Encrypt the connection; the certificate must be that of the name."""
        inner = self._stream.start_tls(
            ssl_context, server_hostname, compute_seconds_left(self._end, timeout)
        )
        return DeadlineStream(inner, self._end)

    def get_extra_info(self, info: str) -> object:
        """Return what the connection below reports."""
        return self._stream.get_extra_info(info)


def compute_seconds_left(end: float, timeout: float | None) -> float:
    """Return the seconds that a step may take.

    Raises:
        httpcore.ReadTimeout: there are none.
    """
    rest = end - time.monotonic()
    if rest <= 0:
        raise httpcore.ReadTimeout("timed out")
    return min(rest, timeout) if timeout is not None else rest
