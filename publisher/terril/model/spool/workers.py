"""Map a function over items in worker processes.

Workers are started fresh, not forked: a process with threads must not be forked, and this may be
a notebook. Unlike those of ``multiprocessing``, they do not run the main script again, which a
script without a guard would not survive.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any, TypeVar, cast

from terril.model.errors import WorkerKilled
from terril.model.execution.interruption import defer_interruptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

BYTES_WITHOUT_PROCESSES = 16_000_000
AHEAD = 3
"""Items given out for each process, so that none waits for the next."""
START = "import sys; sys.path[:] = {path!r}; from {module} import run_worker; run_worker()"


def count_processors() -> int:
    """Return the number of processors that this process may use."""
    return (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )


def choose_processes(size: int) -> int:
    """Return the number of worker processes for work on so many bytes of statements.

    It is 1 if starting them would take longer than the work.
    """
    return count_processors() if size > BYTES_WITHOUT_PROCESSES else 1


def map_in_processes(
    function: Callable[[Item], Result], items: Iterable[Item], processes: int
) -> Iterator[Result]:
    """Yield the result of a function for each item, in the order of the items.

    Args:
        function: a function or an object of a module; it is pickled once for each process.
        items: taken as they are needed; each is pickled.
        processes: number of worker processes; with one, the function runs in this process.

    Raises:
        WorkerKilled: a process ended by itself, as when the system has no memory left.
        Exception: any that the function raises; the remaining items are not worked on.
    """
    return map(function, items) if processes <= 1 else _map(function, items, processes)


def _map(
    function: Callable[[Item], Result], items: Iterable[Item], processes: int
) -> Iterator[Result]:
    program = pickle.dumps(function, pickle.HIGHEST_PROTOCOL)
    workers = [_Worker(program) for _ in range(processes)]
    idle: SimpleQueue[_Worker] = SimpleQueue()
    for one in workers:
        idle.put(one)
    # A thread waits for each worker.
    threads = ThreadPoolExecutor(processes)
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(threads.submit(_execute, idle, item))
            if len(waiting) >= AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        with defer_interruptions():
            for future in waiting:
                future.cancel()
            for one in workers:
                one.kill()
            threads.shutdown()
            for one in workers:
                one.close()


def _execute(idle: SimpleQueue[_Worker], item: object) -> Any:  # noqa: ANN401
    worker = idle.get()
    try:
        return worker.execute(item)
    finally:
        idle.put(worker)


class _Worker:
    """A process that computes one result after another."""

    def __init__(self, program: bytes) -> None:
        command = START.format(path=sys.path, module=__name__)
        self._program = program
        self._process = subprocess.Popen(  # noqa: S603  # this interpreter, and no input
            [sys.executable, "-c", command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C reaches the parent alone, which ends this process.
            start_new_session=True,
        )
        self._calls = cast("IO[bytes]", self._process.stdin)  # both are pipes
        self._results = cast("IO[bytes]", self._process.stdout)

    def execute(self, item: object) -> object:
        """Return the result for an item; raise what the function raises."""
        content = self._program + pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        self._program = b""
        try:
            self._calls.write(content)
            self._calls.flush()
            done, result = pickle.load(self._results)  # noqa: S301  # of our own process
        except (BrokenPipeError, EOFError, pickle.UnpicklingError):
            raise WorkerKilled(self._process.wait()) from None
        if done:
            return result
        raise result

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Close its pipes, which no thread uses any more."""
        with suppress(BrokenPipeError):
            self._calls.close()
        self._results.close()


def run_worker() -> None:
    """Answer items on the standard input until it ends, as it does when the parent ends."""
    output = os.fdopen(os.dup(1), "wb")
    # What the function prints must not get between the results.
    os.dup2(2, 1)
    function = pickle.load(sys.stdin.buffer)  # noqa: S301  # of the parent process
    while True:
        try:
            item = pickle.load(sys.stdin.buffer)  # noqa: S301
        except EOFError:
            return
        try:
            answer = True, function(item)
        except Exception as error:  # noqa: BLE001  # the parent raises it
            answer = False, error
        try:
            output.write(_pack(answer))
            output.flush()
        except BrokenPipeError:
            # The parent is no more, and neither is anybody to report to.
            os._exit(1)


def _pack(answer: tuple[bool, object]) -> bytes:
    try:
        packed = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        if not answer[0]:
            # Some exceptions can be written and not read.
            pickle.loads(packed)  # noqa: S301
    except Exception as error:  # noqa: BLE001  # whatever cannot be pickled
        return pickle.dumps((False, RuntimeError(f"{answer[1]!r} ({error})")))
    return packed
