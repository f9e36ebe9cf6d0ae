"""Send requests as harvesters do: bounded in time, size and number, never to internal hosts.

The site that the operator names may be anywhere, also on this machine. Links of a catalogue are
requested only at public addresses.
"""

from __future__ import annotations

import ssl
import time
import zlib
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import parse_origin
from terril.doctor.crawl.response import Response
from terril.model import __version__
from terril.model.errors import ServiceFailed, ServiceNotAllowed
from terril.net.client import ExchangeError, ExchangeTimeoutError, HttpRequest, exchange
from terril.net.guard import Guard, is_public, resolve
from terril.net.tls import create_tls_context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.doctor.limits import CrawlLimits
    from terril.net.client import HttpResponse
    from terril.net.guard import Address

USER_AGENT = f"terril-doctor/{__version__}"
MAX_HOPS = 5
DEFAULT_MAX_BYTES = 64 * 2**10
HEADERS = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": USER_AGENT}
PACKED = ("gzip", "x-gzip", "deflate")


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
        return create_tls_context()

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
            target = self._guard(url).find_target(url)
            tls = self._tls if target.tls else None
            sent = {**HEADERS, **(headers or {})}
            request = HttpRequest(method, sent, content)
            with exchange(request, target, end, tls=tls) as answer:
                response = _read(url, answer, max_bytes)
        except ServiceFailed as error:
            inner = error.reason == ServiceFailed.NOT_PUBLIC
            return Response(
                url, failure=FetchFailure.INTERNAL if inner else FetchFailure.UNREACHABLE
            )
        except ServiceNotAllowed:
            return Response(url, failure=FetchFailure.UNREACHABLE, reason=url)
        except ExchangeTimeoutError:
            return Response(url, failure=FetchFailure.TIMEOUT)
        except (ExchangeError, ssl.SSLError) as error:
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
        return Guard(frozenset({host}), is_allowed=judge, plain=True)

    def _is_home(self, address: Address) -> bool:
        return address in self._home or is_public(address)


def _read(url: str, answer: HttpResponse, max_bytes: int) -> Response:
    """Return the response with at most ``max_bytes`` of its body."""
    body, whole = answer.read(max_bytes)
    if whole and answer.headers.get("content-encoding", "") in PACKED:
        body, whole = _unpacked(body, max_bytes)
    failure = None if whole else FetchFailure.TOO_LARGE
    return Response(url, answer.status, answer.headers, body, failure=failure)


def _kind(error: Exception) -> FetchFailure:
    message = f"{error} {error.__cause__} {error.__context__}".lower()
    return FetchFailure.CERTIFICATE if "certificate" in message else FetchFailure.UNREACHABLE


def _unpacked(body: bytes, max_bytes: int) -> tuple[bytes, bool]:
    """Decompress a body that a server compressed unrequested, within ``max_bytes``."""
    packed = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        return packed.decompress(body, max_bytes), not packed.unconsumed_tail
    except zlib.error:
        return body, True
