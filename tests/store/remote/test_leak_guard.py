"""A text that no answer may hold is found wherever the pieces of the answer begin and end."""

from __future__ import annotations

import io

import pytest

from terril.store.remote.leak_guard import LeakGuard
from terril.store.workers import NoAnswerError

INSIDE = "https://town.example/release/1/graph/"


def write(guarded: LeakGuard, content: bytes, size: int) -> None:
    for begin in range(0, len(content), size):
        guarded.write(content[begin : begin + size])


@pytest.mark.parametrize("size", [1, 7, len(INSIDE), 500])
def test_the_secret_is_found_in_pieces_of_any_size(size: int) -> None:
    content = f"before <{INSIDE}source> after".encode()
    guarded = LeakGuard(io.BytesIO(), INSIDE)
    with pytest.raises(NoAnswerError):
        write(guarded, content, size)


@pytest.mark.parametrize("size", [1, 7, 500])
def test_all_else_is_passed_on(size: int) -> None:
    content = b"https://town.example/release/1 and /graph/ " * 3
    output = io.BytesIO()
    guarded = LeakGuard(output, INSIDE)
    write(guarded, content, size)
    assert output.getvalue() == content
