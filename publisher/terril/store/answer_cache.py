"""Cache answers, and run equal queries that come at the same time once (single flight)."""

from __future__ import annotations

import math
import threading
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cachetools import LRUCache

from terril.model.errors import QueryQueueFull
from terril.model.fingerprint import compute_fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.store.sparql import Answer, Query, QueryLimits

MEGABYTE = 2**20
# An answer larger than this part of the memory would push out too many others.
LARGEST_PART = 8


class QueryExecutor(Protocol):
    """An executor of queries: worker processes, or an engine elsewhere."""

    def execute(self, query: Query) -> Answer:
        """Return the whole answer; raises a ``QueryError`` if there is none."""


@dataclass(slots=True)
class AnswerCacheStatistics:
    """Counts since the start: answers from memory, and queries that waited for an equal one."""

    hits: int = 0
    joined: int = 0


class AnswerCache:
    """A cache of the answers of one release, used from many threads.

    Since a release never changes, an answer is kept until the cache is full. Requests
    for the same answer at the same time wait for the first of them.

    Args:
        engine: what answers.
        limits: no more requests than workers and queue have places wait in here, or else
            equal ones could take all threads of the server.
        megabytes: memory for kept answers, in MB of 2**20 bytes.
    """

    def __init__(self, engine: QueryExecutor, limits: QueryLimits, megabytes: int) -> None:
        self.statistics = AnswerCacheStatistics()
        self._engine = engine
        self._timeout = limits.seconds
        self._places = threading.BoundedSemaphore(limits.workers + limits.queue)
        self._largest = megabytes * MEGABYTE // LARGEST_PART
        self._kept: LRUCache[str, Answer] = LRUCache(megabytes * MEGABYTE, getsizeof=_size)
        self._running: dict[str, Future[Answer | None]] = {}
        self._lock = threading.Lock()

    def execute(self, query: Query) -> Answer:
        """Return the whole answer, from memory if it is there.

        Raises:
            QueryError: there is none; also to those who waited for an equal query.
        """
        if not query.text.deterministic:
            with self._admit():
                return self._engine.execute(query)
        key = make_key(query)
        return self._find_kept(key) or self._execute_shared(key, query)

    def _find_kept(self, key: str) -> Answer | None:
        with self._lock:
            found = self._kept.get(key)
            self.statistics.hits += found is not None
            return found

    def _execute_shared(self, key: str, query: Query) -> Answer:
        with self._admit():
            with self._lock:
                if found := self._kept.get(key):
                    self.statistics.hits += 1
                    return found
                running = self._running.get(key)
                mine: Future[Answer | None] = Future()
                if running is None:
                    self._running[key] = mine
            if running is None:
                return self._execute_first(key, query, mine)
            return self._wait_for_first(query, running)

    def _execute_first(self, key: str, query: Query, mine: Future[Answer | None]) -> Answer:
        """Return the answer of the engine, and hand it to equal queries that wait."""
        try:
            answer = self._engine.execute(query)
            small = answer.size <= self._largest
            answer = answer.load_into_memory() if small else answer
        except BaseException as error:
            self._finish(key)
            mine.set_exception(error)
            raise
        self._finish(key, answer if small else None)
        mine.set_result(answer if small else None)
        return answer.mark_fresh() if small else answer

    def _wait_for_first(self, query: Query, running: Future[Answer | None]) -> Answer:
        """Return the answer of an equal query; one too large to be shared is computed again."""
        self.statistics.joined += 1
        return running.result() or self._engine.execute(query)

    def _finish(self, key: str, answer: Answer | None = None) -> None:
        """Keep the answer if there is one that fits, and release the key."""
        with self._lock:
            if answer is not None and _size(answer) <= self._kept.maxsize:
                self._kept[key] = answer
            del self._running[key]

    @contextmanager
    def _admit(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise QueryQueueFull(max(1, math.ceil(self._timeout)))
        try:
            yield
        finally:
            self._places.release()


def make_key(query: Query) -> str:
    """Return a key of all that an answer of one release depends on."""
    text = query.text.text.strip(" \t\r\n")
    return compute_fingerprint(text, query.default_graphs, query.named_graphs, query.media_type)


def _size(answer: Answer) -> int:
    # The answer's own fields and its key count, too: many empty answers are something.
    return answer.size + 1024
