"""Serve the current release, and switch to the next one without losing a request."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from terril.model.errors import ReleaseNotKept, TerrilError
from terril.release.changes.history import History
from terril.release.releases import Releases
from terril.release.tombstones import Tombstones, find_tombstones, has_thing_if_intact
from terril.town.older_releases import OLDER_QUEUE, OlderReleases
from terril.town.served_release import ServedRelease
from terril.town.settings import Quota, make_query_limits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from terril.release.release import Release
    from terril.store.federation import Endpoints
    from terril.store.remote import RemoteStore
    from terril.town.config import Limits

log = logging.getLogger(__name__)

CHECK_SECONDS = 0.5
# An older release has an answer cache of this part of the size.
OLDER_PART = 8


class CurrentRelease:
    """The release that answers requests.

    A request keeps the release with which it started. When ``current`` points elsewhere, the
    next request opens the new release; if that fails, the old one stays in service.

    Args:
        folder: folder of the releases.
        limits: of queries and of what is kept in memory.
        replicas: of the store that runs the queries; none for each release's own.
        endpoints: client for SERVICE calls; ``None`` if none is allowed.

    Raises:
        NoRelease: nothing has been published.
    """

    def __init__(
        self,
        folder: Path,
        limits: Limits,
        replicas: Sequence[RemoteStore] = (),
        endpoints: Endpoints | None = None,
    ) -> None:
        self._releases = Releases(folder)
        self.history = History(self._releases)
        self._settings = limits
        self._limits = make_query_limits(limits)
        self._replicas = replicas
        self._endpoints = endpoints
        self._lock = threading.Lock()
        self.older = OlderReleases(limits.older_releases, self._open_older)
        self._last_check = time.monotonic()
        self._served = self._open()

    def get(self) -> ServedRelease:
        """Return the current release; look for a switch at most every ``CHECK_SECONDS``."""
        idle = time.monotonic() - self._last_check
        if idle > CHECK_SECONDS and self._lock.acquire(blocking=False):
            try:
                self._follow()
                self._last_check = time.monotonic()
            finally:
                self._lock.release()
        return self._served

    def select(self, release: str) -> ServedRelease:
        """Return a kept release by its id, ``""`` for the current one.

        Raises:
            ReleaseNotKept: the release is not kept, or can no longer be read.
        """
        current = self.get()
        if release in ("", current.release.id):
            return current
        try:
            return self.older.get(release)
        except (TerrilError, OSError) as error:
            log.warning("release %r was asked for: %s", release[:40], error)
            raise self._report_missing(release) from None

    def get_kept(self, release: str) -> Release:
        """Return a kept release without opening it; raise like :meth:`select`."""
        try:
            return self._releases.get(release)
        except TerrilError:
            raise self._report_missing(release) from None

    def _report_missing(self, release: str) -> ReleaseNotKept:
        return ReleaseNotKept(release, tuple(one.id for one in self._releases.list_all()))

    def find_releases(self, thing: str) -> list[Release]:
        """Return the kept releases that describe a thing, the newest first."""
        return [one for one in self._releases.list_all() if has_thing_if_intact(one, thing)]

    def close(self) -> None:
        """Close all releases and end their worker processes."""
        self.older.close()
        self._served.close()

    def _follow(self) -> None:
        self.older.close_idle()
        try:
            if self._releases.get_current().id == self._served.release.id:
                return
            before, self._served = self._served, self._open()
        except (TerrilError, OSError) as error:
            log.warning("release %s stays: %s", self._served.release.id, error)
            return
        log.info("release %s follows %s", self._served.release.id, before.release.id)
        # In the background: closing waits for the queries that run on the old release.
        threading.Thread(target=before.close, daemon=True).start()

    def _open(self) -> ServedRelease:
        current = self._releases.get_current()
        gone = find_tombstones(self._releases, current)
        quota = self._make_quota(1, spares=2)
        return ServedRelease(current, self._limits, gone, quota, self._replicas).start()

    def _open_older(self, release: str) -> ServedRelease:
        """Open an older release with one worker and a short queue: few use it.

        Things that it lacks are not gone, since they may have been added later.
        """
        queue = min(self._limits.queue, OLDER_QUEUE)
        limits = replace(self._limits, workers=1, queue=queue, quick_seconds=0)
        quota = self._make_quota(OLDER_PART, spares=0)
        found = self._releases.get(release)
        gone = Tombstones(found, ())
        return ServedRelease(found, limits, gone, quota, self._replicas).start()

    def _make_quota(self, part: int, *, spares: int) -> Quota:
        megabytes = self._settings.answer_cache_megabytes // part
        per_minute = self._settings.queries_per_minute
        return Quota(megabytes, per_minute, spares, self._endpoints)
