"""How often one client may ask queries; pages and documents are free.

The client is who opened the connection. A connection from this machine is a proxy's or its own:
then the client is the last address of X-Forwarded-For, which is the one that the proxy has seen
itself, and without that header it is somebody on this machine, who may ask without a limit.
"""

from __future__ import annotations

import math
import time
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from flask import Flask, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from terril.model.languages import gettext
from terril.web.http.audience import read_audience
from terril.web.http.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection

# What a provider gives to one customer at least (RFC 6177).
IPV6_CUSTOMER = 64
UNREADABLE = "unreadable"
ASKING = frozenset({"query", "queries", "extend"})
"""Parameters of an address that make a request a query: SPARQL's, and reconciliation's."""


def install(app: Flask, most: int, rules: Collection[str]) -> None:
    """Refuse the queries of a client beyond so many in a minute.

    Args:
        app: whose requests are counted.
        most: queries in any 60 seconds; 0 for no limit.
        rules: addresses at which queries are asked.
    """
    if not most:
        return
    limiter = MovingWindowRateLimiter(MemoryStorage())
    allowed = RateLimitItemPerMinute(most)

    @app.before_request
    def _count() -> None:
        client = client_of(request.remote_addr or "", request.headers.get("X-Forwarded-For", ""))
        if client is None or not _asks(rules) or limiter.hit(allowed, client):
            return
        ends = limiter.get_window_stats(allowed, client).reset_time
        raise _too_many(most, max(1, math.ceil(ends - time.time())))


def client_of(peer: str, forwarded: str) -> str | None:
    """Under which name a client's queries are counted; ``None`` for this machine itself.

    Args:
        peer: address at the other end of the connection.
        forwarded: value of X-Forwarded-For, believed from this machine only.
    """
    address = _address(peer)
    if address is not None and address.is_loopback:
        last = forwarded.rpartition(",")[2].strip()
        if not last:
            return None
        address = _address(last)
    if address is None:
        return UNREADABLE
    if address.is_loopback:
        return None
    if isinstance(address, IPv6Address):
        return str(ip_network((address, IPV6_CUSTOMER), strict=False))
    return str(address)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or address
    return address


def _asks(rules: Collection[str]) -> bool:
    """Whether the request is a query, and not a page about queries."""
    if request.url_rule is None or request.url_rule.rule not in rules:
        return False
    asked = not ASKING.isdisjoint(request.args)
    return request.method == "POST" or asked or bool(request.view_args)


def _too_many(most: int, seconds: int) -> Problem:
    sentence = gettext(
        "More than {most} queries in a minute came from your address. Try again in {seconds} s, "
        "or take the whole data as a file.",
        read_audience().language,
        most=most,
        seconds=seconds,
    )
    more = {"limit": most, "retry_after": seconds}
    return Problem(429, sentence, more=more, headers={"Retry-After": str(seconds)})
