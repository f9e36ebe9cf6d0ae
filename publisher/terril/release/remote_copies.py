"""Load releases into a remote store before they are served; remove those no longer kept."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Store

from terril.model.errors import StoreError
from terril.release.build_progress import Step
from terril.store.graphs import GraphPartition, read_partition

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from terril.release.build_progress import Progress
    from terril.release.release import Release
    from terril.store.remote import RemoteRelease, RemoteStore

# The client of remote stores is imported where it is used: few towns have one.
log = logging.getLogger(__name__)


def select_store(release: Release, remote: RemoteStore | None) -> Path | RemoteRelease:
    """Return the store that answers queries on a release: its own, or the remote one if set."""
    return locate_in_store(release, remote) if remote else release.store_folder


def locate_in_store(release: Release, remote: RemoteStore) -> RemoteRelease:
    """Return a release's named graphs in a remote store."""
    from terril.store.remote import ReleaseGraphs, RemoteRelease

    try:
        partition = read_partition(Store.read_only(str(release.store_folder)))
    except OSError:
        # A release may be taken away while it is served; the remote store then refuses queries.
        partition = GraphPartition(tuple(sorted(release.manifest.graphs)))
    return RemoteRelease(remote, ReleaseGraphs(release.manifest.base, release.id, partition))


@dataclass(frozen=True, slots=True)
class Loader:
    """A loader of releases into a remote store, which removes those no longer kept."""

    remote: RemoteStore

    def load(self, release: Release, progress: Progress) -> bool:
        """Load a release unless the store has all of it; return whether it was loaded.

        Raises:
            StoreError: the store cannot be reached, refuses, or lacks statements sent to it.
        """
        from terril.store.remote import ReleaseLoader

        loading = ReleaseLoader(locate_in_store(release, self.remote))
        if loading.is_whole():
            return False

        def show(done: int, total: int) -> None:
            progress(Step.LOAD, done, total)

        loading.load(release.store_folder, show)
        return True

    def remove_unkept(self, base: str, known: Collection[str], kept: Collection[str]) -> None:
        """Drop releases that are not kept or were not fully loaded.

        A failure is logged as a warning; the next publication tries again.

        Args:
            base: base IRI of the town.
            known: ids of releases published from this folder; others belong to somebody else.
            kept: those of them whose folders exist.
        """
        from terril.store.remote import ReleaseGraphs, ReleaseLoader, RemoteRelease, find_unkept

        try:
            for release in find_unkept(self.remote, base, known, kept):
                ReleaseLoader(RemoteRelease(self.remote, ReleaseGraphs(base, release))).drop()
                log.info("release %s taken out of %s", release, self.remote.query)
        except StoreError as error:
            log.warning("the store was not tidied: %s", error)
