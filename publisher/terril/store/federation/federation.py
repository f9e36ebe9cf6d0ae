"""Replace the SERVICE calls of a query by their solutions, before the engine gets it.

The solutions of ``SERVICE <e> { P }`` do not depend on what stands around it (SPARQL 1.1
Federated Query, section 4): they can be fetched first and be written in its place as
``VALUES``. So the engine never has a network.
"""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    parse_query_results,
)

from terril.model.errors import QueryQueueFull, ServiceFailed
from terril.model.vocabulary import PREFIXES
from terril.store.federation.service_calls import ServiceCall, find_calls
from terril.store.sparql import QueryText, TokenizationError, examine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.store.sparql import QueryLimits

MOST_CALLS = 4
MOST_ROWS = 2000
ROOM_FOR_ROWS = 4 * 2**20
NOTHING_BOUND = "VALUES () { () }"


class Endpoints(Protocol):
    """A client of other endpoints."""

    def query(self, iri: str, text: str, seconds: float) -> bytes:
        """Return solutions in SPARQL's JSON in time; raises ``QueryError`` if there are none."""


@dataclass(frozen=True, slots=True)
class FederatedQuery:
    """A query that may be handed to the engine, and the hosts whose solutions stand in it."""

    text: QueryText
    hosts: tuple[str, ...]


class Federation:
    """A resolver of the SERVICE calls of queries.

    Args:
        endpoints: client of them; ``None`` if the town allows none.
        limits: what a query may use. All calls of one query together have half of its time,
            and no more queries wait for other endpoints than there are workers, so that slow
            ones take the server's threads.
        base: IRI of the town's endpoint, against which relative IRIs of a call are resolved, as
            in the rest of the query; ``""`` if there is none.
    """

    def __init__(self, endpoints: Endpoints | None, limits: QueryLimits, base: str = "") -> None:
        self._endpoints = endpoints
        self._base = f"BASE <{base}>\n" if base else ""
        self._depth = limits.depth
        self._text_bytes = limits.text_bytes
        self._seconds = limits.seconds / 2
        self._places = threading.BoundedSemaphore(limits.workers)

    def resolve(self, text: str) -> FederatedQuery:
        """Return the query, safe to hand to the engine.

        Raises:
            QueryError: it is not, or another endpoint gave no answer.
        """
        endpoints = self._endpoints
        calls = _find_calls(text) if endpoints else ()
        if not calls or endpoints is None:
            examined = examine(text, depth=self._depth, text_bytes=self._text_bytes)
            return FederatedQuery(examined, ())
        self._check(text, calls)
        pieces = self._resolve_calls(endpoints, self._declare(text), calls)
        room = self._text_bytes + ROOM_FOR_ROWS
        whole = examine(_replace_calls(text, calls, pieces), depth=self._depth, text_bytes=room)
        return FederatedQuery(whole, tuple(dict.fromkeys(map(_host_name, calls))))

    def _declare(self, text: str) -> str:
        """Return the prologue of a query that is sent; some engines want BASE first."""
        known = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
        return f"{self._base}{known}{find_calls(text).prologue}"

    def _resolve_calls(
        self, endpoints: Endpoints, prologue: str, calls: tuple[ServiceCall, ...]
    ) -> list[str]:
        """Return the solutions of each call, as SPARQL.

        Raises:
            QueryQueueFull: too many others wait for other endpoints.
        """
        if not self._places.acquire(blocking=False):
            raise QueryQueueFull(max(1, math.ceil(self._seconds)))
        try:
            end = time.monotonic() + self._seconds
            return [_fetch_values(endpoints, prologue, call, end) for call in calls]
        finally:
            self._places.release()

    def _check(self, text: str, calls: tuple[ServiceCall, ...]) -> None:
        """Check that the query is one and has no other call, before any request is sent."""
        if len(calls) > MOST_CALLS:
            raise ServiceFailed(_host_name(calls[MOST_CALLS]), ServiceFailed.MANY)
        skeleton = _replace_calls(text, calls, [NOTHING_BOUND] * len(calls))
        examine(skeleton, depth=self._depth, text_bytes=self._text_bytes)
        for call in calls:
            examine(f"ASK {{{call.pattern}}}", depth=self._depth, text_bytes=self._text_bytes)


def _find_calls(text: str) -> tuple[ServiceCall, ...]:
    try:
        return find_calls(text).calls
    except TokenizationError:
        # The examination of the text reports what is wrong with it.
        return ()


def _fetch_values(endpoints: Endpoints, prologue: str, call: ServiceCall, end: float) -> str:
    # One more than is taken shows whether there are too many, and spares the endpoint the rest.
    query = f"{prologue}\nSELECT * WHERE {{{call.pattern}}} LIMIT {MOST_ROWS + 1}"
    try:
        return _format_values(
            call, endpoints.query(call.endpoint, query, _seconds_left(call, end))
        )
    except ServiceFailed:
        if call.silent:
            return NOTHING_BOUND
        raise


def _seconds_left(call: ServiceCall, end: float) -> float:
    """Return the seconds left for a call.

    Raises:
        ServiceFailed: there are none.
    """
    seconds = end - time.monotonic()
    if seconds <= 0:
        raise ServiceFailed(_host_name(call), ServiceFailed.LATE)
    return seconds


def _format_values(call: ServiceCall, body: bytes) -> str:
    """Return solutions as a VALUES block.

    Raises:
        ServiceFailed: they are none, too many, or about nameless things.
    """
    host = _host_name(call)
    try:
        found = parse_query_results(body, QueryResultsFormat.JSON)
        if not isinstance(found, QuerySolutions):
            raise ServiceFailed(host, ServiceFailed.NO_RESULTS)
        names = [variable.value for variable in found.variables]
        rows: list[str] = []
        for solution in found:
            if len(rows) == MOST_ROWS:
                raise ServiceFailed(host, ServiceFailed.TOO_MUCH)
            rows.append(f"({_format_row(host, (solution[name] for name in names))})")
    except (SyntaxError, ValueError):
        raise ServiceFailed(host, ServiceFailed.NO_RESULTS) from None
    head = " ".join(f"?{name}" for name in names)
    return f"VALUES ({head}) {{ {' '.join(rows)} }}"


def _format_row(host: str, terms: Iterable[object]) -> str:
    written = []
    for term in terms:
        if term is not None and not isinstance(term, NamedNode | Literal):
            raise ServiceFailed(host, ServiceFailed.NAMELESS)
        written.append("UNDEF" if term is None else str(term))
    return " ".join(written)


def _host_name(call: ServiceCall) -> str:
    try:
        return urlsplit(call.endpoint).hostname or call.endpoint[:80]
    except ValueError:
        return call.endpoint[:80]


def _replace_calls(text: str, calls: tuple[ServiceCall, ...], pieces: list[str]) -> str:
    """Return the text with a replacement for each call.

    Behind a call of several lines, each character keeps its line and column, by which mistakes
    are reported.
    """
    found, last = [], 0
    for call, piece in zip(calls, pieces, strict=True):
        lines = text[call.start : call.end].split("\n")
        space = "\n" * (len(lines) - 1) + " " * len(lines[-1]) if len(lines) > 1 else " "
        found += [text[last : call.start], " ", piece, space]
        last = call.end
    return "".join((*found, text[last:]))
