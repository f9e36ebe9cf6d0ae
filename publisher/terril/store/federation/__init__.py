"""SERVICE for hosts that a town allows: asked under guard, before the engine sees the query."""

from terril.net.guard import Guard
from terril.store.federation.federation import Federated, Federation
from terril.store.federation.fetcher import Fetcher

__all__ = ["Federated", "Federation", "Fetcher", "Guard"]
