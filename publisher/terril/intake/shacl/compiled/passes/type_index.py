"""An index of the classes of all things, in a file that processes share."""

from __future__ import annotations

import mmap
from array import array
from bisect import bisect_left
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.shapes.shape_graph import SUBCLASS, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from terril.model.spool import Spool

MARK = f" {TYPE} "
DIGEST = 16
"""Bytes of a digest: nobody can find two things with the same one."""
NUMBER = 4
Classes = tuple[str, ...]
Axiom = tuple[str, str]


class TypeIndex:
    """The classes of each thing, found by a digest of its N-Triples text.

    Args:
        path: of a file of :func:`write_type_index`.
        classes: the sets of classes that things have.
    """

    def __init__(self, path: Path, classes: list[Classes]) -> None:
        self._classes = classes
        with path.open("rb") as file:
            size = path.stat().st_size
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        count = size // (DIGEST + NUMBER)
        whole = memoryview(content)
        self._firsts = whole[: 8 * count].cast("Q")
        self._seconds = whole[8 * count : 16 * count].cast("Q")
        self._numbers = whole[16 * count :].cast("I")

    def find(self, node: str) -> Classes:
        """Return the classes of a thing."""
        digest = _digest(node)
        first = int.from_bytes(digest[:8], "big")
        second = int.from_bytes(digest[8:], "big")
        place = bisect_left(self._firsts, first)
        while place < len(self._firsts) and self._firsts[place] == first:
            if self._seconds[place] == second:
                return self._classes[self._numbers[place]]
            place += 1
        return ()


def write_type_index(spool: Spool, path: Path) -> tuple[list[Classes], list[Axiom]]:
    """Write the index of a spool; it takes some seventy bytes of memory for each thing.

    Returns:
        The sets of classes in the index, and subclass and superclass of each axiom in the data.
    """
    numbers: dict[Classes, int] = {}
    entries: list[bytes] = []
    axioms: list[Axiom] = []
    for segment in spool.segments():
        if SUBCLASS in segment.text:
            for about in segment.subjects():
                axioms += [(about.subject, one) for one in about.values.get(SUBCLASS, ())]
        for subject, classes in _find_types(segment.text):
            number = numbers.setdefault(classes, len(numbers))
            entries.append(_digest(subject) + number.to_bytes(NUMBER, "big"))
    entries.sort()
    with path.open("wb") as file:
        for kind, start, end in (("Q", 0, 8), ("Q", 8, 16), ("I", 16, 20)):
            column = array(kind, (int.from_bytes(one[start:end], "big") for one in entries))
            column.tofile(file)
    return list(numbers), axioms


def _find_types(text: str) -> Iterator[tuple[str, Classes]]:
    """Yield each subject of a segment with its classes."""
    parts = text.split(MARK)
    subject, classes = "", dict[str, None]()
    for before, after in pairwise(parts):
        found = before[before.rfind("\n") + 1 :]
        # The mark may stand in a text as well.
        if " " in found:
            continue
        if found != subject:
            if classes:
                yield subject, tuple(classes)
            subject, classes = found, {}
        classes[after[: after.index(" ")]] = None
    if classes:
        yield subject, tuple(classes)


def _digest(node: str) -> bytes:
    return blake2b(node.encode(), digest_size=DIGEST).digest()
