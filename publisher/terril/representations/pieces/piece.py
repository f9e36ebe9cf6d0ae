"""One piece of a file, and the tables of pieces, which are small enough to stay in memory."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = 7


class Piece(NamedTuple):
    """What a segment is in a file.

    Attributes:
        segment: number of the segment.
        path: of a file that has the piece; the file named like it with ``.gz`` has it compressed.
        start: position of the piece in the file.
        size: its bytes.
        checksum: its CRC-32.
        packed_start: position in the compressed file.
        packed_size: bytes there: raw deflate (RFC 1951) that ends at a byte and needs nothing
            in front of it.
    """

    segment: int
    path: str
    start: int
    size: int
    checksum: int
    packed_start: int
    packed_size: int


@dataclass
class PieceTable:
    """The pieces of a file, in order; 56 bytes each.

    Attributes:
        paths: files that have pieces.
        rows: numbers of all pieces, one after the other: segment, place in ``paths``, start,
            size, checksum, start and size in the compressed file.
    """

    paths: list[str] = field(default_factory=list)
    rows: array[int] = field(default_factory=lambda: array("Q"))

    def add(self, piece: Piece) -> None:
        """Add a piece behind the others."""
        segment, path, *numbers = piece
        if path not in self.paths:
            self.paths.append(path)
        self.rows.extend((segment, self.paths.index(path), *numbers))

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.rows) // COLUMNS

    def __iter__(self) -> Iterator[Piece]:
        """Iterate over the pieces in order."""
        for row in range(0, len(self.rows), COLUMNS):
            segment, path, *numbers = self.rows[row : row + COLUMNS]
            yield Piece(segment, self.paths[path], *numbers)
