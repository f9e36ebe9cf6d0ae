"""Sort lines of text on disk with bounded memory; equal lines are kept once."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

MOST_CHARACTERS = 96_000_000
"""Characters that a sorter holds in memory; each line takes some fifty bytes more."""
BLOCKS = 16_000_000
"""Bytes that are read from all runs at once."""
BLOCK = 1_000_000
"""Most bytes that are read from one run at once."""
MOST_RUNS = 128
"""Runs that are merged at once; each is an open file."""


class LineSorter:
    """A sorter that writes sorted runs to a folder as its memory fills.

    Args:
        folder: of the runs; it exists.
        name: the beginning of their file names, different for each sorter in the folder.
        most_characters: characters in memory.
    """

    def __init__(self, folder: Path, name: str, most_characters: int = MOST_CHARACTERS) -> None:
        self._folder = folder
        self._name = name
        self._most = most_characters
        self._lines: list[str] = []
        self._characters = 0
        self._runs: list[Path] = []

    def add(self, lines: Sequence[str]) -> None:
        """Add lines, each with its end of line."""
        self._lines += lines
        self._characters += sum(map(len, lines))
        if self._characters > self._most:
            self._write_run()

    def finish(self) -> list[Path]:
        """Write what is in memory, and return the paths of all runs."""
        if self._lines:
            self._write_run()
        return self._runs

    def _write_run(self) -> None:
        path = self._folder / f"{self._name}.{len(self._runs)}"
        self._lines.sort()
        path.write_bytes("".join(dict.fromkeys(self._lines)).encode())
        self._runs.append(path)
        self._lines = []
        self._characters = 0


def merge_runs(runs: Sequence[Path], target: Path, kept: Sequence[Path] = ()) -> None:
    """Merge sorted runs into a sorted file, and delete them; without any, the file is empty.

    Args:
        runs: sorted files.
        target: is written.
        kept: further sorted files, which are not deleted.
    """
    left = deque(runs)
    number = 0
    while len(left) > MOST_RUNS:
        merged = target.with_name(f"{target.name}.merged.{number}")
        _merge([left.popleft() for _ in range(MOST_RUNS)], merged)
        left.append(merged)
        number += 1
    if len(left) == 1 and not kept:
        left[0].rename(target)
    else:
        _merge(left, target, kept)


def _merge(runs: Collection[Path], target: Path, kept: Sequence[Path] = ()) -> None:
    block = min(BLOCK, BLOCKS // max(len(runs), 1))
    with target.open("wb") as file:
        for lines in _merge_blocks([_Run(path, block) for path in (*runs, *kept)]):
            file.write(b"".join(lines))
    for path in runs:
        path.unlink()


def _merge_blocks(runs: Sequence[_Run]) -> Iterator[Iterable[bytes]]:
    """Yield sorted lines in blocks.

    Sorting the blocks of all runs together is faster than comparing line by line: the sort of
    Python finds the runs and merges them.
    """
    while unfinished := [run for run in runs if run.lines]:
        # Up to here every run is in memory.
        limit = min(run.lines[-1] for run in unfinished)
        block = [line for run in unfinished for line in run.take(limit)]
        block.sort()
        yield dict.fromkeys(block)


class _Run:
    """A reader of a sorted file, with a block of its lines in memory until all are taken."""

    def __init__(self, path: Path, block: int) -> None:
        self._file: BinaryIO = path.open("rb")
        self._block = block
        self.lines: list[bytes] = self._read()

    def take(self, limit: bytes) -> list[bytes]:
        """Take the lines up to a limit, itself included."""
        end = bisect_right(self.lines, limit)
        taken, self.lines = self.lines[:end], self.lines[end:]
        if not self.lines:
            self.lines = self._read()
        return taken

    def _read(self) -> list[bytes]:
        lines = self._file.readlines(self._block)
        if not lines:
            self._file.close()
        return lines
