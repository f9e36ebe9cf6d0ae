"""Fill the store of a release, beside everything else that is made of its statements."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, RdfFormat

from terril.model.execution.progress import Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path
    from typing import Self

    from pyoxigraph import BlankNode, Store

    from terril.model.execution.progress import Progress

SECONDS_OF_A_REPORT = 0.2
LINES_OF_A_PORTION = 200_000
"""Lines that are loaded at once. The loader holds all of them in memory, some 1.3 kB each."""


class StoreLoading:
    """The filling of a new store; use it as a context manager.

    A thread loads one file after the other: the engine leaves the interpreter to others
    meanwhile.

    Args:
        store: new and empty.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1)
        self._files: list[Future[None]] = []
        self._loaded = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)

    def add_graphs(self, path: Path) -> None:
        """Load a file of N-Quads."""
        self._files.append(self._thread.submit(self._load, [path], RdfFormat.N_QUADS, None))

    def add_triples(
        self, paths: Sequence[Path], graph: BlankNode | DefaultGraph | None = None
    ) -> None:
        """Load files of N-Triples into a graph, by default the default graph."""
        target = graph or DefaultGraph()
        self._files.append(self._thread.submit(self._load, paths, RdfFormat.N_TRIPLES, target))

    def finish(self, statements: int, progress: Progress) -> None:
        """Wait until all files are loaded, and make the store ready to be read.

        Args:
            statements: about how many are loaded in all.
            progress: called now and then.

        Raises:
            OSError: the store cannot be written.
        """
        progress(Step.STORE, 0, statements)
        self._files.append(self._thread.submit(self._optimize))
        while self._files:
            progress(Step.STORE, min(self._loaded, statements), statements)
            if wait(self._files[:1], SECONDS_OF_A_REPORT).done:
                self._files.pop(0).result()
        progress(Step.STORE, statements, statements)

    def _optimize(self) -> None:
        self._store.optimize()
        self._store.flush()

    def _load(
        self, paths: Sequence[Path], syntax: RdfFormat, graph: BlankNode | DefaultGraph | None
    ) -> None:
        for portion in _read_portions(paths):
            self._store.bulk_load(portion, syntax, to_graph=graph)
            self._loaded += portion.count(b"\n")


def _read_portions(paths: Sequence[Path]) -> Iterator[bytes]:
    lines = _read_lines(paths)
    while portion := b"".join(islice(lines, LINES_OF_A_PORTION)):
        yield portion


def _read_lines(paths: Sequence[Path]) -> Iterator[bytes]:
    for path in paths:
        with path.open("rb") as file:
            yield from file
