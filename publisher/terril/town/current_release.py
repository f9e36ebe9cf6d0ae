"""Which release is served: the current one, followed when it changes, without a lost request."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from terril.model.errors import ReleaseNotKept, TerrilError
from terril.release.changes.history import History
from terril.release.releases import Releases
from terril.release.tombstones import gone_things, things_of
from terril.town.older_releases import OlderReleases
from terril.town.served_release import Quota, ServedRelease
from terril.town.settings import make_query_limits

if TYPE_CHECKING:
    from pathlib import Path

    from terril.release.release import Release
    from terril.store.federation.federation import Endpoints
    from terril.store.remote import RemoteStore
    from terril.town.config import Limits

log = logging.getLogger(__name__)

LOOK_EVERY = 0.5
OLDER_QUEUE = 4
# An older release has this part of the memory for kept answers.
OLDER_PART = 8


class CurrentRelease:
    """The release that answers requests.

    A request keeps the release that it began with. When ``current`` points elsewhere, the
    next request opens the new release; should that fail, the old one goes on serving.

    Args:
        folder: the folder of releases.
        limits: what a query may use, and what is kept.
        remote: the store that queries are put to; ``None`` for each release's own.
        endpoints: asks other endpoints for queries with SERVICE; ``None`` if none is allowed.

    Raises:
        NoRelease: nothing has been published.
    """

    def __init__(
        self,
        folder: Path,
        limits: Limits,
        remote: RemoteStore | None = None,
        endpoints: Endpoints | None = None,
    ) -> None:
        self._releases = Releases(folder)
        self.history = History(self._releases)
        self._settings = limits
        self._limits = make_query_limits(limits)
        self._remote = remote
        self._endpoints = endpoints
        self._lock = threading.Lock()
        self.older = OlderReleases(limits.older_releases, self._open_older)
        self._looked = time.monotonic()
        self._opened = self._open()

    def now(self) -> ServedRelease:
        """The release to answer from."""
        if time.monotonic() - self._looked > LOOK_EVERY and self._lock.acquire(blocking=False):
            try:
                self._follow()
                self._looked = time.monotonic()
            finally:
                self._lock.release()
        return self._opened

    def at(self, release: str) -> ServedRelease:
        """A kept release by its id, ``""`` for the current one.

        Raises:
            ReleaseNotKept: it is not kept, or cannot be read any more.
        """
        now = self.now()
        if release in ("", now.release.id):
            return now
        try:
            return self.older.get(release)
        except (TerrilError, OSError) as error:
            log.warning("release %r was asked for: %s", release[:40], error)
            raise self._not_kept(release) from None

    def kept(self, release: str) -> Release:
        """A kept release that need not be open; raises as ``at``."""
        try:
            return self._releases.get(release)
        except TerrilError:
            raise self._not_kept(release) from None

    def _not_kept(self, release: str) -> ReleaseNotKept:
        return ReleaseNotKept(release, tuple(one.id for one in self._releases.all()))

    def having(self, thing: str) -> list[Release]:
        """The kept releases that describe a thing, the newest first."""
        return [one for one in self._releases.all() if thing in things_of(one)]

    def close(self) -> None:
        """Give back the worker processes."""
        self.older.close()
        self._opened.close()

    def _follow(self) -> None:
        self.older.close_idle()
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

    def _open(self) -> ServedRelease:
        current = self._releases.current()
        gone = gone_things(self._releases, current)
        share = self._share(1, spares=2)
        return ServedRelease(current, self._limits, gone, share, self._remote).start()

    def _open_older(self, release: str) -> ServedRelease:
        """With one worker and a short queue: few ask, and the current release comes first.

        What it lacks is not gone: it may have come later.
        """
        queue = min(self._limits.queue, OLDER_QUEUE)
        limits = replace(self._limits, workers=1, queue=queue, quick_seconds=0)
        share = self._share(OLDER_PART, spares=0)
        return ServedRelease(self._releases.get(release), limits, {}, share, self._remote).start()

    def _share(self, part: int, *, spares: int) -> Quota:
        megabytes = self._settings.answer_cache_megabytes // part
        per_minute = self._settings.queries_per_minute
        return Quota(megabytes, per_minute, spares, self._endpoints)
