"""Answer queries by processes that can be killed; the only way a query reaches the engine."""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self
from weakref import finalize

from terril.model.errors import QueryQueueFull, QueryTimeout, QueryUnsortable
from terril.store.sparql import Answer, Query, QueryLimits, Spool, order_totally
from terril.store.workers.messages import Request
from terril.store.workers.queue import AdmissionQueue
from terril.store.workers.worker_process import WorkerProcess

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from terril.store.workers.worker_process import RemoteTarget


MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class PoolStatistics:
    """A pool at one moment.

    Attributes:
        running: queries that a worker has.
        waiting: queries that wait for a worker.
        answered: queries with an answer since the start.
        failed: queries without one; those that found the queue full are not counted.
        restarts: workers that were replaced.
    """

    running: int
    waiting: int
    answered: int
    failed: int
    restarts: int


class QueryWorkers:
    """A pool of workers on one store, used from many threads.

    Args:
        store: folder of the store, opened read-only, or a release in a remote store.
        limits: what a query may use.
        prefixes: namespaces that a query need not declare.
        base: IRI of the endpoint, against which relative IRIs are resolved.
        spares: processes kept ready beyond ``limits.workers``, so that a kill costs nothing.
    """

    def __init__(
        self,
        store: Path | RemoteTarget,
        limits: QueryLimits,
        prefixes: Mapping[str, str],
        *,
        base: str = "",
        spares: int = 1,
    ) -> None:
        self._store = store
        self._limits = limits
        self._prefixes = dict(prefixes)
        self._base = base
        self._queue = AdmissionQueue(limits.workers, limits.queue, limits.seconds)
        self._fast_lane = AdmissionQueue(bool(limits.quick_seconds), limits.queue, limits.seconds)
        self._lock = threading.Lock()
        self._closed = False
        self._answered = self._failed = self._restarts = 0
        # The right end was used last and is warm; new ones come in at the left.
        self._free = deque(self._start() for _ in range(limits.workers + spares))
        # Idle processes end with a pool that nobody closed, too.
        finalize(self, _end_workers, self._free).atexit = False

    def execute(self, query: Query) -> Answer:
        """Wait for a free worker and return the whole answer to a query.

        Raises:
            QueryQueueFull: too many are waiting, or none became free in ``limits.seconds``.
            QuerySyntax: the engine cannot read the query.
            QueryTimeout: it took more than ``limits.seconds`` and was stopped.
            QueryMemory: it needed more than ``limits.megabytes`` and was stopped.
            QueryTooIntricate: the engine's stack overflowed.
            AnswerTooLarge: its answer passed ``limits.answer_megabytes``.
            AnswerTooManyRows: its answer passed ``limits.rows``.
            AnswerUnwritable: the requested format has no way to write a predicate.
            CharacterUnwritable: it has no way to write a character.
            AnswerBeyondRdf: no format here has a way to write a term.
            UnknownFunction: the query calls a function that is not known.
            QueryUnsortable: the engine cannot sort the values.
            AnswerCut: a remote store gave as many rows as it gives at most.
            StoreUnreachable: a remote store did not answer.
            StoreWithoutRelease: a remote store has not the release.
            QueryFailed: the worker stopped for another reason.
        """
        try:
            answer = self._execute_queued(query, time.monotonic())
        except QueryQueueFull:
            raise
        except BaseException:
            self._count(answered=False)
            raise
        self._count(answered=True)
        return answer

    def _execute_queued(self, query: Query, came: float) -> Answer:
        """Return the answer of a worker; while all are busy, a quick query takes the fast lane."""
        limits = self._limits
        if limits.quick_seconds:
            with suppress(QueryQueueFull), self._queue.admit(wait=False):
                return self._run(query, came, limits.seconds)
            with suppress(QueryTimeout), self._fast_lane.admit():
                return self._run(query, came, min(limits.quick_seconds, limits.seconds))
        with self._queue.admit():
            return self._run(query, came, limits.seconds)

    def _run(self, query: Query, came: float, seconds: float) -> Answer:
        """Return the answer; where the engine cannot sort the values, in an order that it can."""
        text = query.text.text
        try:
            return self._run_text(query, text, came, seconds)
        except QueryUnsortable:
            return self._run_text(query, order_totally(text), came, seconds)

    def _run_text(self, query: Query, text: str, came: float, seconds: float) -> Answer:
        waited = time.monotonic() - came
        worker = self._take()
        spool = Spool(self._limits.answer_megabytes * MEGABYTE)
        try:
            end, took = worker.run(self._request(query, text, seconds), spool)
        except BaseException:
            spool.close()
            raise
        finally:
            self._give_back(worker)
        return Answer(query.media_type, spool.size, took, waited, end.rows, spool)

    def statistics(self) -> PoolStatistics:
        """Return the state of the pool at this moment."""
        return PoolStatistics(
            self._queue.inside + self._fast_lane.inside,
            self._queue.waiting + self._fast_lane.waiting,
            self._answered,
            self._failed,
            self._restarts,
        )

    def close(self) -> None:
        """Let running queries end, then end the processes.

        A query that comes later still is answered, by a process started for it alone: a
        request that began before a release switch keeps its release.
        """
        with self._lock:
            self._closed = True
            free = list(self._free)
            self._free.clear()
        for worker in free:
            worker.request_exit()
        for worker in free:
            worker.terminate()
        self._fast_lane.wait_until_empty()
        self._queue.wait_until_empty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _count(self, *, answered: bool) -> None:
        with self._lock:
            self._answered += answered
            self._failed += not answered

    def _start(self) -> WorkerProcess:
        return WorkerProcess(self._store, self._limits)

    def _take(self) -> WorkerProcess:
        """Return a live worker; one that something else has killed meanwhile is replaced."""
        with self._lock:
            worker = self._free.pop() if self._free else None
        if worker is None:
            return self._start()
        if worker.running:
            return worker
        self._give_back(worker)
        return self._take()

    def _give_back(self, worker: WorkerProcess) -> None:
        fresh = None
        if not worker.running:
            worker.terminate()
            fresh = None if self._closed else self._start()
        with self._lock:
            self._restarts += fresh is not None
            if not self._closed:
                if fresh:
                    self._free.appendleft(fresh)
                else:
                    self._free.append(worker)
                return
        (fresh or worker).terminate()

    def _request(self, query: Query, text: str, seconds: float) -> Request:
        return Request(
            text,
            query.media_type,
            self._prefixes,
            query.text.dataset,
            list(query.default_graphs),
            list(query.named_graphs),
            seconds,
            self._limits.rows,
            self._base,
        )


def _end_workers(free: deque[WorkerProcess]) -> None:
    for worker in free:
        worker.kill()


def execute_once(
    store: Path | RemoteTarget,
    limits: QueryLimits,
    prefixes: Mapping[str, str],
    query: Query,
    base: str = "",
) -> Answer:
    """Return the answer to one query, by a worker started for it alone; raises as ``execute``."""
    alone = replace(limits, workers=1, queue=0)
    with QueryWorkers(store, alone, prefixes, base=base, spares=0) as workers:
        return workers.execute(query)
