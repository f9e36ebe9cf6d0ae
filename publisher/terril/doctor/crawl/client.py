"""Requests as harvesters make them: bounded in time, size and number, and never to inner hosts.

The site that the operator names may be anywhere, also on this machine. What a catalogue links
to is asked only at addresses of the open internet.
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
from terril.doctor.crawl.origins import origin, split
from terril.doctor.crawl.response import Answer
from terril.model.errors import ServiceFailed, ServiceNotAllowed
from terril.net.deadline import DeadlineBackend
from terril.net.guard import Guard, is_public, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from terril.doctor.limits import Limits
    from terril.net.guard import Address, Target

USER_AGENT = f"terril-doctor/{__version__}"
MOST_HOPS = 5
LEAST_BYTES = 64 * 2**10
PACKED = ("gzip", "x-gzip", "deflate")


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent: a method, headers besides the usual ones, and a body."""

    url: str
    method: str
    headers: Mapping[str, str]
    content: bytes


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
        return httpx.create_ssl_context()

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
            target = self._guard(url).target(url)
            tls = self._tls if target.tls else None
            backend = DeadlineBackend(str(target.address), end)
            with httpcore.ConnectionPool(tls, network_backend=backend) as pool:
                answer = _fetch(pool, Request(url, method, headers or {}, content), target, most)
        except ServiceFailed as error:
            inner = error.reason == ServiceFailed.NOT_PUBLIC
            return Answer(url, trouble=FetchFailure.INNER if inner else FetchFailure.UNREACHABLE)
        except ServiceNotAllowed:
            return Answer(url, trouble=FetchFailure.UNREACHABLE, reason=url)
        except httpcore.TimeoutException:
            return Answer(url, trouble=FetchFailure.LATE)
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
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
        return Guard(frozenset({host}), judge=judge, plain=True)

    def _is_home(self, address: Address) -> bool:
        return address in self._home or is_public(address)


def _fetch(pool: httpcore.ConnectionPool, request: Request, target: Target, most: int) -> Answer:
    """The answer of the address that was judged; httpcore's errors if there is none."""
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
        body, whole = _read(response.iter_stream(), most)
        found = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in response.headers
        }
    if whole and found.get("content-encoding", "") in PACKED:
        body, whole = _unpacked(body, most)
    trouble = None if whole else FetchFailure.TOO_LARGE
    return Answer(request.url, response.status, found, body, trouble=trouble)


def _kind(error: Exception) -> FetchFailure:
    told = f"{error} {error.__cause__} {error.__context__}".lower()
    return FetchFailure.CERTIFICATE if "certificate" in told else FetchFailure.UNREACHABLE


def _read(pieces: Iterable[bytes], most: int) -> tuple[bytes, bool]:
    """The beginning of the body, and whether it is all."""
    found = bytearray()
    for piece in pieces:
        found += piece
        if len(found) > most:
            return bytes(found[:most]), False
    return bytes(found), True


def _unpacked(body: bytes, most: int) -> tuple[bytes, bool]:
    """What a server has packed unasked, as far as it may be read."""
    packed = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        return packed.decompress(body, most), not packed.unconsumed_tail
    except zlib.error:
        return body, True


def _host(target: Target) -> str:
    usual = 443 if target.tls else 80
    host = f"[{target.host}]" if ":" in target.host else target.host
    return host if target.port == usual else f"{host}:{target.port}"


def _ascii(path: str) -> bytes:
    """What is sent for a path with letters beyond ASCII: their UTF-8, percent-encoded."""
    return "".join(
        one if " " < one < "\x7f" else "".join(f"%{byte:02X}" for byte in one.encode())
        for one in path
    ).encode()
