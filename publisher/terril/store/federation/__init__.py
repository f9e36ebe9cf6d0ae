"""Answer SERVICE calls to hosts that a town allows, before the engine sees the query."""

from terril.store.federation.federation import Endpoints, FederatedQuery, Federation
from terril.store.federation.fetcher import Fetcher

__all__ = [
    "Endpoints",
    "FederatedQuery",
    "Federation",
    "Fetcher",
]
