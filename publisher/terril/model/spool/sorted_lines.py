"""Find lines by their first characters in a sorted file, without reading all of it."""

from __future__ import annotations

import os
import weakref
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = 4096
"""Bytes that are read at once; as many are searched line by line."""


class SortedLines:
    """A sorted file of lines; safe to use from many threads.

    Args:
        path: of the file, which does not change.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._descriptor)
        self.size = os.fstat(self._descriptor).st_size

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes from one position to another."""
        return os.pread(self._descriptor, end - start, start)

    def find(self, start: str, low: int = 0, high: int | None = None) -> str:
        """Return all lines that begin so, one after the other.

        Args:
            start: first characters of the lines.
            low: position of a line at or before the first of them.
            high: position of a line behind the first of them; by default the end.
        """
        key = start.encode()
        low, high = self._narrow(key, low, self.size if high is None else high)
        block = self.read(low, high + len(key) + BLOCK)
        first = 0 if block.startswith(key) else block.find(b"\n" + key) + 1
        if not block.startswith(key, first):
            return ""
        return self._read_lines(key, block[first:], low + first).decode()

    def read_between(self, start: str, end: str | None) -> str:
        """Return all lines from some first characters up to before others.

        Args:
            start: first characters.
            end: first characters; ``None`` means all lines behind the start.
        """
        low = self._find_position(start.encode())
        high = self.size if end is None else self._find_position(end.encode())
        return self.read(low, high).decode()

    def _find_position(self, key: bytes) -> int:
        """Return the beginning of the first line that is not before a key."""
        low, _ = self._narrow(key, 0, self.size)
        if low == 0 and self.read(0, len(key)) >= key:
            return 0
        while low < self.size and self.read(low, low + len(key)) < key:
            low = self._find_start(low)
        return low

    def _narrow(self, key: bytes, low: int, high: int) -> tuple[int, int]:
        """Return the beginnings of two lines near each other, with the first line in between."""
        while high - low > BLOCK:
            start = self._find_start((low + high) // 2)
            if start >= high:
                # A line longer than half of what is left.
                break
            if self.read(start, start + len(key)) < key:
                low = start
            else:
                high = start
        return low, high

    def _find_start(self, position: int) -> int:
        """Return the beginning of the first line behind a position."""
        while block := self.read(position, position + BLOCK):
            end = block.find(b"\n")
            if end >= 0:
                return position + end + 1
            position += len(block)
        return self.size

    def _read_lines(self, key: bytes, block: bytes, position: int) -> bytes:
        """Return the lines that begin so, given a block that begins with the first."""
        found, end = bytearray(block), 0
        while True:
            while (line := found.find(b"\n", end) + 1) and found.startswith(key, end):
                end = line
            if line or position + len(found) >= self.size:
                return bytes(found[:end])
            found += self.read(position + len(found), position + 2 * len(found) + BLOCK)


def name_index(path: Path) -> Path:
    """Return the path of the index of a sorted file."""
    return path.with_name(f"{path.name}.index")


def read_index(path: Path) -> tuple[list[int], list[str]]:
    """Return the positions in the index of a sorted file, and the subject of the line at each.

    The index has a line for each: the position, a space and the subject.
    """
    starts: list[int] = []
    subjects: list[str] = []
    with name_index(path).open(encoding="utf-8", newline="\n") as file:
        for line in file:
            start, _, subject = line[:-1].partition(" ")
            starts.append(int(start))
            subjects.append(subject)
    return starts, subjects
