"""A store behind any SPARQL 1.1 endpoint: loaded release by release, asked by killable workers."""

from publisher.store.remote.addresses import RemoteStore
from publisher.store.remote.graphs import ReleaseGraphs, RemoteRelease

__all__ = ["ReleaseGraphs", "RemoteRelease", "RemoteStore"]
