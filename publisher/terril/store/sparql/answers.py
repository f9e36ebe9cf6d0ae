"""Hold complete answers, outside the server's memory when they are large."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 64 * 1024
IN_MEMORY = 2**20


class Spool:
    """A buffer for an answer: in memory up to 1 MB, then in a file without a name.

    Args:
        most: bytes that it takes.
    """

    def __init__(self, most: int) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # close() ends it
        self._most = most
        self.size = 0

    def add(self, data: bytes) -> bool:
        """Add data and return whether it fitted; data that does not fit is not kept."""
        if self.size + len(data) > self._most:
            return False
        self._file.write(data)
        self.size += len(data)
        return True

    def chunks(self) -> Iterator[bytes]:
        """Return all bytes from the start, in pieces of at most 64 KB."""
        self._file.seek(0)
        while chunk := self._file.read(CHUNK):
            yield chunk

    def close(self) -> None:
        """Free the memory and the disk space."""
        self._file.close()


class Body(Protocol):
    """Bytes that can be read from the start."""

    def chunks(self) -> Iterator[bytes]:
        """Return all bytes, in pieces."""

    def close(self) -> None:
        """Free what holds them."""


class MemoryBody:
    """Bytes in memory that several answers share."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def chunks(self) -> Iterator[bytes]:
        """Return all bytes from the start, in pieces of at most 64 KB."""
        return (self._data[at : at + CHUNK] for at in range(0, len(self._data), CHUNK))

    def close(self) -> None:
        """Do nothing: others may still read the bytes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer to a query. Close it, or use it in a ``with`` statement.

    Attributes:
        media_type: what it is written in, without parameters.
        size: bytes.
        seconds: wall-clock time that the engine worked on it, waiting for a worker left out.
        waited: seconds until a worker was free.
        rows: solutions, or statements of a graph; ``None`` for a boolean.
        kept: ``True`` if it comes from the cache, and no engine has worked for it now.
    """

    media_type: str
    size: int
    seconds: float
    waited: float
    rows: int | None
    _spool: Body = field(repr=False)
    kept: bool = False

    def chunks(self) -> Iterator[bytes]:
        """Return the bytes from the start, in pieces of at most 64 KB; one reader at a time."""
        return self._spool.chunks()

    def load_into_memory(self) -> Answer:
        """Return the same answer for many readers at once, and close this one."""
        with self:
            data = b"".join(self.chunks())
        return replace(self, _spool=MemoryBody(data), kept=True)

    def mark_fresh(self) -> Answer:
        """Return the same answer, for the request that the engine has worked for."""
        return replace(self, kept=False)

    def close(self) -> None:
        """Free the memory and the disk space; the chunks cannot be read any more."""
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
