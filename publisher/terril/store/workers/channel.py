"""Send and receive frames at the server's end of a worker's pipes, each within a deadline."""

from __future__ import annotations

import os
import select
import time

from terril.store.workers.messages import HEADER, Kind, unpack_header

PIECE = 64 * 1024


class GoneError(Exception):
    """A closed pipe: the worker has ended."""


class LateError(Exception):
    """A passed deadline."""


class Channel:
    """Frames to and from one worker; deadlines are times of the monotonic clock.

    Args:
        requests: descriptor of a pipe to write to.
        answers: descriptor of a pipe to read from.
    """

    def __init__(self, requests: int, answers: int) -> None:
        os.set_blocking(requests, False)
        os.set_blocking(answers, False)
        self._requests = requests
        self._answers = answers
        self._read = bytearray()
        self._writable = select.poll()
        self._writable.register(requests, select.POLLOUT)
        self._readable = select.poll()
        self._readable.register(answers, select.POLLIN)

    def send(self, data: bytes, deadline: float) -> None:
        """Send all bytes.

        Raises:
            LateError: the worker did not take it in time.
            GoneError: the worker is no more.
        """
        rest = memoryview(data)
        while rest:
            _wait(self._writable, deadline)
            try:
                rest = rest[os.write(self._requests, rest[:PIECE]) :]
            except BrokenPipeError:
                raise GoneError from None

    def receive(self, deadline: float) -> tuple[Kind, bytes]:
        """Return the next frame.

        Raises:
            LateError: it did not come in time.
            GoneError: the worker is no more.
        """
        kind, length = unpack_header(self._take(HEADER.size, deadline))
        return kind, self._take(length, deadline)

    def _take(self, size: int, deadline: float) -> bytes:
        while len(self._read) < size:
            _wait(self._readable, deadline)
            piece = os.read(self._answers, PIECE)
            if not piece:
                raise GoneError
            self._read += piece
        taken = bytes(self._read[:size])
        del self._read[:size]
        return taken


def _wait(poll: select.poll, deadline: float) -> None:
    remaining = deadline - time.monotonic()
    if remaining <= 0 or not poll.poll(max(1, remaining * 1000)):
        raise LateError
