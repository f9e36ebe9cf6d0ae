"""One piece of a file, and the tables of pieces, which are small enough to stay in memory."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = 9


class DamagedPieceError(OSError):
    """A piece, or a record of pieces, that is not as it was written."""


class Piece(NamedTuple):
    """The part of a file that is made of one segment.

    Attributes:
        segment: number of the segment.
        path: of a file that has the piece; the file named like it with ``.gz`` has it compressed.
        start: position of the piece in the file.
        size: its bytes.
        checksum: its CRC-32.
        packed_start: position in the compressed file.
        packed_size: bytes there: raw deflate (RFC 1951) that ends at a byte and needs nothing
            in front of it.
        packed_checksum: CRC-32 of these bytes.
        names: what the head of the file has to define for the piece, such as prefixes; sorted.
    """

    segment: int
    path: str
    start: int
    size: int
    checksum: int
    packed_start: int
    packed_size: int
    packed_checksum: int
    names: tuple[str, ...] = ()


@dataclass
class PieceTable:
    """The pieces of a file, in order; 72 bytes each.

    Attributes:
        paths: the number of each file that has pieces.
        names: the number of each combination of names.
        rows: the numbers of all pieces, one after the other, in the order of :class:`Piece`.
    """

    paths: dict[str, int] = field(default_factory=dict)
    names: dict[tuple[str, ...], int] = field(default_factory=dict)
    rows: array[int] = field(default_factory=lambda: array("Q"))

    def add(self, piece: Piece) -> None:
        """Add a piece behind the others."""
        segment, path, *numbers, names = piece
        place = self.paths.setdefault(path, len(self.paths))
        combination = self.names.setdefault(names, len(self.names))
        self.rows.extend((segment, place, *numbers, combination))

    def collect_names(self) -> set[str]:
        """Return the names of all pieces."""
        return set().union(*self.names)

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.rows) // COLUMNS

    def __iter__(self) -> Iterator[Piece]:
        """Iterate over the pieces in order."""
        paths, names = tuple(self.paths), tuple(self.names)
        for row in range(0, len(self.rows), COLUMNS):
            segment, path, *numbers, combination = self.rows[row : row + COLUMNS]
            start, size, checksum, packed_start, packed_size, packed_checksum = numbers
            sizes = start, size, checksum, packed_start, packed_size, packed_checksum
            yield Piece(segment, paths[path], *sizes, names[combination])
