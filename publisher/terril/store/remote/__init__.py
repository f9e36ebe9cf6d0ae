"""A store behind any SPARQL 1.1 endpoint: loaded release by release, asked by killable workers."""

from terril.store.remote.release_graphs import ReleaseGraphs, RemoteRelease
from terril.store.remote.remote_store import RemoteStore

__all__ = ["ReleaseGraphs", "RemoteRelease", "RemoteStore"]
