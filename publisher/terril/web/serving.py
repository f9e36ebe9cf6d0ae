"""Which release is served: the current one, followed when it changes, without a lost request."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from terril.model.errors import TerrilError
from terril.net.guard import Guard
from terril.release.changes.history import History
from terril.release.releases import Releases
from terril.release.tombstones import gone_things, things_of
from terril.store.federation import Fetcher
from terril.store.remote import RemoteStore
from terril.store.sparql import QueryLimits
from terril.web.http.citation import not_kept
from terril.web.older import OlderReleases
from terril.web.opened import Quota, ServedRelease

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from terril.config import Limits, Store
    from terril.release.release import Release
    from terril.store.federation import Endpoints

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
        self._limits = query_limits(limits)
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
            Problem: it is not kept, or cannot be read any more.
        """
        now = self.now()
        if release in ("", now.release.id):
            return now
        try:
            return self.older.get(release)
        except (TerrilError, OSError) as error:
            log.warning("release %r was asked for: %s", release[:40], error)
            raise not_kept(release, [one.id for one in self._releases.all()]) from None

    def kept(self, release: str) -> Release:
        """A kept release that need not be open; raises as ``at``."""
        try:
            return self._releases.get(release)
        except TerrilError:
            raise not_kept(release, [one.id for one in self._releases.all()]) from None

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
        return ServedRelease(current, self._limits, gone, self._share(1, spares=2), self._remote)

    def _open_older(self, release: str) -> ServedRelease:
        """With one worker and a short queue: few ask, and the current release comes first.

        What it lacks is not gone: it may have come later.
        """
        queue = min(self._limits.queue, OLDER_QUEUE)
        limits = replace(self._limits, workers=1, queue=queue, quick_seconds=0)
        share = self._share(OLDER_PART, spares=0)
        return ServedRelease(self._releases.get(release), limits, {}, share, self._remote)

    def _share(self, part: int, *, spares: int) -> Quota:
        megabytes = self._settings.answer_cache_megabytes // part
        per_minute = self._settings.queries_per_minute
        return Quota(megabytes, per_minute, spares, self._endpoints)


def query_limits(limits: Limits) -> QueryLimits:
    """The limits of ``town.toml`` as the query workers take them."""
    return QueryLimits(
        seconds=limits.query_seconds,
        megabytes=limits.query_megabytes,
        workers=limits.query_workers,
        queue=limits.query_queue,
        answer_megabytes=limits.answer_megabytes,
        rows=limits.answer_rows,
        depth=limits.query_depth,
        text_bytes=limits.query_bytes,
        quick_seconds=limits.quick_seconds,
    )


def remote_store(store: Store) -> RemoteStore | None:
    """The store that ``town.toml`` names, ``None`` if the publisher's own is meant."""
    if store.query is None:
        return None
    return RemoteStore(
        query=str(store.query),
        update=str(store.update or store.query),
        graph_store=str(store.graph_store or ""),
        engine=store.engine,
    )


def allowed_endpoints(hosts: Sequence[str]) -> Fetcher | None:
    """What asks the endpoints that ``town.toml`` allows, ``None`` if it allows none."""
    return Fetcher(Guard(frozenset(hosts))) if hosts else None
