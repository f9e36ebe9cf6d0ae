"""Answers are kept, and what is asked twice at once runs once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from terril.model.errors import QueryQueueFull, QueryTimeout
from terril.store.answer_cache import AnswerCache
from terril.store.sparql import Answer, Query, QueryLimits, Spool, examine

MEDIA_TYPE = "text/csv"
MANY = 20


class SlowEngine:
    """An engine that counts, and answers when it is let go."""

    def __init__(self, size: int = 10, *, fails: bool = False) -> None:
        self.asked = 0
        self.go = threading.Event()
        self._size = size
        self._fails = fails
        self._lock = threading.Lock()

    def execute(self, query: Query) -> Answer:
        with self._lock:
            self.asked += 1
        assert self.go.wait(10)
        if self._fails:
            raise QueryTimeout(1)
        spool = Spool(2**30)
        spool.add(b"x" * self._size)
        return Answer(query.media_type, spool.size, 0.1, 0.2, 3, spool)


def query(text: str = "SELECT * {}", media_type: str = MEDIA_TYPE) -> Query:
    return Query(examine(text), media_type)


def read(asking: AnswerCache, one: Query) -> bytes:
    with asking.execute(one) as answer:
        return b"".join(answer.chunks())


def at_once(asking: AnswerCache, engine: SlowEngine, joined: int) -> list[bytes | BaseException]:
    """Answers that many threads get that ask the same before there is one."""
    with ThreadPoolExecutor(MANY) as pool:
        running = [pool.submit(read, asking, query()) for _ in range(MANY)]
        while asking.statistics.joined < joined:
            threading.Event().wait(0.01)
        engine.go.set()
        return [one.exception() or one.result() for one in running]


def test_equal_queries_at_the_same_time_run_once_and_are_kept() -> None:
    engine = SlowEngine()
    asking = AnswerCache(engine, QueryLimits(), 1)
    assert at_once(asking, engine, MANY - 1) == [b"x" * 10] * MANY
    assert read(asking, query("  SELECT * {}\n")) == b"x" * 10
    assert (engine.asked, asking.statistics.hits) == (1, 1)


def test_an_answer_too_large_to_be_kept_is_asked_for_by_each() -> None:
    engine = SlowEngine(2**20)
    asking = AnswerCache(engine, QueryLimits(), 1)
    assert at_once(asking, engine, MANY - 1) == [b"x" * 2**20] * MANY
    assert engine.asked == MANY


def test_a_failure_is_told_to_all_who_wait_and_is_not_kept() -> None:
    engine = SlowEngine(fails=True)
    asking = AnswerCache(engine, QueryLimits(), 1)
    assert {type(one) for one in at_once(asking, engine, MANY - 1)} == {QueryTimeout}
    with pytest.raises(QueryTimeout):
        read(asking, query())
    assert engine.asked == 2


def test_no_more_wait_than_there_are_places() -> None:
    engine = SlowEngine()
    asking = AnswerCache(engine, QueryLimits(workers=1, queue=2), 1)
    kinds = [type(one) for one in at_once(asking, engine, 2)]
    assert kinds.count(QueryQueueFull) >= MANY - 3 - asking.statistics.hits
    assert engine.asked == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (query(), query(media_type="text/tab-separated-values")),
        (query(), query("SELECT ?a {}")),
        (query(), Query(examine("SELECT * {}"), MEDIA_TYPE, ("a:a",))),
        (
            Query(examine("SELECT * {}"), MEDIA_TYPE, ("a:a",)),
            Query(examine("SELECT * {}"), MEDIA_TYPE, (), ("a:a",)),
        ),
        (query("SELECT (NOW() AS ?n) {}"), query("SELECT (NOW() AS ?n) {}")),
    ],
)
def test_what_may_differ_is_asked_for(first: Query, second: Query) -> None:
    engine = SlowEngine()
    engine.go.set()
    asking = AnswerCache(engine, QueryLimits(), 1)
    read(asking, first)
    read(asking, second)
    assert (engine.asked, asking.statistics.hits) == (2, 0)


def test_the_oldest_is_forgotten_when_memory_is_full() -> None:
    engine = SlowEngine(100_000)
    engine.go.set()
    asking = AnswerCache(engine, QueryLimits(), 1)
    for number in range(20):
        read(asking, query(f"SELECT * {{}} LIMIT {number}"))
    read(asking, query("SELECT * {} LIMIT 19"))
    assert (engine.asked, asking.statistics.hits) == (20, 1)
    read(asking, query("SELECT * {} LIMIT 0"))
    assert engine.asked == 21


def test_without_memory_nothing_is_kept() -> None:
    engine = SlowEngine()
    engine.go.set()
    asking = AnswerCache(engine, QueryLimits(), 0)
    assert [read(asking, query()) for _ in range(2)] == [b"x" * 10] * 2
    assert engine.asked == 2
