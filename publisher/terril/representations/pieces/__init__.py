"""Make large files of pieces, each compressed once, and the piece of a segment once.

A file is a head, the pieces of its segments in order, and a tail. Worker processes put pieces
into a :class:`PieceFolder` as they make them; :func:`write_file` joins them, and compresses
nothing again: the gzip copy of a file is one member (RFC 1952) made of the same pieces.
"""

from terril.representations.pieces.file_writer import Frame, WrittenFile, write_file
from terril.representations.pieces.piece import DamagedPieceError, Piece, PieceTable
from terril.representations.pieces.piece_folder import PieceFolder
from terril.representations.pieces.piece_record import (
    PieceRecord,
    RecordedSegment,
    write_record,
)
from terril.representations.pieces.zip_writer import Entry, write_zip

__all__ = [
    "DamagedPieceError",
    "Entry",
    "Frame",
    "Piece",
    "PieceFolder",
    "PieceRecord",
    "PieceTable",
    "RecordedSegment",
    "WrittenFile",
    "write_file",
    "write_record",
    "write_zip",
]
