"""Find the things that several parts of the files of a graph give a type."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

TYPED = b" 1\n"
BLOCK = 4_000_000
"""Bytes that are read at once."""


def find_repeated_types(origins: Path, graphs: Sequence[str]) -> Iterator[str]:
    """Yield the things that are typed in two files of a graph, or in two chunks of a file.

    Args:
        origins: lines with subject, file, chunk and 1 for a type, sorted.
        graphs: of the files by their numbers.
    """
    for lines in _read_repeated(origins):
        for subject, group in groupby(lines, _get_subject):
            named = [graphs[int(line.split(b" ")[1])] for line in group]
            if len(set(named)) < len(named) and subject[:1] == b"<":
                yield subject.decode()


def _read_repeated(origins: Path) -> Iterator[Iterable[bytes]]:
    """Yield the lines with a type in blocks, without blocks in which no subject is repeated."""
    rest: list[bytes] = []
    with origins.open("rb") as file:
        while lines := file.readlines(BLOCK):
            typed = [line for line in lines if line.endswith(TYPED)]
            typed[:0] = rest
            subjects = list(map(_get_subject, typed))
            # The last subject may go on in the next block.
            start = subjects.index(subjects[-1]) if subjects else 0
            if len(set(subjects)) < len(subjects):
                yield typed[:start]
            rest = typed[start:]
    yield rest


def _get_subject(line: bytes) -> bytes:
    return line[: line.index(b" ")]
