"""SERVICE for hosts that a town allows: asked under guard, before the engine sees the query."""

from publisher.store.federation.federating import Federated, Federation
from publisher.store.federation.fetching import Fetcher
from publisher.store.federation.guard import Guard

__all__ = ["Federated", "Federation", "Fetcher", "Guard"]
