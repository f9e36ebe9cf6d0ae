"""Record which pieces the files of a release have, so that the next release can copy them."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Self

from terril.representations.pieces import RecordedSegment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from terril.representations.pieces import Piece, PieceTable
    from terril.representations.rdf.graph_files.segment_writer import SegmentPieces


@dataclass(frozen=True)
class Records:
    """The records of pieces of a release and of an earlier one.

    Attributes:
        new: path of the record to be written.
        old: record of an earlier release, and the folder of its files; pieces that would be
            the same are copied from there.
    """

    new: Path
    old: tuple[Path, Path] | None = None


@dataclass(frozen=True, slots=True)
class SegmentNote:
    """The facts about a segment beside its pieces.

    Attributes:
        digest: of what they are made of; ``""`` if they cannot be used again.
        used: concepts of the model that it uses.
        present: names of the files that have pieces of it.
        absent: names of the files that cannot have it.
    """

    digest: str
    used: tuple[str, ...]
    present: frozenset[str]
    absent: frozenset[str]

    @classmethod
    def of(cls, segment: SegmentPieces) -> Self:
        """Return the note of a segment."""
        absent = frozenset(name for name, piece in segment.pieces.items() if piece is None)
        present = frozenset(segment.pieces) - absent
        return cls(segment.digest, tuple(sorted(segment.used)), present, absent)


def list_recorded(
    notes: Sequence[SegmentNote], files: Iterable[tuple[str, PieceTable]]
) -> Iterator[RecordedSegment]:
    """Yield the segments that can be used again, with their places in the files.

    Args:
        notes: of all segments, in order.
        files: name and pieces of each file that was written.
    """
    rows = merge(*(_list_rows(name, pieces) for name, pieces in files), key=itemgetter(0))
    for number, group in groupby(rows, key=itemgetter(0)):
        note = notes[number]
        pieces: dict[str, Piece | None] = {name: piece for _, name, piece in group}
        # Another segment may keep a file from being written.
        if note.digest and note.present <= pieces.keys():
            yield RecordedSegment(
                note.digest, list(note.used), pieces | dict.fromkeys(note.absent)
            )


def _list_rows(name: str, pieces: PieceTable) -> Iterator[tuple[int, str, Piece]]:
    return ((piece.segment, name, piece) for piece in pieces)
