"""Worker processes die when they should, are replaced, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from terril.model.errors import (
    QueryError,
    QueryFailed,
    QueryTimeout,
)
from terril.store.sparql import RESULTS_JSON, Query, QueryForm, QueryLimits, QueryText, examine
from terril.store.workers import QueryWorkers
from terril.store.workers.worker_process import MODULE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    NewPool = Callable[[Path, QueryLimits], QueryWorkers]

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }"
LIMITS = QueryLimits(seconds=30, workers=1, queue=5)
# A server without close(): it prints that it asks, and asks what never ends.
SERVER = f"""
import sys, threading
from pathlib import Path
from terril.store.sparql.query import QueryForm, QueryText, examine
from terril.store.workers.pool import Query, QueryLimits, QueryWorkers
pool = QueryWorkers(Path(sys.argv[1]), QueryLimits(seconds=0.8, workers=1), {{}})
question = Query(examine({ENDLESS!r}), {RESULTS_JSON.media_type!r})
pool.execute(Query(examine("ASK {{}}"), {RESULTS_JSON.media_type!r})).close()
if sys.argv[2] == "busy":
    threading.Thread(target=pool.execute, args=(question,)).start()
print("ready", flush=True)
sys.stdin.read()
"""


def children(parent: int) -> set[int]:
    """The worker processes of a process, by their ids."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
            command = status.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == parent and (MODULE.encode() in command or fields[0] == "Z"):
            found.add(int(status.parent.name))
    return found


