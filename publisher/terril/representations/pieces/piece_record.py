"""Find the pieces of an earlier release, by the digest of what they were made of.

A record has a line for each segment: the digest, the CRC-32 of what follows, and as JSON further
facts of the segment and its pieces by the name of the file; ``null`` where the segment cannot be
in the file. It is as large as a thousandth of the files that it describes, and is read into
memory.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from terril.representations.pieces.piece import DamagedPieceError, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


LINE = re.compile(rb"([0-9a-f]+) ([0-9a-f]{8}) (.*)\n")


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
        DamagedPieceError: it is no record.
    """

    def __init__(self, path: Path, folder: Path) -> None:
        self._folder = folder
        self._lines: dict[str, str] = {}
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                match = LINE.fullmatch(line)
                if match is None or int(match[2], 16) != crc32(match[3]):
                    raise DamagedPieceError(f"{path}: line {number} is damaged")
                self._lines[match[1].decode()] = match[3].decode()

    def find(self, digest: str, number: int) -> RecordedSegment | None:
        """Return a segment that was made of the same, ``None`` if there was none.

        Args:
            digest: of what its pieces are made of.
            number: that it has now.
        """
        line = self._lines.get(digest)
        if line is None:
            return None
        facts, found = json.loads(line)
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
    with path.open("wb") as file:
        for digest, facts, pieces in segments:
            rows = {name: piece and piece[2:] for name, piece in sorted(pieces.items())}
            line = json.dumps([facts, rows]).encode()
            file.write(b"%b %08x %b\n" % (digest.encode(), crc32(line), line))
