"""Worker processes keep the order of the items, and none of them outlives its pool."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from terril.model.errors import WorkerKilled
from terril.model.execution.worker_pool import AHEAD, WorkerPool

PARENT = """
import sys, time
from terril.model.execution.worker_pool import WorkerPool

with WorkerPool(2) as pool:
    results = pool.map(eval, ["__import__('os').getpid()"] * 8 + [sys.argv[1]] * 8)
    print(*{next(results) for _ in range(8)}, flush=True)
    list(results)
"""


def is_running(process: int) -> bool:
    """Return whether a process runs; one that has ended and waits for its parent does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except FileNotFoundError:
        return False
    return state.split()[0] != "Z"


def wait_until_ended(processes: list[int]) -> None:
    while any(map(is_running, processes)):
        time.sleep(0.01)


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(2) as opened:
        yield opened


def test_results_come_in_the_order_of_the_items(pool: WorkerPool) -> None:
    numbers = [300, 1, 200, 2, 100, 3] * 5
    assert list(pool.map(math.factorial, numbers)) == [math.factorial(one) for one in numbers]


def test_processes_are_started_once_and_when_they_are_needed(pool: WorkerPool) -> None:
    assert list(pool.map(math.sqrt, [])) == []
    first = set(pool.map(eval, ["__import__('os').getpid()"] * 20))
    again = set(pool.map(eval, ["__import__('os').getpid()"] * 20))
    assert os.getpid() not in first
    assert 1 <= len(first | again) <= 2


def test_one_process_is_this_one() -> None:
    with WorkerPool(1) as pool:
        assert list(pool.map(eval, ["__import__('os').getpid()"])) == [os.getpid()]


def test_items_are_taken_as_they_are_needed(pool: WorkerPool) -> None:
    taken: list[int] = []

    def count() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = pool.map(abs, count())
    assert next(results) == 0
    assert len(taken) <= 2 * AHEAD
    assert list(results) == list(range(1, 1000))


def test_an_error_of_the_function_is_raised_here_and_the_pool_goes_on(pool: WorkerPool) -> None:
    with pytest.raises(ValueError, match="domain"):
        list(pool.map(math.sqrt, [1, -1, 1]))
    assert list(pool.map(math.sqrt, [4, 9])) == [2, 3]


def test_an_error_that_cannot_be_sent_is_sent_as_a_text(pool: WorkerPool) -> None:
    made = "exec('class Odd(Exception): pass\\nraise Odd(3)')"
    with pytest.raises(RuntimeError, match="Odd: 3"):
        list(pool.map(eval, [made]))


def test_a_result_that_cannot_be_sent_is_an_error(pool: WorkerPool) -> None:
    with pytest.raises(Exception, match="pickle"):
        list(pool.map(eval, ["lambda: 1"]))


def test_what_a_function_prints_is_no_part_of_its_result(
    pool: WorkerPool, capfd: pytest.CaptureFixture[str]
) -> None:
    assert list(pool.map(print, ["aside"])) == [None]
    pool.__exit__(None, None, None)
    assert "aside" in capfd.readouterr().err


def test_a_process_that_ends_by_itself_is_an_error(pool: WorkerPool) -> None:
    with pytest.raises(WorkerKilled) as caught:
        list(pool.map(partial(os._exit), [9]))
    assert caught.value.code == 9
    assert "memory" in str(caught.value)


def test_an_error_in_the_block_ends_the_processes_at_once() -> None:
    processes: list[int] = []

    def work() -> None:
        with WorkerPool(2) as pool:
            processes.extend(set(pool.map(eval, ["__import__('os').getpid()"] * 9)))
            next(pool.map(time.sleep, [0, 3600, 3600]))
            raise KeyError

    with pytest.raises(KeyError):
        work()
    assert processes
    assert not any(map(is_running, processes))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_processes_end_with_a_parent_that_is_killed(number: signal.Signals) -> None:
    command = [sys.executable, "-c", PARENT, "__import__('time').sleep(0.2)"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        processes = [int(word) for word in parent.stdout.readline().split()]
        assert processes
        parent.send_signal(number)
    wait_until_ended(processes)
