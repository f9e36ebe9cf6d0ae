"""Threads are admitted in the order of arrival; a wait that would be too long is refused."""

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


def test_threads_enter_in_the_order_of_arrival() -> None:
    queue = AdmissionQueue(room=1, queue=10, timeout=30)
    order: list[int] = []

    def take(number: int) -> None:
        with queue.admit():
            order.append(number)

    threads = [threading.Thread(target=take, args=(number,)) for number in range(8)]
    with queue.admit():
        for number, thread in enumerate(threads):
            thread.start()
            until(lambda arrived=number + 1: queue.waiting == arrived)  # type: ignore[misc]  # default binds now
        assert (queue.inside, order) == (1, [])
    for thread in threads:
        thread.join()
    assert order == list(range(8))
    assert (queue.inside, queue.waiting) == (0, 0)


def test_a_full_queue_refuses_at_once() -> None:
    queue = AdmissionQueue(room=1, queue=0, timeout=30)
    with queue.admit(), pytest.raises(QueryQueueFull) as caught, queue.admit():
        pass
    assert caught.value.retry_after == 30


def test_a_wait_ends_after_its_timeout() -> None:
    queue = AdmissionQueue(room=1, queue=1, timeout=0.05)
    with queue.admit():
        with pytest.raises(QueryQueueFull) as caught, queue.admit():
            pass
        assert queue.waiting == 0
    assert caught.value.retry_after == 1
    with queue.admit():
        assert queue.inside == 1


def test_an_error_gives_the_turn_back() -> None:
    queue = AdmissionQueue(room=1, queue=0, timeout=1)
    with pytest.raises(ZeroDivisionError), queue.admit():
        1 / 0  # noqa: B018  # it is the error that counts
    assert queue.inside == 0


def test_an_interrupted_wait_leaves_the_queue() -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    queue = AdmissionQueue(room=1, queue=1, timeout=30)
    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with queue.admit():
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            with pytest.raises(KeyboardInterrupt), queue.admit():
                pass
            assert queue.waiting == 0
    finally:
        signal.signal(signal.SIGALRM, before)
    assert queue.inside == 0


def test_waiting_until_it_is_empty_waits_for_all() -> None:
    queue = AdmissionQueue(room=1, queue=1, timeout=30)
    done: list[str] = []

    def take() -> None:
        with queue.admit():
            time.sleep(0.05)
            done.append("inside")

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    until(lambda: queue.inside + queue.waiting == 2 or len(done) == 2)
    queue.wait_until_empty()
    assert len(done) == 2
    for thread in threads:
        thread.join()
