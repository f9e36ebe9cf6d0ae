"""Releases in a store behind an endpoint: there before they are served, gone when not kept."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.errors import StoreError
from terril.release.build_progress import Step
from terril.store.remote import ReleaseGraphs, ReleaseLoader, RemoteRelease, find_unkept

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from terril.release.build_progress import Progress
    from terril.release.release import Release
    from terril.store.remote import RemoteStore

log = logging.getLogger(__name__)


def asked_store(release: Release, remote: RemoteStore | None) -> Path | RemoteRelease:
    """What queries on a release are put to: its own store, or the remote one that has it."""
    return in_store(release, remote) if remote else release.store_folder


def in_store(release: Release, remote: RemoteStore) -> RemoteRelease:
    """A release as a remote store has it."""
    manifest = release.manifest
    return RemoteRelease(
        remote, ReleaseGraphs(manifest.base, release.id, tuple(sorted(manifest.graphs)))
    )


@dataclass(frozen=True, slots=True)
class Loader:
    """Puts releases into a remote store, and takes out those that are not kept any more."""

    remote: RemoteStore

    def load(self, release: Release, progress: Progress) -> bool:
        """Whether the release had to be loaded; afterwards the store has it, whole.

        Raises:
            StoreError: the store cannot be reached, refuses, or has not what was sent.
        """
        loading = ReleaseLoader(in_store(release, self.remote))
        if loading.is_whole():
            return False

        def show(done: int, total: int) -> None:
            progress(Step.LOAD, done, total)

        loading.load(release.store_folder, release.manifest.graphs, show)
        return True

    def tidy(self, base: str, known: Collection[str], kept: Collection[str]) -> None:
        """Take out what is not kept or was not finished; what cannot be is left for next time.

        Args:
            base: base IRI of the town.
            known: ids of releases that were published from here; others are nobody's here.
            kept: those of them whose folders are there.
        """
        try:
            for release in find_unkept(self.remote, base, known, kept):
                ReleaseLoader(RemoteRelease(self.remote, ReleaseGraphs(base, release, ()))).drop()
                log.info("release %s taken out of %s", release, self.remote.query)
        except StoreError as error:
            log.warning("the store was not tidied: %s", error)
