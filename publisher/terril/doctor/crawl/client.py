"""Send requests as harvesters do: bounded in time, size and number, never to internal hosts.

The site that the operator names may be anywhere, also on this machine. Links of a catalogue are
requested only at public addresses.
"""

from __future__ import annotations

import ssl
import time
import zlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import httpcore
import httpx

from terril import __version__
from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import parse_origin
from terril.doctor.crawl.response import Response
from terril.model.errors import ServiceFailed, ServiceNotAllowed
from terril.net.deadline import DeadlineBackend
from terril.net.guard import Guard, is_public, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from terril.doctor.limits import CrawlLimits
    from terril.net.guard import Address, Target

USER_AGENT = f"terril-doctor/{__version__}"
MAX_HOPS = 5
DEFAULT_MAX_BYTES = 64 * 2**10
PACKED = ("gzip", "x-gzip", "deflate")


@dataclass(frozen=True, slots=True)
class Request:
    """A request: its URL and method, headers besides the default ones, and a body."""

    url: str
    method: str
    headers: Mapping[str, str]
    content: bytes


class CrawlClient:
    """An HTTP client that counts its requests and guards their addresses.

    The named host may have any address, but only those that it resolves to at first: if its name
    resolves to another internal address later, that one is refused.

    Args:
        named: URL that the operator named; its host may have an internal address.
        limits: of the whole examination.
    """

    def __init__(self, named: str, limits: CrawlLimits) -> None:
        self._named = parse_origin(named)
        self._home = frozenset(resolve(self._named.host, self._named.port or 0))
        self._limits = limits
        self._end = time.monotonic() + limits.crawl_seconds
        self.request_count = 0

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """The trusted certificates; SSL_CERT_FILE names others."""
        return httpx.create_ssl_context()

    @property
    def exhausted(self) -> bool:
        """True if the limits allow no further request."""
        return self.request_count >= self._limits.requests or time.monotonic() > self._end

    def request(
        self,
        url: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        max_bytes: int = DEFAULT_MAX_BYTES,
    ) -> Response:
        """Return one response without following redirects; failures are returned, not raised."""
        if self.exhausted:
            return Response(url, failure=FetchFailure.NOT_REQUESTED)
        self.request_count += 1
        began = time.monotonic()
        end = min(self._end, began + self._limits.seconds)
        try:
            target = self._guard(url).target(url)
            tls = self._tls if target.tls else None
            backend = DeadlineBackend(str(target.address), end)
            with httpcore.ConnectionPool(tls, network_backend=backend) as pool:
                response = _fetch(
                    pool, Request(url, method, headers or {}, content), target, max_bytes
                )
        except ServiceFailed as error:
            inner = error.reason == ServiceFailed.NOT_PUBLIC
            return Response(
                url, failure=FetchFailure.INTERNAL if inner else FetchFailure.UNREACHABLE
            )
        except ServiceNotAllowed:
            return Response(url, failure=FetchFailure.UNREACHABLE, reason=url)
        except httpcore.TimeoutException:
            return Response(url, failure=FetchFailure.TIMEOUT)
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
            return Response(url, failure=_kind(error), reason=str(error))
        return replace(response, seconds=time.monotonic() - began)

    def follow(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        max_bytes: int = DEFAULT_MAX_BYTES,
        method: str = "GET",
    ) -> Response:
        """Return the response behind at most ``MAX_HOPS`` redirects, each guarded by itself."""
        hops: list[str] = []
        response = self.request(url, method, headers, max_bytes=max_bytes)
        while response.location and len(hops) < MAX_HOPS:
            hops.append(response.url)
            response = self.request(response.location, method, headers, max_bytes=max_bytes)
        return replace(response, hops=tuple(hops))

    def _guard(self, url: str) -> Guard:
        """Return the guard for a URL, which lets only the named host be internal."""
        try:
            host = parse_origin(url).host.encode("idna").decode()
            named = parse_origin(url) == self._named
        except UnicodeError:
            return Guard(frozenset())
        judge = self._is_home if named else is_public
        return Guard(frozenset({host}), judge=judge, plain=True)

    def _is_home(self, address: Address) -> bool:
        return address in self._home or is_public(address)


def _fetch(
    pool: httpcore.ConnectionPool, request: Request, target: Target, max_bytes: int
) -> Response:
    """Return the response of the guarded address; raises httpcore's errors."""
    where = httpcore.URL(
        scheme=b"https" if target.tls else b"http",
        host=target.host.encode(),
        port=target.port,
        target=_ascii(target.path),
    )
    sent = {
        "Host": _host(target),
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "User-Agent": USER_AGENT,
        **request.headers,
    }
    if request.content:
        sent["Content-Length"] = str(len(request.content))
    head = list(sent.items())
    with pool.stream(request.method, where, headers=head, content=request.content) as response:
        body, whole = _read(response.iter_stream(), max_bytes)
        found = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in response.headers
        }
    if whole and found.get("content-encoding", "") in PACKED:
        body, whole = _unpacked(body, max_bytes)
    failure = None if whole else FetchFailure.TOO_LARGE
    return Response(request.url, response.status, found, body, failure=failure)


def _kind(error: Exception) -> FetchFailure:
    message = f"{error} {error.__cause__} {error.__context__}".lower()
    return FetchFailure.CERTIFICATE if "certificate" in message else FetchFailure.UNREACHABLE


def _read(pieces: Iterable[bytes], max_bytes: int) -> tuple[bytes, bool]:
    """Return at most ``max_bytes`` of the body, and whether it is complete."""
    found = bytearray()
    for piece in pieces:
        found += piece
        if len(found) > max_bytes:
            return bytes(found[:max_bytes]), False
    return bytes(found), True


def _unpacked(body: bytes, max_bytes: int) -> tuple[bytes, bool]:
    """Decompress a body that a server compressed unrequested, within ``max_bytes``."""
    packed = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        return packed.decompress(body, max_bytes), not packed.unconsumed_tail
    except zlib.error:
        return body, True


def _host(target: Target) -> str:
    usual = 443 if target.tls else 80
    host = f"[{target.host}]" if ":" in target.host else target.host
    return host if target.port == usual else f"{host}:{target.port}"


def _ascii(path: str) -> bytes:
    """Percent-encode the UTF-8 of characters beyond ASCII in a path."""
    return "".join(
        one if " " < one < "\x7f" else "".join(f"%{byte:02X}" for byte in one.encode())
        for one in path
    ).encode()
