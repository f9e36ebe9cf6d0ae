"""Run a function on many items in worker processes that end with the block, however it ends.

Not ``multiprocessing``: its processes import the main module of the parent again, which breaks
scripts without a guard, and outlive a parent that is killed.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Lock
from typing import IO, TYPE_CHECKING, Self, TypeVar, cast

from terril.model.errors import WorkerKilled
from terril.model.execution.interruption import defer_interruptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

MODULE = "terril.model.execution.pool_worker"
END_SECONDS = 5.0
AHEAD = 2
"""Items for each process that are at work or wait for their turn, which bounds memory."""


def count_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class WorkerPool:
    """A pool of worker processes for the passes over a town's data.

    Use it as a context manager: an error or a signal in the block kills the processes. They are
    started when first needed, in sessions of their own, so that Ctrl-C reaches this process
    alone. They end by themselves when this process is killed.

    Args:
        count: of processes; with 1, everything is done in this process.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._lock = Lock()
        self._free: deque[_Worker] = deque()
        self._started: list[_Worker] = []
        self._closed = False
        self._threads: ThreadPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with defer_interruptions():
            self._close(kill=kind is not None)

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield the results in the order of the items, which are taken as they are needed.

        Args:
            function: of a module, found there by its name; it gets and returns what can be
                pickled. What it keeps in its module, it keeps for the next items.
            items: to work on.

        Raises:
            WorkerKilled: a process ended by itself, as when the system has no memory left.
            Exception: what the function raised.
        """
        if self._count < 2:
            yield from map(function, items)
            return
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._count, "pool")
        waiting: deque[Future[R]] = deque()
        for item in items:
            waiting.append(self._threads.submit(self._run, function, item))
            if len(waiting) >= self._count * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _run(self, function: Callable[[T], R], item: T) -> R:
        worker = self._take()
        good, result = worker.run(function, item)
        self._free.append(worker)
        if not good:
            raise cast("Exception", result)
        return cast("R", result)

    def _take(self) -> _Worker:
        with self._lock:
            if self._free:
                return self._free.pop()
            if self._closed:
                raise WorkerKilled(0)
            self._started.append(worker := _Worker())
            return worker

    def _close(self, *, kill: bool) -> None:
        with self._lock:
            self._closed = True
            started = list(self._started)
        if kill:
            for worker in started:
                worker.kill()
        if self._threads:
            self._threads.shutdown(cancel_futures=True)
        for worker in started:
            worker.end()


class _Worker:
    """A worker process, used by one thread at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  # a module of this package, without a shell
            [sys.executable, "-P", "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._stdin = cast("IO[bytes]", self._process.stdin)  # both are pipes
        self._stdout = cast("IO[bytes]", self._process.stdout)

    def run(self, function: Callable[[T], R], item: T) -> tuple[bool, object]:
        """Return whether the function came to its end in the process, and its result or error."""
        request = pickle.dumps((function, item), pickle.HIGHEST_PROTOCOL)
        try:
            self._stdin.write(request)
            self._stdin.flush()
            return cast("tuple[bool, object]", pickle.load(self._stdout))  # noqa: S301  # our own process
        except (BrokenPipeError, EOFError, pickle.UnpicklingError):
            self.kill()
            raise WorkerKilled(self._process.wait()) from None

    def kill(self) -> None:
        """Kill the process."""
        self._process.kill()

    def end(self) -> None:
        """Let the process end, or kill it after ``END_SECONDS``."""
        with suppress(BrokenPipeError):
            self._stdin.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._stdout.close()
