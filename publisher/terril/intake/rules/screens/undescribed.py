"""Find the targets of links that are no subjects, in two sorted files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLOCK = 4_000_000
"""Bytes that are read at once."""


def count_undescribed(links: Path, origins: Path, start: str) -> Counter[str]:
    """Return the N-Triples texts of targets that no file describes, with their links.

    Args:
        links: lines that begin with the target of a link, sorted.
        origins: lines that begin with a subject, sorted.
        start: first characters of the targets in question.
    """
    found: Counter[str] = Counter()
    subjects = _read_firsts(origins, b"")
    described: set[bytes] = set()
    last = b""
    for targets in _read_firsts(links, start.encode()):
        missing = set(targets) - described
        while last < targets[-1] and (block := next(subjects, None)):
            described, last = set(block), block[-1]
            missing -= described
        if missing:
            found.update(one.decode() for one in targets if one in missing)
    return found


def _read_firsts(path: Path, start: bytes) -> Iterator[list[bytes]]:
    """Yield the first words of lines that begin so, in blocks."""
    with path.open("rb") as file:
        while lines := file.readlines(BLOCK):
            if words := [line[: line.index(b" ")] for line in lines if line.startswith(start)]:
                yield words


def list_chunks(origins: Path) -> list[tuple[int, int]]:
    """Return the numbers of files and chunks that describe anything, sorted."""
    with origins.open(encoding="utf-8", newline="\n") as file:
        found = {tuple(line.split(" ")[1:3]) for line in file}
    return sorted((int(file_number), int(chunk)) for file_number, chunk in found)
