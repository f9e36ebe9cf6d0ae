"""SERVICE for hosts that a town allows: asked under guard, before the engine sees the query."""

from terril.net.guard import Guard
from terril.store.federation.federation import FederatedQuery, Federation
from terril.store.federation.fetcher import Fetcher

__all__ = ["FederatedQuery", "Federation", "Fetcher", "Guard"]
