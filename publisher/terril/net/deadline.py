"""Connections to one address that end in time, however slowly the other side speaks.

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
    """Connects to the address that was judged, whatever name the request bears.

    Args:
        address: of IPv4 or IPv6, as text.
        end: when everything must be over, by ``time.monotonic()``.
    """

    def __init__(self, address: str, end: float) -> None:
        self._address = address
        self._end = end
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002  # the name has been resolved and judged already
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """The connection; raises httpcore's errors."""
        stream = self._inner.connect_tcp(
            self._address, port, left(self._end, timeout), local_address, socket_options
        )
        return DeadlineStream(stream, self._end)


class DeadlineStream(httpcore.NetworkStream):
    """A connection each of whose steps has only the time that is left."""

    def __init__(self, stream: httpcore.NetworkStream, end: float) -> None:
        self._stream = stream
        self._end = end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes that have come."""
        return self._stream.read(max_bytes, left(self._end, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Return when the bytes are on their way."""
        self._stream.write(buffer, left(self._end, timeout))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The connection, encrypted; the certificate must be that of the name."""
        inner = self._stream.start_tls(ssl_context, server_hostname, left(self._end, timeout))
        return DeadlineStream(inner, self._end)

    def get_extra_info(self, info: str) -> object:
        """What the connection below says."""
        return self._stream.get_extra_info(info)


def left(end: float, timeout: float | None) -> float:
    """Seconds for a step.

    Raises:
        httpcore.ReadTimeout: there are none.
    """
    rest = end - time.monotonic()
    if rest <= 0:
        raise httpcore.ReadTimeout
    return min(rest, timeout) if timeout is not None else rest
