"""Older releases, opened when somebody asks for one and closed when nobody does any more."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from terril.town.served_release import ServedRelease

IDLE_SECONDS = 600.0


class OlderReleases:
    """A few older releases that are open, the one asked last at the end.

    Args:
        most: how many are open at once.
        open_release: opens a kept release by its id; raises a ``ReleaseError`` if there is none.
    """

    def __init__(self, most: int, open_release: Callable[[str], ServedRelease]) -> None:
        self._most = most
        self._open = open_release
        self._lock = threading.Lock()
        self._opened: OrderedDict[str, ServedRelease] = OrderedDict()
        self._asked: dict[str, float] = {}

    def get(self, release: str) -> ServedRelease:
        """The release, opened."""
        with self._lock:
            found = self._opened.get(release)
            if found is None:
                found = self._opened[release] = self._open(release)
            self._opened.move_to_end(release)
            self._asked[release] = time.monotonic()
            while len(self._opened) > self._most:
                self._close(next(iter(self._opened)))
            return found

    def close_idle(self, before: float | None = None) -> None:
        """Close what nobody has asked since a time of the monotonic clock, else for some time."""
        if before is None:
            before = time.monotonic() - IDLE_SECONDS
        with self._lock:
            for release in [one for one, asked in self._asked.items() if asked < before]:
                self._close(release)

    def close(self) -> None:
        """Close all, and return when they are."""
        with self._lock:
            for served in self._opened.values():
                served.close()
            self._opened.clear()
            self._asked.clear()

    def open_ids(self) -> tuple[str, ...]:
        """Those that are open now, the one asked last at the end."""
        with self._lock:
            return tuple(self._opened)

    def _close(self, release: str) -> None:
        """Its queries may end; a request that has it still is answered nevertheless."""
        served = self._opened.pop(release)
        del self._asked[release]
        threading.Thread(target=served.close, daemon=True).start()
