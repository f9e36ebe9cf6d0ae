"""Compare ETags, known before anything is written, and cache bodies by ETag (RFC 9110, 8.8.3)."""

from __future__ import annotations

from threading import Lock

from cachetools import LRUCache
from flask import current_app, request

PAGE_CACHE = "terril.page_cache"
"""Name of the cache among the extensions of the application."""


def has_current(etag: str) -> bool:
    """Return whether If-None-Match names the variant, in any content coding."""
    wanted = request.if_none_match
    return wanted.star_tag or any(_strip_coding(tag) == etag for tag in wanted.as_set(True))


def select_etag(etag: str) -> str:
    """Return the tag as the client has it: a content coding makes another representation."""
    tags = request.if_none_match.as_set(True)
    return next((tag for tag in tags if _strip_coding(tag) == etag), etag)


def _strip_coding(tag: str) -> str:
    return tag.partition(":")[0]


class PageCache:
    """An LRU cache of bodies by ETag; since a tag identifies its bytes, none becomes stale.

    Args:
        capacity: in bytes.
    """

    def __init__(self, capacity: int) -> None:
        self._bodies: LRUCache[str, bytes] = LRUCache(capacity, getsizeof=len)
        self._capacity = capacity
        self._lock = Lock()

    def get(self, etag: str) -> bytes | None:
        """Return the body of a variant; ``None`` if it is not cached."""
        with self._lock:
            return self._bodies.get(etag)

    def put(self, etag: str, body: bytes) -> None:
        """Cache a body, unless it is larger than the capacity."""
        if len(body) <= self._capacity:
            with self._lock:
                self._bodies[etag] = body


def get_page_cache() -> PageCache:
    """Return the cache of the application that handles the request."""
    cache: PageCache = current_app.extensions[PAGE_CACHE]
    return cache
