"""Nothing on a worker's pipes waits longer than its deadline."""

from __future__ import annotations

import os
import time

import pytest

from terril.store.workers.channel import Channel, GoneError, LateError


def test_a_worker_that_does_not_read_is_late() -> None:
    reading, writing = os.pipe()
    answers, other_end = os.pipe()
    channel = Channel(writing, answers)
    with pytest.raises(LateError):
        channel.send(bytes(2**20), time.monotonic() + 0.05)
    with pytest.raises(LateError):
        channel.receive(time.monotonic() + 0.05)
    for descriptor in (reading, writing, answers, other_end):
        os.close(descriptor)


def test_a_worker_that_is_no_more_is_gone() -> None:
    reading, writing = os.pipe()
    answers, other_end = os.pipe()
    channel = Channel(writing, answers)
    os.close(reading)
    os.close(other_end)
    with pytest.raises(GoneError):
        channel.send(b"x", time.monotonic() + 5)
    with pytest.raises(GoneError):
        channel.receive(time.monotonic() + 5)
    os.close(writing)
    os.close(answers)
