"""Which release is served: the current one, followed when it changes, without a lost request."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from publisher.model.errors import TerrilError
from publisher.release.gone import gone_things
from publisher.release.releases import Releases
from publisher.web.opened import OpenRelease

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.store.remote import RemoteStore
    from publisher.store.workers import QueryLimits

log = logging.getLogger(__name__)

LOOK_EVERY = 0.5


class Serving:
    """The release that answers requests.

    A request keeps the release that it began with. When ``current`` points elsewhere, the
    next request opens the new release; should that fail, the old one goes on serving.

    Args:
        folder: the folder of releases.
        limits: what a query may use.
        remote: the store that queries are put to; ``None`` for each release's own.

    Raises:
        NoRelease: nothing has been published.
    """

    def __init__(
        self, folder: Path, limits: QueryLimits, remote: RemoteStore | None = None
    ) -> None:
        self._releases = Releases(folder)
        self._limits = limits
        self._remote = remote
        self._lock = threading.Lock()
        self._looked = time.monotonic()
        self._opened = self._open()

    def now(self) -> OpenRelease:
        """The release to answer from."""
        if time.monotonic() - self._looked > LOOK_EVERY and self._lock.acquire(blocking=False):
            try:
                self._follow()
                self._looked = time.monotonic()
            finally:
                self._lock.release()
        return self._opened

    def close(self) -> None:
        """Give back the worker processes."""
        self._opened.close()

    def _follow(self) -> None:
        try:
            if self._releases.current().id == self._opened.release.id:
                return
            before, self._opened = self._opened, self._open()
        except (TerrilError, OSError) as error:
            log.warning("release %s stays: %s", self._opened.release.id, error)
            return
        log.info("release %s follows %s", self._opened.release.id, before.release.id)
        # Queries that run on the old release may end; nothing waits for them here.
        threading.Thread(target=before.close, daemon=True).start()

    def _open(self) -> OpenRelease:
        current = self._releases.current()
        gone = gone_things(self._releases, current)
        return OpenRelease(current, self._limits, gone, self._remote)
