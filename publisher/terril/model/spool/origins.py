"""Find the chunks of files that describe a subject, in a sorted file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from terril.model.spool.sorted_lines import SortedLines
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TYPED = f" {TYPE} "


class Origin(NamedTuple):
    """A chunk of a file with statements about a subject.

    Attributes:
        file: number of the file, in the order in which the files of the town are read.
        chunk: number of the chunk in its file.
        typed: ``True`` if a statement there gives the subject a type.
    """

    file: int
    chunk: int
    typed: bool


class Origins:
    """The chunks that describe each subject of a town; safe to use from many threads.

    Args:
        path: of a sorted file with the lines of :func:`collect_origins`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lines = SortedLines(path)

    def find(self, subject: str) -> list[Origin]:
        """Return the chunks that describe a subject, given its N-Triples text, in order."""
        return [_read(line) for line in self._lines.find(f"{subject} ").split("\n")[:-1]]

    def subjects(self) -> Iterator[str]:
        """Yield the N-Triples text of each subject of the town, sorted."""
        before = ""
        with self.path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                subject = line[: line.index(" ")]
                if subject != before:
                    yield subject
                before = subject


def _read(line: str) -> Origin:
    _, file, chunk, typed = line.split(" ")
    return Origin(int(file), int(chunk), typed == "1")


def collect_origins(lines: Iterable[str], file: int, chunk: int) -> list[str]:
    """Return a line for each subject of the N-Quads of a chunk: subject, file, chunk and type.

    Numbers have leading zeros, so that sorted lines are in the order of the files.
    """
    typed: dict[str, int] = {}
    before = ""
    for line in lines:
        if not (before and line.startswith(before)):
            before = line[: line.index(" ") + 1]
            typed.setdefault(before, 0)
        if line.startswith(TYPED, len(before) - 1):
            typed[before] = 1
    return [f"{subject}{file:07} {chunk:07} {mark}\n" for subject, mark in typed.items()]
