"""A file of pieces is the same as one written at once, and so is its gzip copy."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terril.model.spool.workers import map_in_processes
from terril.representations.pieces import Frame, Piece, PieceFolder, PieceTable, write_file
from terril.representations.pieces.checksum import combine_checksums

CONTENTS = st.lists(st.binary(max_size=40), max_size=6)
FRAMES = st.builds(
    Frame, st.binary(max_size=9), st.binary(max_size=9), st.sampled_from((b"", b",\n"))
)


def collect(folder: PieceFolder, contents: Sequence[bytes]) -> PieceTable:
    table = PieceTable()
    for number, content in enumerate(contents):
        table.add(folder.add("ttl", number, content))
    return table


def make_piece(folder: PieceFolder, number: int) -> Piece:
    return folder.add("nt", number, b"%d\n" % number * 100)


def split_members(packed: bytes) -> list[bytes]:
    """Return the content of each gzip member; browsers read the first alone."""
    members = []
    while packed:
        reader = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        members.append(reader.decompress(packed) + reader.flush())
        packed = reader.unused_data
    return members


@given(st.binary(max_size=99), st.binary(max_size=99))
def test_the_checksum_of_two_parts_is_that_of_the_whole(first: bytes, second: bytes) -> None:
    sums = zlib.crc32(first), zlib.crc32(second)
    assert combine_checksums(*sums, len(second)) == zlib.crc32(first + second)


@given(CONTENTS, FRAMES)
def test_file_and_copy_have_head_pieces_and_tail(contents: list[bytes], frame: Frame) -> None:
    whole = frame.head + frame.separator.join(contents) + frame.tail
    with TemporaryDirectory() as name:
        path = Path(name) / "town.ttl"
        pieces = collect(PieceFolder(Path(name)), contents)
        plain, copy, placed = write_file(path, frame, pieces)
        written, packed = path.read_bytes(), path.with_name("town.ttl.gz").read_bytes()
    assert written == whole
    assert split_members(packed) == [whole]
    assert gzip.decompress(packed) == whole
    assert plain == ("town.ttl", len(written), hashlib.sha256(written).hexdigest())
    assert copy == ("town.ttl.gz", len(packed), hashlib.sha256(packed).hexdigest())
    assert [written[one.start : one.start + one.size] for one in placed] == contents


@given(CONTENTS.filter(bool), FRAMES)
def test_pieces_of_a_written_file_can_be_used_again(contents: list[bytes], frame: Frame) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        first = write_file(folder / "a", frame, collect(PieceFolder(folder), contents))
        again = PieceTable()
        for piece in reversed(list(first[2])):
            again.add(piece)
        write_file(folder / "b", frame, again)
        whole = frame.head + frame.separator.join(reversed(contents)) + frame.tail
        assert (folder / "b").read_bytes() == whole
        assert gzip.decompress((folder / "b.gz").read_bytes()) == whole


def test_pieces_of_several_processes_are_one_file(tmp_path: Path) -> None:
    files = set()
    for processes in (1, 2):
        folder = tmp_path / f"{processes}"
        folder.mkdir()
        table, parts = PieceTable(), PieceFolder(folder)
        for piece in map_in_processes(partial(make_piece, parts), range(20), processes):
            table.add(piece)
        files.add(write_file(folder / "town.nt", Frame(), table)[:2])
        parts.remove("nt")
        assert sorted(path.name for path in folder.iterdir()) == ["town.nt", "town.nt.gz"]
    assert len(files) == 1


def test_a_piece_that_was_cut_off_is_not_left_out_in_silence(tmp_path: Path) -> None:
    table = collect(PieceFolder(tmp_path), [b"<a> <b> <c> .\n"])
    (part,) = (path for path in tmp_path.iterdir() if path.suffix != ".gz")
    part.write_bytes(b"<a>")
    with pytest.raises(OSError, match="missing"):
        write_file(tmp_path / "town.nt", Frame(), table)
