"""Join pieces to a file and its gzip copy."""

from __future__ import annotations

import hashlib
import os
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from terril.model.formats import GZIP
from terril.representations.pieces.checksum import combine_checksums
from terril.representations.pieces.piece import DamagedPieceError, Piece, PieceTable
from terril.representations.pieces.piece_folder import pack

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

# RFC 1952, section 2.3: deflate, no name and no time stamp, so that equal content has equal
# bytes on every machine; RFC 1951, section 3.2.3: an empty last block.
GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
LAST_BLOCK = b"\x03\x00"


class WrittenFile(NamedTuple):
    """A file that was written.

    Attributes:
        name: of the file.
        size: its bytes.
        sha256: its digest in hex digits.
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The content of a file beside its pieces.

    Attributes:
        head: before them.
        tail: behind them.
        separator: between each two.
    """

    head: bytes = b""
    tail: bytes = b""
    separator: bytes = b""


def write_file(
    path: Path, frame: Frame, pieces: PieceTable
) -> tuple[WrittenFile, WrittenFile, PieceTable]:
    """Write a file and its gzip copy; return both, and where its pieces are in them.

    Args:
        path: of the file; the copy has the same name with ``.gz``.
        frame: head and tail.
        pieces: in order.

    Raises:
        OSError: a piece cannot be read or a file cannot be written.
    """
    packed = pack_frame(frame)
    placed = _place(str(path), pieces, frame, packed)
    with Output(path) as output:
        join(output, frame, pieces, compressed=False)
    with Output(path.with_name(f"{path.name}.{GZIP}")) as copy:
        copy.write(GZIP_HEAD)
        join(copy, packed, pieces, compressed=True)
        checksum = compute_checksum(frame, pieces)
        copy.write(LAST_BLOCK + _format_number(checksum) + _format_number(output.size))
    return output.describe(), copy.describe(), placed


class Output:
    """A file under construction, with its size and digest."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("wb")
        self._digest = hashlib.sha256()
        self._name = path.name
        self.size = 0

    def __enter__(self) -> Output:
        """Return the file."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._file.close()

    def write(self, content: bytes) -> None:
        """Write behind what is there."""
        self._file.write(content)
        self._digest.update(content)
        self.size += len(content)

    def describe(self) -> WrittenFile:
        """Return name, size and digest."""
        return WrittenFile(self._name, self.size, self._digest.hexdigest())


def join(output: Output, frame: Frame, pieces: PieceTable, *, compressed: bool) -> None:
    """Write head, pieces and tail, or what they are compressed to."""
    output.write(frame.head)
    with ExitStack() as stack:
        files: dict[str, BinaryIO] = {}
        for number, piece in enumerate(pieces):
            name = f"{piece.path}.{GZIP}" if compressed else piece.path
            if name not in files:
                files[name] = stack.enter_context(open(name, "rb"))  # noqa: PTH123
            if number and frame.separator:
                output.write(frame.separator)
            output.write(_read(files[name], piece, compressed=compressed))
    output.write(frame.tail)


def _read(file: BinaryIO, piece: Piece, *, compressed: bool) -> bytes:
    """Return a piece.

    Raises:
        DamagedPieceError: it is not as it was written; an earlier release may be damaged.
    """
    start, size, checksum = piece[5:8] if compressed else piece[2:5]
    content = os.pread(file.fileno(), size, start)
    if zlib.crc32(content) != checksum:
        raise DamagedPieceError(f"{file.name}: {size} bytes at {start} are missing or damaged")
    return content


def pack_frame(frame: Frame) -> Frame:
    """Return the frame of the compressed pieces."""
    parts = frame.head, frame.tail, frame.separator
    return Frame(*(pack(one) if one else b"" for one in parts))


def _place(path: str, pieces: PieceTable, frame: Frame, packed: Frame) -> PieceTable:
    """Return where each piece is in a file and its compressed copy."""
    placed = PieceTable()
    start, packed_start = len(frame.head), len(GZIP_HEAD) + len(packed.head)
    for piece in pieces:
        if len(placed):
            start += len(frame.separator)
            packed_start += len(packed.separator)
        placed.add(piece._replace(path=path, start=start, packed_start=packed_start))
        start += piece.size
        packed_start += piece.packed_size
    return placed


def compute_checksum(frame: Frame, pieces: PieceTable) -> int:
    """Return the CRC-32 of a file."""
    separator = len(frame.separator), zlib.crc32(frame.separator)
    checksum = zlib.crc32(frame.head)
    for number, piece in enumerate(pieces):
        if number and frame.separator:
            checksum = combine_checksums(checksum, separator[1], separator[0])
        checksum = combine_checksums(checksum, piece.checksum, piece.size)
    return combine_checksums(checksum, zlib.crc32(frame.tail), len(frame.tail))


def _format_number(number: int) -> bytes:
    """Return a number modulo 2^32, the lowest byte first (RFC 1952, section 2.1)."""
    return (number % 2**32).to_bytes(4, "little")
