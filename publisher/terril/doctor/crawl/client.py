"""Requests as harvesters make them: bounded in time, size and number, and never to inner hosts.

The site that the operator names may be anywhere, also on this machine. What a catalogue links
to is asked only at addresses of the open internet.
"""

from __future__ import annotations

import ssl
import time
import zlib
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from terril import __version__
from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import origin, split
from terril.doctor.crawl.response import Answer
from terril.model.errors import ServiceFailed, ServiceNotAllowed
from terril.net.client import ExchangeError, ExchangeTimeoutError, HttpRequest, exchange
from terril.net.guard import Guard, is_public, resolve
from terril.net.tls import create_tls_context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.doctor.limits import Limits
    from terril.net.client import HttpResponse
    from terril.net.guard import Address

USER_AGENT = f"terril-doctor/{__version__}"
MOST_HOPS = 5
LEAST_BYTES = 64 * 2**10
HEADERS = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": USER_AGENT}
PACKED = ("gzip", "x-gzip", "deflate")


class Asker:
    """Asks, and keeps count.

    The named host may be anywhere, and stays where it is found first: a name that leads to an
    inner address later on is not followed there.

    Args:
        named: the address that the operator named; its host may be any.
        limits: of the visit.
    """

    def __init__(self, named: str, limits: Limits) -> None:
        self._named = origin(named)
        self._home = frozenset(resolve(self._named[1], self._named[2] or 0))
        self._limits = limits
        self._end = time.monotonic() + limits.visit_seconds
        self.asked = 0

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Whose certificates are trusted; SSL_CERT_FILE names others."""
        return create_tls_context()

    @property
    def spent(self) -> bool:
        """Whether no more may be asked."""
        return self.asked >= self._limits.requests or time.monotonic() > self._end

    def ask(
        self,
        url: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        most: int = LEAST_BYTES,
    ) -> Answer:
        """One answer; redirects are not followed, and nothing is raised."""
        if self.spent:
            return Answer(url, trouble=FetchFailure.NOT_ASKED)
        self.asked += 1
        began = time.monotonic()
        end = min(self._end, began + self._limits.seconds)
        try:
            target = self._guard(url).find_target(url)
            tls = self._tls if target.tls else None
            sent = {**HEADERS, **(headers or {})}
            request = HttpRequest(method, sent, content)
            with exchange(request, target, end, tls=tls) as response:
                answer = _read(url, response, most)
        except ServiceFailed as error:
            inner = error.reason == ServiceFailed.NOT_PUBLIC
            return Answer(url, trouble=FetchFailure.INNER if inner else FetchFailure.UNREACHABLE)
        except ServiceNotAllowed:
            return Answer(url, trouble=FetchFailure.UNREACHABLE, reason=url)
        except ExchangeTimeoutError:
            return Answer(url, trouble=FetchFailure.LATE)
        except (ExchangeError, ssl.SSLError) as error:
            return Answer(url, trouble=_kind(error), reason=str(error))
        return replace(answer, seconds=time.monotonic() - began)

    def follow(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        most: int = LEAST_BYTES,
        method: str = "GET",
    ) -> Answer:
        """The answer behind at most ``MOST_HOPS`` redirects, each judged anew."""
        hops: list[str] = []
        answer = self.ask(url, method, headers, most=most)
        while answer.location and len(hops) < MOST_HOPS:
            hops.append(answer.url)
            answer = self.ask(answer.location, method, headers, most=most)
        return replace(answer, hops=tuple(hops))

    def _guard(self, url: str) -> Guard:
        """What may be asked for an address."""
        try:
            host = (split(url).hostname or "").encode("idna").decode()
            named = origin(url) == self._named
        except UnicodeError:
            return Guard(frozenset())
        judge = self._is_home if named else is_public
        return Guard(frozenset({host}), is_allowed=judge, plain=True)

    def _is_home(self, address: Address) -> bool:
        return address in self._home or is_public(address)


def _read(url: str, response: HttpResponse, most: int) -> Answer:
    """Return the answer with as much of its body as may be read."""
    body, whole = response.read(most)
    if whole and response.headers.get("content-encoding", "") in PACKED:
        body, whole = _unpacked(body, most)
    trouble = None if whole else FetchFailure.TOO_LARGE
    return Answer(url, response.status, response.headers, body, trouble=trouble)


def _kind(error: Exception) -> FetchFailure:
    told = f"{error} {error.__cause__} {error.__context__}".lower()
    return FetchFailure.CERTIFICATE if "certificate" in told else FetchFailure.UNREACHABLE


def _unpacked(body: bytes, most: int) -> tuple[bytes, bool]:
    """What a server has packed unasked, as far as it may be read."""
    packed = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        return packed.decompress(body, most), not packed.unconsumed_tail
    except zlib.error:
        return body, True
