"""Join pieces to the entries of a ZIP file (APPNOTE.TXT 6.3.10 of PKWARE).

Entries have no time of their own, so that equal content has equal bytes at any time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import pack as pack_fields
from typing import TYPE_CHECKING, NamedTuple

from terril.representations.pieces.file_writer import (
    LAST_BLOCK,
    Frame,
    Output,
    WrittenFile,
    compute_checksum,
    join,
    pack_frame,
)
from terril.representations.pieces.piece import PieceTable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DEFLATE = 8
FIRST_DAY = 1 << 5 | 1
"""1 January 1980 (section 4.4.6)."""
MOST = 0xFFFFFFFF
"""The stand-in for a size that takes more than 32 bits and is in the ZIP64 field (4.4.8)."""
PLAIN, LARGE = 20, 45
"""Versions that are needed to read an entry: without and with ZIP64 (4.4.3)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a ZIP file.

    Attributes:
        name: in ASCII.
        frame: what it has beside its pieces.
        pieces: in order.
    """

    name: str
    frame: Frame
    pieces: PieceTable = field(default_factory=PieceTable)


class _Header(NamedTuple):
    name: bytes
    checksum: int
    packed_size: int
    size: int
    start: int


def write_zip(path: Path, entries: Iterable[Entry]) -> WrittenFile:
    """Write a ZIP file; compressed pieces are joined as they are.

    Raises:
        OSError: a piece cannot be read or the file cannot be written.
    """
    headers = []
    with Output(path) as output:
        for entry in entries:
            packed = pack_frame(entry.frame)
            header = _Header(
                entry.name.encode("ascii"),
                compute_checksum(entry.frame, entry.pieces),
                _measure(packed, [piece.packed_size for piece in entry.pieces]) + len(LAST_BLOCK),
                _measure(entry.frame, [piece.size for piece in entry.pieces]),
                output.size,
            )
            output.write(_write_local_header(header))
            join(output, packed, entry.pieces, compressed=True)
            output.write(LAST_BLOCK)
            headers.append(header)
        start = output.size
        for header in headers:
            output.write(_write_central_header(header))
        output.write(_write_end(len(headers), start, output.size - start))
    return output.describe()


def _measure(frame: Frame, sizes: list[int]) -> int:
    between = len(frame.separator) * max(len(sizes) - 1, 0)
    return len(frame.head) + sum(sizes) + between + len(frame.tail)


def _write_local_header(header: _Header) -> bytes:
    """Section 4.3.7, with the ZIP64 field of section 4.5.3 if a size needs it."""
    large = max(header.packed_size, header.size) >= MOST
    extra = _write_extra(header.size, header.packed_size) if large else b""
    return b"PK\3\4" + _write_common(header, extra, large=large) + header.name + extra


def _write_central_header(header: _Header) -> bytes:
    """Section 4.3.12."""
    large = max(header.packed_size, header.size, header.start) >= MOST
    extra = _write_extra(header.size, header.packed_size, header.start) if large else b""
    version = LARGE if large else PLAIN
    start = MOST if large else header.start
    rest = pack_fields("<HHHLL", 0, 0, 0, 0, start)
    common = _write_common(header, extra, large=large)
    return b"PK\1\2" + pack_fields("<H", version) + common + rest + header.name + extra


def _write_common(header: _Header, extra: bytes, *, large: bool) -> bytes:
    sizes = (MOST, MOST) if large else (header.packed_size, header.size)
    return pack_fields(
        "<HHHHHLLLHH",
        *(LARGE if large else PLAIN, 0, DEFLATE, 0, FIRST_DAY, header.checksum),
        *(*sizes, len(header.name), len(extra)),
    )


def _write_extra(*numbers: int) -> bytes:
    return pack_fields(f"<HH{len(numbers)}Q", 1, 8 * len(numbers), *numbers)


def _write_end(count: int, start: int, size: int) -> bytes:
    """Section 4.3.16, behind the records of sections 4.3.14 and 4.3.15 if it needs them."""
    end = b"PK\5\6" + pack_fields(
        "<HHHHLLH", 0, 0, count, count, min(size, MOST), min(start, MOST), 0
    )
    if start + size < MOST:
        return end
    large = b"PK\6\6" + pack_fields(
        "<QHHLLQQQQ", 44, LARGE, LARGE, 0, 0, count, count, size, start
    )
    return large + b"PK\6\7" + pack_fields("<LQL", 0, start + size, 1) + end
