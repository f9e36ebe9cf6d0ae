"""Convert settings of ``town.toml`` to the parameters of other packages."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from terril.store.remote import RemoteStore
from terril.store.sparql import QueryLimits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.representations.pages import TownProfile
    from terril.store.federation import Endpoints, Fetcher
    from terril.town.config import Config, Limits, Store

TOWN_VARIABLE = "TERRIL_TOWN"
"""Environment variable that names the town's folder to a server process."""
PREFIX_VARIABLE = "TERRIL_PREFIX"
"""Environment variable that names the path below which a server process serves everything."""


@dataclass(frozen=True, slots=True)
class Quota:
    """The share of the machine that one release may use, beside the limits of its queries.

    Attributes:
        answer_cache_megabytes: memory for answers that are given again.
        queries_per_minute: of one client; 0 for no limit.
        spares: worker processes kept ready beyond those that work.
        endpoints: client for SERVICE calls; ``None`` if the town allows none.
    """

    answer_cache_megabytes: int
    queries_per_minute: int
    spares: int
    endpoints: Endpoints | None = None


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


def make_replicas(store: Store) -> tuple[RemoteStore, ...]:
    """Return the replicas of the external store; none if each release answers from its own."""
    updates = _spread(store.update, store.query)
    graph_stores = _spread(store.graph_store, [""] * len(store.query))
    return tuple(
        RemoteStore(_encode(query), _encode(update), _encode(graph_store), store.engine)
        for query, update, graph_store in zip(store.query, updates, graph_stores, strict=True)
    )


def _spread(addresses: Sequence[str], default: Sequence[str]) -> Sequence[str]:
    """Return an address for each replica: its own, the one of all, or the default."""
    return [*addresses] * len(default) if len(addresses) == 1 else addresses or default


def _encode(address: str) -> str:
    """Return an IRI with the characters of its path that HTTP does not carry as %xx."""
    return quote(address, safe=string.punctuation)


def make_fetcher(hosts: Sequence[str]) -> Fetcher | None:
    """Return the client for SERVICE calls to these hosts; ``None`` if no host is allowed."""
    if not hosts:
        return None
    from terril.net.guard import Guard
    from terril.store.federation import Fetcher

    return Fetcher(Guard(frozenset(hosts)))


def make_town_profile(config: Config, release: str) -> TownProfile:
    """Return what every page shows of the town.

    Args:
        config: its settings.
        release: id of the release that is shown.
    """
    from terril.representations.pages import TownProfile

    look = config.look
    return TownProfile(
        config.name,
        config.languages,
        config.licence,
        config.licence_name,
        release,
        look.map_tiles,
        look.map_credit,
        bool(look.logo),
        config.notice,
    )
