"""Read the statements of a release from its own store, in batches that fit into memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store

from terril.model.execution.interruption import defer_interruptions

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from terril.store.remote.release_graphs import ReleaseGraphs

BATCH_BYTES = 2**23
"""After which a batch ends, however few statements it has: texts may be long."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Statements of one graph.

    Attributes:
        graph: its IRI in the remote store.
        count: of the statements; 0 for a graph without any.
        content: them as N-Triples.
    """

    graph: str
    count: int
    content: str


class StoredRelease:
    """The statements in the own store of a release, graph by graph.

    Args:
        folder: the store, opened read-only.
        graphs: of the release in the remote store.
    """

    def __init__(self, folder: Path, graphs: ReleaseGraphs) -> None:
        self._store = Store.read_only(str(folder))
        self._graphs = graphs

    def count(self) -> int:
        """Return the number of statements in all graphs."""
        return len(self._store)

    def read(self, size: int) -> Generator[Batch]:
        """Yield batches of at most ``size`` statements, one at least for each graph.

        The next one is read while a batch is in use, and only that.
        """
        batches = self._read(size)
        with ThreadPoolExecutor(1, "batches") as reader:
            try:
                waiting = reader.submit(next, batches, None)
                while (batch := waiting.result()) is not None:
                    waiting = reader.submit(next, batches, None)
                    yield batch
            finally:
                # The store's iterator must end in the thread that it was made in.
                with defer_interruptions():
                    reader.submit(batches.close).result()

    def _read(self, size: int) -> Generator[Batch]:
        for graph, inner in self._list_graphs():
            lines: list[str] = []
            length = 0
            for quad in self._store.quads_for_pattern(None, None, None, graph):
                lines.append(line := f"{quad.triple} .\n")
                length += len(line)
                if len(lines) == size or length >= BATCH_BYTES:
                    yield Batch(inner, len(lines), "".join(lines))
                    lines, length = [], 0
            yield Batch(inner, len(lines), "".join(lines))

    def _list_graphs(self) -> list[tuple[NamedNode | BlankNode | DefaultGraph, str]]:
        """Return the named graphs, the parts and the default graph, each with its IRI there."""
        named = [(NamedNode(public), inner) for public, inner in self._graphs.inner.items()]
        parts = [(BlankNode(label), inner) for label, inner in self._graphs.parts.items()]
        return [*named, *parts, (DefaultGraph(), self._graphs.union)]
