"""Limit how many threads are inside at once; the others wait in the order of arrival."""

from __future__ import annotations

import math
import threading
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

from terril.model.errors import QueryQueueFull

if TYPE_CHECKING:
    from collections.abc import Iterator


class AdmissionQueue:
    """A FIFO admission queue with a concurrency limit.

    Args:
        room: how many may be inside at once.
        queue: how many may wait.
        timeout: seconds that one waits at most.
    """

    def __init__(self, room: int, queue: int, timeout: float) -> None:
        self._room = room
        self._queue = queue
        self._timeout = timeout
        self._inside = 0
        self._waiting: deque[threading.Event] = deque()
        self._changed = threading.Condition()

    @property
    def inside(self) -> int:
        """Number of threads inside."""
        return self._inside

    @property
    def waiting(self) -> int:
        """Number of threads that wait."""
        return len(self._waiting)

    @contextmanager
    def admit(self, *, wait: bool = True) -> Iterator[None]:
        """Enter, after a wait if need be, and leave at the end of the block.

        Args:
            wait: ``True`` to wait when full, ``False`` to fail at once.

        Raises:
            QueryQueueFull: too many wait, or this one waited too long.
        """
        self._enter(self._queue if wait else 0)
        try:
            yield
        finally:
            self._leave()

    def wait_until_empty(self) -> None:
        """Wait until no thread is inside and none waits."""
        with self._changed:
            self._changed.wait_for(lambda: not self._inside and not self._waiting)

    def _enter(self, queue: int) -> None:
        with self._changed:
            if self._inside < self._room and not self._waiting:
                self._inside += 1
                return
            if len(self._waiting) >= queue:
                raise self._refusal()
            ticket = threading.Event()
            self._waiting.append(ticket)
        try:
            ticket.wait(self._timeout)
        except BaseException:
            if not self._give_up(ticket):
                self._leave()
            raise
        if self._give_up(ticket):
            raise self._refusal()

    def _give_up(self, ticket: threading.Event) -> bool:
        """Leave the queue and return True, unless the ticket was called."""
        with self._changed:
            if ticket.is_set():
                return False
            self._waiting.remove(ticket)
            self._changed.notify_all()
            return True

    def _leave(self) -> None:
        with self._changed:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._inside -= 1
            self._changed.notify_all()

    def _refusal(self) -> QueryQueueFull:
        # By then each query that runs now has had its time.
        return QueryQueueFull(max(1, math.ceil(self._timeout)))
