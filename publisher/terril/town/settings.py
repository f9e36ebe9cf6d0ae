"""Convert settings of ``town.toml`` to the parameters of other packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.net.guard import Guard
from terril.store.federation import Fetcher
from terril.store.remote import RemoteStore
from terril.store.sparql import QueryLimits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.town.config import Limits, Store

TOWN_VARIABLE = "TERRIL_TOWN"
"""Environment variable that names the town's folder to a server process."""


def make_query_limits(limits: Limits) -> QueryLimits:
    """Return the limits for query workers."""
    return QueryLimits(
        seconds=limits.query_seconds,
        megabytes=limits.query_megabytes,
        workers=limits.query_workers,
        queue=limits.query_queue,
        answer_megabytes=limits.answer_megabytes,
        rows=limits.answer_rows,
        depth=limits.query_depth,
        text_bytes=limits.query_bytes,
        quick_seconds=limits.quick_seconds,
    )


def make_remote_store(store: Store) -> RemoteStore | None:
    """Return the external store; ``None`` if each release answers from its own."""
    if store.query is None:
        return None
    return RemoteStore(
        query=str(store.query),
        update=str(store.update or store.query),
        graph_store=str(store.graph_store or ""),
        engine=store.engine,
    )


def make_fetcher(hosts: Sequence[str]) -> Fetcher | None:
    """Return the client for SERVICE calls to these hosts; ``None`` if no host is allowed."""
    return Fetcher(Guard(frozenset(hosts))) if hosts else None
