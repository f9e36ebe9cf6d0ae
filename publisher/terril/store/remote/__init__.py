"""Load releases into a store behind a SPARQL 1.1 endpoint, and query them there.

Names are imported on first use: worker processes import this package, and start often.
"""

from typing import TYPE_CHECKING

from terril.model.execution.lazy_exports import export_lazily

if TYPE_CHECKING:
    from terril.store.remote.loading.loader import ReleaseLoader, find_unkept
    from terril.store.remote.release_graphs import ReleaseGraphs, RemoteRelease
    from terril.store.remote.remote_store import RemoteStore

__all__ = [
    "ReleaseGraphs",
    "ReleaseLoader",
    "RemoteRelease",
    "RemoteStore",
    "find_unkept",
]

__getattr__ = export_lazily(
    __name__,
    {
        "loading.loader": ("ReleaseLoader", "find_unkept"),
        "release_graphs": ("ReleaseGraphs", "RemoteRelease"),
        "remote_store": ("RemoteStore",),
    },
)
