"""Answer SERVICE calls to hosts that a town allows, before the engine sees the query.

Names are imported on first use: few towns allow a host, and the client takes long to import.
"""

from typing import TYPE_CHECKING

from terril.model.execution.lazy_exports import export_lazily

if TYPE_CHECKING:
    from terril.store.federation.federation import Endpoints, FederatedQuery, Federation
    from terril.store.federation.fetcher import Fetcher

__all__ = [
    "Endpoints",
    "FederatedQuery",
    "Federation",
    "Fetcher",
]

__getattr__ = export_lazily(
    __name__,
    {"federation": ("Endpoints", "FederatedQuery", "Federation"), "fetcher": ("Fetcher",)},
)
