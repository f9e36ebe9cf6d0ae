"""Answers that were written already, kept up to a number of bytes, the oldest forgotten first."""

from __future__ import annotations

from threading import Lock

from cachetools import LRUCache


class PageCache:
    """Bodies by their ETag; since a tag names its bytes, nothing in here grows stale.

    Args:
        most: bytes that are kept.
    """

    def __init__(self, most: int) -> None:
        self._bodies: LRUCache[str, bytes] = LRUCache(most, getsizeof=len)
        self._most = most
        self._lock = Lock()

    def get(self, etag: str) -> bytes | None:
        """The body of a variant, if it is still kept."""
        with self._lock:
            return self._bodies.get(etag)

    def keep(self, etag: str, body: bytes) -> None:
        """Keep a body, unless it alone is more than is kept."""
        if len(body) <= self._most:
            with self._lock:
                self._bodies[etag] = body
