"""A pool serves many threads, says when it is full, and closes without a lost query."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from terril.model.errors import AnswerTooLarge, QueryFailed, QueryQueueFull, QueryTimeout
from terril.store.sparql import RESULTS_JSON, AnswerFormat, Query, QueryLimits, examine
from terril.store.sparql.result_formats import RESULTS_CSV
from terril.store.workers import QueryWorkers, execute_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    NewPool = Callable[[Path, QueryLimits], QueryWorkers]

# About half a second of work that ends.
SLOW = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(REGEX(STR(?o), '(x+x+)+y')) }"


def query(text: str, form: AnswerFormat = RESULTS_JSON) -> Query:
    return Query(examine(text), form.media_type)


def content(pool: QueryWorkers, text: str, form: AnswerFormat = RESULTS_JSON) -> bytes:
    with pool.execute(query(text, form)) as answer:
        data = b"".join(answer.chunks())
        assert answer.size == len(data)
        assert answer.media_type == form.media_type
        assert answer.seconds > 0
    return data


def values(pool: QueryWorkers, text: str) -> list[str]:
    """The first column of the solutions, sorted."""
    solutions = parse_query_results(content(pool, text), QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    return sorted(str(row[0]) for row in solutions)


def test_fifty_threads_each_get_their_own_answer(small_store: Path, new_pool: NewPool) -> None:
    pool = new_pool(small_store, QueryLimits(workers=2, queue=50, seconds=30))

    def ask(number: int) -> list[str]:
        return values(pool, f"SELECT (CONCAT('answer ', '{number}') AS ?x) {{}}")

    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(ask, range(200)))
    assert answers == [[f'"answer {number}"'] for number in range(200)]
    statistics = pool.statistics()
    assert (statistics.answered, statistics.failed, statistics.restarts) == (200, 0, 0)
    assert (statistics.running, statistics.waiting) == (0, 0)


def test_a_full_queue_reports_when_to_retry(large_store: Path, new_pool: NewPool) -> None:
    pool = new_pool(large_store, QueryLimits(workers=1, queue=0, seconds=20))
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(content, pool, SLOW)
        while not pool.statistics().running:
            time.sleep(0.001)
        with pytest.raises(QueryQueueFull) as caught:
            pool.execute(query("ASK {}"))
        assert b'"0"' in running.result()
    assert caught.value.retry_after == 20


def test_a_hard_query_that_was_tried_waits_for_a_worker_and_has_all_its_time(
    large_store: Path, new_pool: NewPool
) -> None:
    pool = new_pool(large_store, QueryLimits(workers=1, queue=4, seconds=60, quick_seconds=0.01))
    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(content, pool, SLOW) for _ in range(2)]
        assert all(b'"0"' in one.result() for one in running)
    statistics = pool.statistics()
    assert (statistics.answered, statistics.failed, statistics.restarts) == (2, 0, 1)


def test_an_answer_has_a_largest_size(large_store: Path, new_pool: NewPool) -> None:
    pool = new_pool(large_store, QueryLimits(workers=1, answer_megabytes=1, seconds=20))
    with pytest.raises(AnswerTooLarge) as caught:
        pool.execute(query("SELECT * { GRAPH ?g { ?s ?p ?o } }"))
    assert caught.value.megabytes == 1
    assert pool.statistics().restarts == 1
    assert content(pool, "ASK {}")


def test_a_large_answer_is_whole(large_store: Path, new_pool: NewPool) -> None:
    pool = new_pool(large_store, QueryLimits(workers=1, seconds=30))
    data = content(
        pool, "SELECT ?s ?o { GRAPH <http://large.example/g> { ?s ?p ?o } }", RESULTS_CSV
    )
    assert len(data) > 2**20
    assert len(set(data.splitlines())) == 33_001


def test_a_pool_that_closes_lets_running_queries_end(large_store: Path) -> None:
    pool = QueryWorkers(large_store, QueryLimits(workers=1, queue=5, seconds=30), {})
    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(content, pool, SLOW) for _ in range(2)]
        while pool.statistics().running + pool.statistics().waiting < 2:
            time.sleep(0.001)
        pool.close()
        assert all(one.done() for one in running)
        assert all(b'"0"' in one.result() for one in running)


def test_a_query_that_comes_after_closing_is_still_answered(small_store: Path) -> None:
    pool = QueryWorkers(small_store, QueryLimits(workers=1), {})
    pool.close()
    assert content(pool, "ASK {}")


def test_a_query_that_comes_after_closing_has_its_limits_too(large_store: Path) -> None:
    pool = QueryWorkers(large_store, QueryLimits(workers=1, seconds=0.2), {})
    pool.close()
    with pytest.raises(QueryTimeout):
        pool.execute(query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c }"))


def test_one_query_needs_no_pool(small_store: Path) -> None:
    text = query("SELECT (COUNT(*) AS ?n) { ?s a schema:Place }", RESULTS_CSV)
    prefixes = {"schema": "http://schema.org/"}
    with execute_once(small_store, QueryLimits(), prefixes, text) as answer:
        assert b"".join(answer.chunks()) == b"n\r\n2\r\n"


def test_a_store_that_cannot_be_opened_fails_and_does_not_hang(tmp_path: Path) -> None:
    with pytest.raises(QueryFailed) as caught:
        execute_once(tmp_path / "none", QueryLimits(), {}, query("ASK {}"))
    assert "ended with code" in caught.value.reason
    assert str(tmp_path) not in str(caught.value)


def test_pools_may_be_closed_twice_and_from_two_threads(small_store: Path) -> None:
    pool = QueryWorkers(small_store, QueryLimits(workers=1), {})
    threads = [threading.Thread(target=pool.close) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool.close()
