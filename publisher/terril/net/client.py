"""Send one HTTP request, bounded in time and size, to the server that a target names.

Every exchange has its own connection and one deadline for all of it. Redirects are not followed,
since they could lead anywhere, and cookies are not kept.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore

from terril.net.deadline import DeadlineBackend
from terril.net.guard import PLAIN_PORT, TLS_PORT

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping

    from terril.net.guard import Target


class ExchangeError(Exception):
    """A failed exchange without a whole response; the message is that of the library."""


class ExchangeTimeoutError(ExchangeError):
    """An exchange past its deadline."""


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request; the client adds ``Host`` and ``Content-Length`` to its headers."""

    method: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


class HttpResponse:
    """A response whose body is still on its way.

    Attributes:
        status: of HTTP.
        reason: phrase after the status; ``""`` if the server sent none.
        headers: the last value of each, by name in lower case.
    """

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response
        self.status = response.status
        self.reason = response.extensions.get("reason_phrase", b"").decode("ascii", "ignore")
        self.headers = dict(self._pairs())

    def values(self, name: str) -> list[str]:
        """Return all values of a header, by its name in lower case."""
        return [value for header, value in self._pairs() if header == name]

    def read(self, limit: int) -> tuple[bytes, bool]:
        """Return at most ``limit`` bytes of the body, and whether these are all."""
        body = bytearray()
        for piece in self._response.iter_stream():
            body += piece
            if len(body) > limit:
                return bytes(body[:limit]), False
        return bytes(body), True

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for name, value in self._response.headers:
            yield name.decode("latin-1").lower(), value.decode("latin-1")


@contextmanager
def exchange(
    request: HttpRequest,
    target: Target,
    end: float,
    *,
    tls: ssl.SSLContext | None = None,
    connect_seconds: float | None = None,
) -> Iterator[HttpResponse]:
    """Send a request and yield the response; the connection closes at the end of the block.

    Errors of the connection while the block reads the body become these, too.

    Args:
        request: method, headers and content.
        target: server and path. An address that a guard judged is connected to directly; without
            one the proxies of the environment are used, and the name is resolved here.
        end: when everything must be over, by ``time.monotonic()``.
        tls: trusted certificates; httpcore's if ``None``.
        connect_seconds: limit for the connection alone.

    Raises:
        ExchangeTimeoutError: the deadline passed, or ``connect_seconds``.
        ExchangeError: there is no connection, it broke, or the response is not HTTP.
    """
    url = httpcore.URL(
        scheme=b"https" if target.tls else b"http",
        host=target.host.encode(),
        port=None if _has_usual_port(target) else target.port,
        target=_quote(target.path),
    )
    sent = list({"Host": _host_header(target), **request.headers}.items())
    timeouts = {"timeout": {"connect": connect_seconds}}
    try:
        with (
            _open_pool(target, end, tls) as pool,
            pool.stream(
                request.method, url, headers=sent, content=request.content, extensions=timeouts
            ) as response,
        ):
            yield HttpResponse(response)
    except httpcore.TimeoutException as error:
        raise ExchangeTimeoutError(str(error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as error:
        raise ExchangeError(str(error)) from error


def _open_pool(target: Target, end: float, tls: ssl.SSLContext | None) -> httpcore.ConnectionPool:
    if target.address is not None:
        backend = DeadlineBackend(str(target.address), end)
        return httpcore.ConnectionPool(tls, network_backend=backend)
    backend = DeadlineBackend(None, end)
    proxy = urlsplit(find_proxy(target))
    if proxy.scheme not in ("http", "https"):
        return httpcore.ConnectionPool(tls, network_backend=backend)
    login = unquote(proxy.username or "").encode(), unquote(proxy.password or "").encode()
    return httpcore.HTTPProxy(
        f"{proxy.scheme}://{proxy.netloc.rpartition('@')[2]}",
        proxy_auth=login if proxy.username else None,
        ssl_context=tls,
        network_backend=backend,
    )


def find_proxy(target: Target) -> str:
    """Return the URL of the environment's proxy for a target; ``""`` for none."""
    if proxy_bypass(f"{target.host}:{target.port}"):
        return ""
    proxies = getproxies()
    proxy = proxies.get("https" if target.tls else "http") or proxies.get("all", "")
    return proxy if "://" in proxy or not proxy else f"http://{proxy}"


def _host_header(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    return host if _has_usual_port(target) else f"{host}:{target.port}"


def _has_usual_port(target: Target) -> bool:
    return target.port == (TLS_PORT if target.tls else PLAIN_PORT)


def _quote(path: str) -> bytes:
    """Return a path with the UTF-8 of all beyond printable ASCII percent-encoded."""
    return "".join(
        letter if " " < letter < "\x7f" else "".join(f"%{byte:02X}" for byte in letter.encode())
        for letter in path
    ).encode()
