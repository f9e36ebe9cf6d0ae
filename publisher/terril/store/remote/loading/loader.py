"""Load a release into a remote store beside others, count it, then declare it whole."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Protocol

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from terril.model.errors import StoreCountsDiffer, StoreSilent
from terril.store.remote.client import query_store, read_boolean
from terril.store.remote.dialects import DIALECTS
from terril.store.remote.loading.batches import StoredRelease
from terril.store.remote.loading.graph_writer import GraphWriter, choose_writer
from terril.store.remote.registry import (
    build_completion,
    build_count_query,
    build_parts_query,
    build_registered_query,
    build_registration,
    build_whole_query,
)
from terril.store.remote.release_graphs import ReleaseGraphs
from terril.store.workers import NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from terril.store.remote.remote_store import RemoteStore

log = logging.getLogger(__name__)

QUESTION_SECONDS = 300.0
MOST_BYTES = 2**24


class Progress(Protocol):
    """A callback for the progress of a loading."""

    def __call__(self, done: int, total: int) -> None:
        """Report that ``done`` of ``total`` statements are loaded."""


class ReleaseLoader:
    """A loader of one release into a remote store.

    Args:
        store: where to load it.
        graphs: of the release.

    Every method raises ``StoreError`` if the store cannot be reached or refuses.
    """

    def __init__(self, store: RemoteStore, graphs: ReleaseGraphs) -> None:
        self._store = store
        self._graphs = graphs

    def is_whole(self) -> bool:
        """Return whether the store has the whole release."""
        with _query(self._store, build_whole_query(self._graphs)) as content:
            return read_boolean(content)

    def load(self, folder: Path, progress: Progress) -> None:
        """Load the whole release; what is left of an earlier try is dropped first.

        Args:
            folder: the release's own store, read-only.
            progress: called after each batch.

        Raises:
            StoreCountsDiffer: the store has not what was sent; the release counts as absent.
        """
        source = StoredRelease(folder, self._graphs)
        writer = choose_writer(self._store)
        self._drop(writer)
        writer.add(self._graphs.registry, build_registration(self._graphs))
        expected = self._send(source, writer, progress)
        self._compare(expected)
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        writer.add(self._graphs.registry, build_completion(self._graphs, moment))
        log.info("release %s loaded into %s", self._graphs.release, self._store.query)

    def drop(self) -> None:
        """Drop the release from the store."""
        self._drop(choose_writer(self._store))

    def _drop(self, writer: GraphWriter) -> None:
        """Drop all graphs, the registry last: after a kill in between, it still lists the rest."""
        graphs = self._graphs
        known = {*graphs.inner.values(), *graphs.parts.values(), graphs.union}
        parts = known | set(self._find_registered())
        for part in sorted(part for part in parts if part.startswith(self._graphs.inner_start)):
            writer.drop(part)
        writer.drop(self._graphs.registry)

    def _send(
        self, source: StoredRelease, writer: GraphWriter, progress: Progress
    ) -> dict[str, int]:
        """Send all statements and return how many each graph in the store must have now.

        The manifest may count more: statements whose values are equal are one in a store.
        """
        expected: dict[str, int] = {}
        total, done = source.count(), 0
        progress(done, total)
        for batch in source.read(DIALECTS[self._store.engine].batch):
            expected[batch.graph] = expected.get(batch.graph, 0) + batch.count
            if batch.count:
                writer.add(batch.graph, batch.content)
                done += batch.count
                progress(done, total)
        return expected

    def _compare(self, expected: Mapping[str, int]) -> None:
        for graph, count in expected.items():
            found = int(self._query_values(build_count_query(graph))[0])
            if found != count:
                name = next((p for p, i in self._graphs.inner.items() if i == graph), "union")
                raise StoreCountsDiffer(self._store.query, name, count, found)

    def _find_registered(self) -> list[str]:
        return self._query_values(build_parts_query(self._graphs.registry))

    def _query_values(self, query: str) -> list[str]:
        """Return the first column of a query's solutions."""
        return [row[0] for row in _query_rows(self._store, query)]


def find_unkept(
    store: RemoteStore, base: str, known: Collection[str], kept: Collection[str]
) -> list[str]:
    """Return the releases in a store that are not kept, or were never loaded to their end.

    Args:
        store: where to look.
        base: base IRI of the town.
        known: ids to look for; no others are found.
        kept: ids of those that shall stay if they are whole.

    Raises:
        StoreError: the store gives no answer.
    """
    if not known:
        return []
    registries = [ReleaseGraphs(base, release).registry for release in sorted(known)]
    rows = _query_rows(store, build_registered_query(registries))
    return [release for release, moment in rows if not moment or release not in kept]


def _query_rows(store: RemoteStore, query: str) -> list[list[str]]:
    """Return the solutions of a query as texts, ``""`` for unbound variables."""
    with _query(store, query) as content:
        found = parse_query_results(content, QueryResultsFormat.JSON)
        if not isinstance(found, QuerySolutions):
            raise StoreSilent(store.query, "no solutions")
        return [[getattr(term, "value", "") for term in row] for row in found]


def _query(store: RemoteStore, query: str) -> IO[bytes]:
    try:
        return query_store(store, query, QUESTION_SECONDS, MOST_BYTES)
    except NoAnswerError as error:
        raise StoreSilent(store.query, error.failure.reason or error.failure.cause) from error
