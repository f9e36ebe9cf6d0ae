"""Load releases into a remote store before they are served; remove those no longer kept."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from pyoxigraph import Store

from terril.model.errors import StoreError, StoreNotReplicated
from terril.model.execution.progress import Step
from terril.store.graphs import GraphPartition, read_partition

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from terril.model.execution.progress import Progress
    from terril.release.release import Release
    from terril.store.remote import ReleaseGraphs, RemoteRelease, RemoteStore

# The client of remote stores is imported where it is used: few towns have one.
log = logging.getLogger(__name__)

REPLICATION_SECONDS = 60.0
"""Time that publication waits for replicas that replicate themselves."""
POLL_SECONDS = 0.5


def select_store(release: Release, replicas: Sequence[RemoteStore]) -> Path | RemoteRelease:
    """Return the store that answers queries on a release: its own, or the remote one if set."""
    return locate_in_store(release, replicas) if replicas else release.store_folder


def locate_in_store(release: Release, replicas: Sequence[RemoteStore]) -> RemoteRelease:
    """Return a release's named graphs in a remote store."""
    from terril.store.remote import ReleaseGraphs, RemoteRelease

    try:
        partition = read_partition(Store.read_only(str(release.store_folder)))
    except OSError:
        # A release may be taken away while it is served; the remote store then refuses queries.
        partition = GraphPartition(tuple(sorted(release.manifest.graphs)))
    graphs = ReleaseGraphs(release.manifest.base, release.id, partition)
    return RemoteRelease(tuple(replicas), graphs)


class Loader:
    """A loader of releases into the replicas of a store, which removes those no longer kept.

    Replicas with one address for writing replicate themselves: the first of them is loaded.

    Args:
        replicas: of the store, at least one.

    Attributes:
        whole: addresses for queries of the replicas that have the release loaded last.
        skipped: why the others have not. Queries skip them.
    """

    def __init__(self, replicas: Sequence[RemoteStore]) -> None:
        self.replicas = tuple(replicas)
        self.whole: tuple[str, ...] = ()
        self.skipped: tuple[StoreError, ...] = ()

    def load(self, release: Release, progress: Progress) -> bool:
        """Load a release into the replicas that lack it; return whether there was one.

        Raises:
            StoreError: no replica has it; each cannot be reached, refuses, or lacks statements
                sent to it.
        """
        from terril.store.remote import ReleaseLoader

        graphs = locate_in_store(release, self.replicas).graphs
        sets = self._group_by_writing_address()
        loaded, errors, whole = False, list[StoreError](), list[str]()
        for number, (first, *others) in enumerate(sets):

            def show(done: int, total: int, number: int = number) -> None:
                progress(Step.LOAD, number * total + done, len(sets) * total)

            try:
                loader = ReleaseLoader(first, graphs)
                if not loader.is_whole():
                    loader.load(release.store_folder, show)
                    loaded = True
            except StoreError as error:
                errors.append(error)
                continue
            late = _wait_for_replication(others, graphs)
            errors += late.values()
            whole += [one.query for one in (first, *others) if one.query not in late]
        self.whole, self.skipped = tuple(whole), tuple(errors)
        if not whole:
            raise errors[0]
        return loaded

    def remove_unkept(self, base: str, known: Collection[str], kept: Collection[str]) -> None:
        """Drop releases that are not kept or were not fully loaded.

        A failure is logged as a warning; the next publication tries again.

        Args:
            base: base IRI of the town.
            known: ids of releases published from this folder; others belong to somebody else.
            kept: those of them whose folders exist.
        """
        from terril.store.remote import ReleaseGraphs, ReleaseLoader, find_unkept

        for first, *_others in self._group_by_writing_address():
            try:
                for release in find_unkept(first, base, known, kept):
                    ReleaseLoader(first, ReleaseGraphs(base, release)).drop()
                    log.info("release %s taken out of %s", release, first.query)
            except StoreError as error:
                log.warning("the store was not tidied: %s", error)

    def _group_by_writing_address(self) -> list[list[RemoteStore]]:
        """Return the replicas by the address that fills them, in their order."""
        groups: dict[str, list[RemoteStore]] = {}
        for replica in self.replicas:
            groups.setdefault(replica.graph_store or replica.update, []).append(replica)
        return list(groups.values())


def _wait_for_replication(
    replicas: Sequence[RemoteStore], graphs: ReleaseGraphs
) -> dict[str, StoreError]:
    """Wait until replicas have the whole release.

    Returns:
        An error for each that has not, by its address for queries.
    """
    from terril.store.remote import ReleaseLoader

    errors: dict[str, StoreError] = {}
    end = time.monotonic() + REPLICATION_SECONDS
    for replica in replicas:
        loader = ReleaseLoader(replica, graphs)
        try:
            while not loader.is_whole():
                if time.monotonic() > end:
                    raise StoreNotReplicated(replica.query, REPLICATION_SECONDS)
                time.sleep(POLL_SECONDS)
        except StoreError as error:
            errors[replica.query] = error
    return errors
