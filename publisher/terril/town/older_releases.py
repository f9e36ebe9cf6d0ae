"""Keep a few older releases open for requests, and close those that are idle."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from terril.town.served_release import ServedRelease

IDLE_SECONDS = 600.0
OLDER_QUEUE = 4
"""Queries that wait for the one worker of an older release."""


class OlderReleases:
    """A few older releases that are open, the most recently used last.

    Args:
        most: maximum number of open releases.
        open_release: opens a kept release by its id; raises a ``ReleaseError`` if there is none.
    """

    def __init__(self, most: int, open_release: Callable[[str], ServedRelease]) -> None:
        self._most = most
        self._open = open_release
        self._lock = threading.Lock()
        self._releases: OrderedDict[str, ServedRelease] = OrderedDict()
        self._last_uses: dict[str, float] = {}

    def get(self, release: str) -> ServedRelease:
        """Return an older release by its id; open it if it is closed."""
        with self._lock:
            found = self._releases.get(release)
            if found is None:
                found = self._releases[release] = self._open(release)
            self._releases.move_to_end(release)
            self._last_uses[release] = time.monotonic()
            while len(self._releases) > self._most:
                self._close(next(iter(self._releases)))
            return found

    def close_idle(self, before: float | None = None) -> None:
        """Close the releases last used before a time.

        Args:
            before: time of the monotonic clock; ``None`` for ``IDLE_SECONDS`` ago.
        """
        if before is None:
            before = time.monotonic() - IDLE_SECONDS
        with self._lock:
            for release in [one for one, used in self._last_uses.items() if used < before]:
                self._close(release)

    def close(self) -> None:
        """Close all releases, and wait until they are closed."""
        with self._lock:
            for served in self._releases.values():
                served.close()
            self._releases.clear()
            self._last_uses.clear()

    def list_open(self) -> tuple[str, ...]:
        """Return the ids of the open releases, the most recently used last."""
        with self._lock:
            return tuple(self._releases)

    def _close(self, release: str) -> None:
        """Close a release in the background; requests that hold it are still answered."""
        served = self._releases.pop(release)
        del self._last_uses[release]
        threading.Thread(target=served.close, daemon=True).start()
