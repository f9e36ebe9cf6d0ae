"""Limit the rate of each client's queries; pages and documents are not limited.

The client is the peer address, or the last entry of X-Forwarded-For if the peer is loopback: a
proxy on this machine adds the address that it has seen itself. A client on this machine, with a
loopback peer and without that header, is not limited.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict, deque
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from flask import Flask, request

from terril.model.languages import gettext
from terril.web.http.negotiation import read_audience
from terril.web.http.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection

# Length of the prefix that a provider gives to one customer at least (RFC 6177).
IPV6_CUSTOMER = 64
UNREADABLE = "unreadable"
SECONDS = 60
QUERY_PARAMETERS = frozenset({"query", "queries", "extend"})
"""Parameters of an address that make a request a query, of SPARQL and of reconciliation."""


def install(app: Flask, limit: int, rules: Collection[str]) -> None:
    """Refuse the queries of a client beyond a number in a minute.

    Args:
        app: the application.
        limit: queries in any 60 seconds; 0 for no limit.
        rules: URL rules that queries are sent to.
    """
    if not limit:
        return
    window = MovingWindow(limit)

    @app.before_request
    def _count() -> None:
        client = identify_client(
            request.remote_addr or "", request.headers.get("X-Forwarded-For", "")
        )
        if client is None or not _is_query(rules):
            return
        if wait := window.count(client, time.monotonic()):
            raise _refuse(limit, max(1, math.ceil(wait)))


class MovingWindow:
    """The times of each client's last queries, for a minute; safe to use from many threads.

    Args:
        limit: queries of a client in any 60 seconds.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        # The client whose last query is oldest comes first.
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    @property
    def clients(self) -> int:
        """The number of clients whose queries are remembered."""
        return len(self._times)

    def count(self, client: str, now: float) -> float:
        """Count a query, unless it is one too many; return the seconds to wait then, else 0.

        Args:
            client: its key.
            now: time of a monotonic clock, in seconds.
        """
        with self._lock:
            self._forget(now)
            times = self._times.setdefault(client, deque(maxlen=self._limit))
            if len(times) == self._limit and times[0] > now - SECONDS:
                return min(SECONDS, times[0] + SECONDS - now)
            times.append(now)
            self._times.move_to_end(client)
            return 0

    def _forget(self, now: float) -> None:
        while self._times:
            times = next(iter(self._times.values()))
            if times[-1] > now - SECONDS:
                return
            self._times.popitem(last=False)


def identify_client(peer: str, forwarded: str) -> str | None:
    """Return the key that a client's queries are counted under; ``None`` for no limit.

    Args:
        peer: address at the other end of the connection.
        forwarded: value of X-Forwarded-For, trusted from a loopback peer only.
    """
    address = _parse_address(peer)
    if address is not None and address.is_loopback:
        last = forwarded.rpartition(",")[2].strip()
        if not last:
            return None
        address = _parse_address(last)
    if address is None:
        return UNREADABLE
    if address.is_loopback:
        return None
    if isinstance(address, IPv6Address):
        return str(ip_network((address, IPV6_CUSTOMER), strict=False))
    return str(address)


def _parse_address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or address
    return address


def _is_query(rules: Collection[str]) -> bool:
    """Return whether the request is a query, and not one for a page about queries."""
    if request.url_rule is None or request.url_rule.rule not in rules:
        return False
    has_query = not QUERY_PARAMETERS.isdisjoint(request.args)
    return request.method == "POST" or has_query or bool(request.view_args)


def _refuse(limit: int, seconds: int) -> Problem:
    sentence = gettext(
        "More than {most} queries in a minute came from your address. Try again in {seconds} s, "
        "or take the whole data as a file.",
        read_audience().language,
        most=limit,
        seconds=seconds,
    )
    more = {"limit": limit, "retry_after": seconds}
    return Problem(429, sentence, more=more, headers={"Retry-After": str(seconds)})
