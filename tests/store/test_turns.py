"""Who comes first goes first; who would wait too long is told so."""

from __future__ import annotations

import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from terril.model.errors import QueryQueueFull
from terril.store.workers.queue import AdmissionQueue

if TYPE_CHECKING:
    from collections.abc import Callable


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_turns_come_in_the_order_of_arrival() -> None:
    turns = AdmissionQueue(room=1, queue=10, timeout=30)
    order: list[int] = []

    def take(number: int) -> None:
        with turns.admit():
            order.append(number)

    threads = [threading.Thread(target=take, args=(number,)) for number in range(8)]
    with turns.admit():
        for number, thread in enumerate(threads):
            thread.start()
            until(lambda arrived=number + 1: turns.waiting == arrived)  # type: ignore[misc]  # default binds now
        assert (turns.inside, order) == (1, [])
    for thread in threads:
        thread.join()
    assert order == list(range(8))
    assert (turns.inside, turns.waiting) == (0, 0)


def test_a_full_queue_turns_away_at_once() -> None:
    turns = AdmissionQueue(room=1, queue=0, timeout=30)
    with turns.admit(), pytest.raises(QueryQueueFull) as caught, turns.admit():
        pass
    assert caught.value.retry_after == 30


def test_patience_ends() -> None:
    turns = AdmissionQueue(room=1, queue=1, timeout=0.05)
    with turns.admit():
        with pytest.raises(QueryQueueFull) as caught, turns.admit():
            pass
        assert turns.waiting == 0
    assert caught.value.retry_after == 1
    with turns.admit():
        assert turns.inside == 1


def test_an_error_gives_the_turn_back() -> None:
    turns = AdmissionQueue(room=1, queue=0, timeout=1)
    with pytest.raises(ZeroDivisionError), turns.admit():
        1 / 0  # noqa: B018  # it is the error that counts
    assert turns.inside == 0


def test_an_interrupted_wait_leaves_the_queue() -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    turns = AdmissionQueue(room=1, queue=1, timeout=30)
    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with turns.admit():
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            with pytest.raises(KeyboardInterrupt), turns.admit():
                pass
            assert turns.waiting == 0
    finally:
        signal.signal(signal.SIGALRM, before)
    assert turns.inside == 0


def test_waiting_until_it_is_empty_waits_for_all() -> None:
    turns = AdmissionQueue(room=1, queue=1, timeout=30)
    done: list[str] = []

    def take() -> None:
        with turns.admit():
            time.sleep(0.05)
            done.append("inside")

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    until(lambda: turns.inside + turns.waiting == 2 or len(done) == 2)
    turns.wait_until_empty()
    assert len(done) == 2
    for thread in threads:
        thread.join()
