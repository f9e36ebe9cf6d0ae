"""An answer is read in pieces, more than once, and takes little memory."""

from __future__ import annotations

import pytest

from terril.store.sparql import Answer, Spool
from terril.store.sparql.answers import CHUNK, IN_MEMORY


@pytest.mark.parametrize("size", [0, 1, CHUNK, 3 * CHUNK + 5, 2 * IN_MEMORY])
def test_what_went_in_comes_out_in_pieces(size: int) -> None:
    spool = Spool(4 * IN_MEMORY)
    data = bytes(range(256)) * (size // 256 + 1)
    for start in range(0, size, 50_000):
        assert spool.add(data[start : min(start + 50_000, size)])
    with Answer("text/csv", spool.size, 0.1, 0, None, spool) as answer:
        assert answer.size == size
        for _ in range(2):
            pieces = list(answer.chunks())
            assert b"".join(pieces) == data[:size]
            assert all(0 < len(piece) <= CHUNK for piece in pieces)


def test_a_closed_answer_cannot_be_read() -> None:
    spool = Spool(10)
    spool.add(b"x")
    answer = Answer("text/csv", 1, 0.1, 0, None, spool)
    answer.close()
    with pytest.raises(ValueError, match="closed"):
        list(answer.chunks())


def test_what_does_not_fit_is_refused() -> None:
    spool = Spool(10)
    assert spool.add(b"12345")
    assert not spool.add(b"678901")
    assert spool.add(b"67890")
    assert b"".join(spool.chunks()) == b"1234567890"
    spool.close()
