"""Keep pieces in a folder until the files are written."""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING

from terril.model.formats import GZIP
from terril.representations.pieces.piece import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LEVEL = 6
"""Of compression: 9 takes half as long again for one percent."""
FAST = 3
"""Of workbooks, whose markup is large: 6 takes two and a half times as long for ten percent."""
RAW = -zlib.MAX_WBITS


class PieceFolder:
    """A folder to which several processes add pieces, each in files of its own.

    Args:
        folder: exists, and is empty at first.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, group: str, segment: int, content: bytes, names: Iterable[str] = ()) -> Piece:
        """Add a piece of a segment, and compress it.

        Args:
            group: name of the pieces that are removed together.
            segment: number of the segment.
            content: the piece.
            names: what the head of the file has to define for it.

        Raises:
            OSError: it cannot be written.
        """
        path = self.folder / f"{group}:{os.getpid()}"
        compressed = pack(content)
        start = _append(path, content)
        packed_start = _append(path.with_name(f"{path.name}.{GZIP}"), compressed)
        plain = start, len(content), zlib.crc32(content)
        packed = packed_start, len(compressed), zlib.crc32(compressed)
        return Piece(segment, str(path), *plain, *packed, tuple(sorted(names)))

    def add_packed(self, group: str, segment: int, content: bytes) -> Piece:
        """Add a piece of a file that has a compressed form only; arguments as for :meth:`add`.

        Raises:
            OSError: it cannot be written.
        """
        path = self.folder / f"{group}:{os.getpid()}"
        compressed = pack(content, FAST)
        start = _append(path.with_name(f"{path.name}.{GZIP}"), compressed)
        packed = start, len(compressed), zlib.crc32(compressed)
        return Piece(segment, str(path), 0, len(content), zlib.crc32(content), *packed)

    def remove(self, group: str) -> None:
        """Remove the pieces of a group, of all processes."""
        for path in self.folder.glob(f"{group}:*"):
            path.unlink()


def pack(content: bytes, level: int = LEVEL) -> bytes:
    """Compress so that the result can stand behind and before any other (zlib's full flush)."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, RAW)
    return compressor.compress(content) + compressor.flush(zlib.Z_FULL_FLUSH)


def _append(path: Path, content: bytes) -> int:
    """Write behind the end of a file; return where that was."""
    with path.open("ab") as file:
        start = file.tell()
        file.write(content)
    return start
