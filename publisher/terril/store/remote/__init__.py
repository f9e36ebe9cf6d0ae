"""A store behind any SPARQL 1.1 endpoint: loaded release by release, asked by killable workers."""

from terril.store.remote.addresses import RemoteStore
from terril.store.remote.graphs import ReleaseGraphs, RemoteRelease

__all__ = ["ReleaseGraphs", "RemoteRelease", "RemoteStore"]
