"""Open the sorted statements of a town, and divide them into segments."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING
from zlib import crc32

from terril.model.spool.segment import SUBJECT, Segment, read_subject
from terril.model.spool.sorted_lines import SortedLines, name_index, read_index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from terril.model.spool.subject_statements import SubjectStatements

BLOCK = 8_000_000
SUBJECTS_OF_A_SEGMENT = 256
"""Number of subjects of a segment on average."""
SUBJECT_BYTES = re.compile(SUBJECT.pattern.encode(), re.MULTILINE)
KIND = re.compile(rb".*[/#]")


class Spool:
    """A sorted file of N-Quads with an index beside it; safe to use from many threads.

    Args:
        path: of the file, which :func:`index_spool` has indexed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lines = SortedLines(path)
        self._starts, self._firsts = read_index(path)
        self._ends = [*self._starts[1:], self._lines.size]

    def __reduce__(self) -> tuple[type[Spool], tuple[Path]]:
        """Pickle the path: a worker process opens the file again."""
        return Spool, (self.path,)

    def __len__(self) -> int:
        """Return the number of segments."""
        return len(self._starts)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self._lines.size

    def get_size(self, number: int) -> int:
        """Return the bytes of a segment."""
        return self._ends[number] - self._starts[number]

    def get_bounds(self, number: int) -> tuple[str, str | None]:
        """Return the first subject of a segment and that of the next; ``None`` behind the last."""
        behind = number + 1
        return self._firsts[number], self._firsts[behind] if behind < len(self) else None

    def read_segment(self, number: int) -> Segment:
        """Return a segment, given its number from 0."""
        block = self._lines.read(self._starts[number], self._ends[number])
        return Segment(number, block.decode())

    def segments(self) -> Iterator[Segment]:
        """Yield all segments in order."""
        return map(self.read_segment, range(len(self)))

    def find_mentions(self, text: str) -> Iterator[SubjectStatements]:
        """Yield the subjects of the segments that contain a text, such as that of a term."""
        for segment in self.segments():
            if text in segment.text:
                yield from segment.subjects()

    def find_segment(self, subject: str) -> int:
        """Return the number of the segment that has a subject if any has, at least 0."""
        return max(bisect_right(self._firsts, subject) - 1, 0)

    def find(self, subject: str) -> SubjectStatements | None:
        """Return the statements about a subject, given its N-Triples text; ``None`` if none is."""
        if not self._starts:
            return None
        number = self.find_segment(subject)
        lines = self._lines.find(f"{subject} ", self._starts[number], self._ends[number])
        return read_subject(subject, lines) if lines else None

    def find_values(self, subject: str, predicate: str) -> list[str]:
        """Return the different objects of a subject and a predicate, sorted."""
        found = self.find(subject)
        return found.values.get(predicate, []) if found else []


def index_spool(path: Path) -> Spool:
    """Divide a sorted file of N-Quads into segments, and open it.

    A segment ends before a subject that a checksum chooses, or whose IRI differs up to its last
    ``/`` or ``#``: it depends on no other subject, so that segments without a change remain.
    """
    with name_index(path).open("wb") as file:
        before = None
        for start, subject in _find_subjects(path):
            kind = KIND.match(subject)
            group = kind[0] if kind else b""
            if group != before or crc32(subject) % SUBJECTS_OF_A_SEGMENT == 0:
                file.write(b"%d %b\n" % (start, subject))
            before = group
    return Spool(path)


def _find_subjects(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield each subject with the position of its first line."""
    with path.open("rb") as file:
        position, rest = 0, b""
        before = b""
        while block := file.read(BLOCK):
            block = rest + block
            end = block.rfind(b"\n") + 1
            for match in SUBJECT_BYTES.finditer(block, 0, end):
                # A subject may go on in the next block.
                if match[1] != before:
                    yield position + match.start(), match[1][:-1]
                before = match[1]
            position, rest = position + end, block[end:]