def state(process: int) -> str:
    """``R`` for a process that works, ``S`` that waits, ``Z`` that is dead; ``""`` for none."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return ""
    return status.rpartition(")")[2].split()[0]


def is_working(process: int) -> bool:
    return state(process) == "R"


def is_dead(process: int) -> bool:
    return state(process) in {"", "Z"}


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def ask(pool: QueryWorkers, text: str = "ASK {}") -> bytes:
    with pool.execute(Query(examine(text), RESULTS_JSON.media_type)) as answer:
        return b"".join(answer.chunks())


@contextmanager
def querying_endlessly(pool: QueryWorkers) -> Iterator[None]:
    """A query that never ends runs meanwhile; afterwards its worker is killed."""
    others = children(os.getpid())
    caught: list[QueryError] = []

    def ask_endlessly() -> None:
        try:
            ask(pool, ENDLESS)
        except QueryError as error:
            caught.append(error)

    thread = threading.Thread(target=ask_endlessly)
    thread.start()
    until(lambda: pool.statistics().running == 1)
    until(lambda: any(is_working(one) for one in children(os.getpid()) & others))
    yield
    for process in filter(is_working, children(os.getpid()) & others):
        os.kill(process, signal.SIGKILL)
    thread.join()
    assert [type(error) for error in caught] == [QueryFailed]


def test_a_worker_that_is_killed_from_outside_fails_only_its_own_query(
    large_store: Path, new_pool: NewPool
) -> None:
    pool = new_pool(large_store, LIMITS)
    ask(pool)
    with querying_endlessly(pool):
        pass
    assert b"true" in ask(pool)


def test_an_easy_query_goes_by_one_that_keeps_all_workers_busy(
    large_store: Path, new_pool: NewPool
) -> None:
    pool = new_pool(large_store, replace(LIMITS, seconds=120, quick_seconds=60))
    ask(pool)
    with querying_endlessly(pool):
        for _ in range(3):
            assert b"true" in ask(pool)
        assert pool.statistics().running == 1
        assert pool.statistics().restarts == 0


def test_an_idle_worker_that_is_killed_is_replaced_unseen(
    small_store: Path, new_pool: NewPool
) -> None:
    others = children(os.getpid())
    pool = new_pool(small_store, LIMITS)
    for process in children(os.getpid()) - others:
        os.kill(process, signal.SIGKILL)
    until(lambda: all(is_dead(one) for one in children(os.getpid()) - others))
    assert b"true" in ask(pool)
    assert b"true" in ask(pool)
    assert pool.statistics().failed == 0


def test_after_a_timeout_the_worker_is_gone_and_a_spare_answers(
    large_store: Path, new_pool: NewPool
) -> None:
    others = children(os.getpid())
    pool = new_pool(large_store, QueryLimits(seconds=0.3, workers=1))
    ask(pool)
    with pytest.raises(QueryTimeout) as caught:
        ask(pool, ENDLESS)
    assert caught.value.seconds == 0.3
    assert b"true" in ask(pool)
    assert len(children(os.getpid()) - others) == 2
    assert pool.statistics().restarts == 1


def test_a_worker_that_kept_much_memory_is_replaced(large_store: Path, new_pool: NewPool) -> None:
    text = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    # How much it keeps depends on the allocator; with little enough it is more than half.
    for megabytes in (32, 24, 16, 12, 8, 6, 4, 3, 2):
        pool = new_pool(large_store, QueryLimits(seconds=30, megabytes=megabytes, workers=1))
        assert b"198000" in ask(pool, text)
        if pool.statistics().restarts:
            break
    assert pool.statistics().restarts == 1
    assert b"true" in ask(pool)


def test_a_closed_pool_leaves_no_process_no_descriptor_and_no_file(
    large_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    others = children(os.getpid())
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    with QueryWorkers(large_store, QueryLimits(seconds=3, workers=2), {}) as pool:
        assert ask(pool, "SELECT * { GRAPH <http://large.example/g> { ?s ?p ?o } } LIMIT 20000")
        with pytest.raises(QueryError):
            ask(pool, ENDLESS)
        assert list(tmp_path.iterdir()) == []
    assert children(os.getpid()) == others
    assert len(list(Path("/proc/self/fd").iterdir())) == descriptors
    assert list(tmp_path.iterdir()) == []


def test_workers_do_not_get_the_servers_descriptors(small_store: Path, new_pool: NewPool) -> None:
    others = children(os.getpid())
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    pool = new_pool(small_store, LIMITS)
    ask(pool)
    ours = f"pipe:[{os.fstat(writing).st_ino}]"
    assert children(os.getpid()) > others
    for process in children(os.getpid()) - others:
        opened = [str(one.readlink()) for one in Path(f"/proc/{process}/fd").iterdir()]
        assert opened
        assert ours not in opened
        assert not any(one.startswith("socket:") for one in opened)
    os.close(reading)
    os.close(writing)


def test_a_worker_is_not_hit_by_a_signal_to_the_terminal(
    small_store: Path, new_pool: NewPool
) -> None:
    others = children(os.getpid())
    pool = new_pool(small_store, LIMITS)
    ask(pool)
    assert children(os.getpid()) > others
    for process in children(os.getpid()) - others:
        assert os.getsid(process) == process


@pytest.mark.parametrize("work", ["idle", "busy"])
def test_workers_end_when_their_server_is_killed(large_store: Path, work: str) -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(large_store), work],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        workers = children(server.pid)
        assert len(workers) == 2
        if work == "busy":
            until(lambda: any(is_working(one) for one in workers))
        server.kill()
    until(lambda: all(is_dead(one) for one in workers))


def test_a_worker_that_does_not_end_is_ended_by_force(small_store: Path) -> None:
    others = children(os.getpid())
    pool = QueryWorkers(small_store, LIMITS, {})
    ask(pool)
    workers = children(os.getpid()) - others
    for process in workers:
        os.kill(process, signal.SIGSTOP)
    pool.close()
    assert all(is_dead(one) for one in workers)


def test_an_answer_of_another_kind_than_was_examined_is_no_answer(
    small_store: Path, new_pool: NewPool
) -> None:
    pool = new_pool(small_store, LIMITS)
    wrong = QueryText("DESCRIBE <http://a.example/>", QueryForm.SELECT, dataset=False)
    with pytest.raises(QueryFailed):
        pool.execute(Query(wrong, RESULTS_JSON.media_type))
    assert b"true" in ask(pool)
