"""Reject answers that leak internal graph IRIs."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

from terril.store.workers import Cause, Failure, NoAnswerError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer
    from pyoxigraph import Triple


class LeakGuard(io.RawIOBase):
    """A raw stream that passes on what is written, unless it has an internal graph IRI.

    Args:
        output: where it goes.
        secret: what no answer may hold.
    """

    def __init__(self, output: IO[bytes], secret: str) -> None:
        super().__init__()
        self._output = output
        self._secret = secret.encode()
        self._end = b""

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: ReadableBuffer) -> int:
        """Pass all bytes on and return their number.

        Raises:
            NoAnswerError: the secret is among them, or is completed by them.
        """
        content = bytes(data)
        looked_at = self._end + content
        if self._secret in looked_at:
            raise _leak()
        self._end = looked_at[-len(self._secret) + 1 :]
        self._output.write(content)
        return len(content)


def check_triple(triple: Triple, secret: str) -> None:
    """Check that the secret is no part of the triple.

    Raises:
        NoAnswerError: it is.
    """
    if secret in str(triple):
        raise _leak()


def _leak() -> NoAnswerError:
    return NoAnswerError(Failure(Cause.ENGINE, "an IRI from the inside of the store"))
