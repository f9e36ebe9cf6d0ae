"""Find the pieces of an earlier release, by the digest of what they were made of.

A record is a file of JSON Lines: digest, further facts of the segment, and its pieces by the name
of the file; ``null`` where the segment cannot be in the file. It is as large as a thousandth of
the files that it describes, and is read into memory.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from terril.representations.pieces.piece import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class RecordedSegment(NamedTuple):
    """A segment whose pieces are in files.

    Attributes:
        digest: of what the pieces were made of.
        facts: what else is known of the segment, as JSON has it.
        pieces: by the name of the file; ``None`` for a file that cannot have the segment.
    """

    digest: str
    facts: list[str]
    pieces: Mapping[str, Piece | None]


class PieceRecord:
    """A record of an earlier release.

    Args:
        path: of the record.
        folder: of the files that it describes.

    Raises:
        OSError: it cannot be read.
    """

    def __init__(self, path: Path, folder: Path) -> None:
        self._folder = folder
        with path.open(encoding="utf-8", newline="\n") as file:
            self._lines = {json.loads(line)[0]: line for line in file}

    def find(self, digest: str, number: int) -> RecordedSegment | None:
        """Return a segment that was made of the same, ``None`` if there was none.

        Args:
            digest: of what its pieces are made of.
            number: that it has now.
        """
        line = self._lines.get(digest)
        if line is None:
            return None
        _, facts, found = json.loads(line)
        pieces = {name: row and self._place(name, number, row) for name, row in found.items()}
        return RecordedSegment(digest, facts, pieces)

    def _place(self, name: str, number: int, row: list[Any]) -> Piece:
        start, size, checksum, packed_start, packed_size, packed_checksum, names = row
        sizes = start, size, checksum, packed_start, packed_size, packed_checksum
        return Piece(number, str(self._folder / name), *sizes, tuple(names))


def write_record(path: Path, segments: Iterable[RecordedSegment]) -> None:
    """Write a record of segments, whose pieces are placed in their files.

    Raises:
        OSError: it cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for digest, facts, pieces in segments:
            rows = {name: piece and piece[2:] for name, piece in sorted(pieces.items())}
            file.write(json.dumps([digest, facts, rows], ensure_ascii=False) + "\n")
