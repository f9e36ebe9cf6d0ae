"""Keep response bodies in memory, the least recently used forgotten first."""

from __future__ import annotations

from threading import Lock

from cachetools import LRUCache
from flask import current_app

PAGE_CACHE = "terril.page_cache"
"""Name of the cache among the extensions of the application."""


class PageCache:
    """Bodies by their ETag; since a tag identifies its bytes, none becomes stale.

    Args:
        most: bytes to keep.
    """

    def __init__(self, most: int) -> None:
        self._bodies: LRUCache[str, bytes] = LRUCache(most, getsizeof=len)
        self._most = most
        self._lock = Lock()

    def get(self, etag: str) -> bytes | None:
        """Return the body of a variant; ``None`` if it is not kept."""
        with self._lock:
            return self._bodies.get(etag)

    def keep(self, etag: str, body: bytes) -> None:
        """Keep a body, unless it alone is more than is kept."""
        if len(body) <= self._most:
            with self._lock:
                self._bodies[etag] = body


def page_cache() -> PageCache:
    """Return the cache of the application that handles the request."""
    cache: PageCache = current_app.extensions[PAGE_CACHE]
    return cache
