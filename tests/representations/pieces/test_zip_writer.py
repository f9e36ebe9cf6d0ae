"""ZIP files of pieces are read by other programs, however large they are."""

from __future__ import annotations

import zipfile
from itertools import repeat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terril.representations.pieces import Entry, Frame, PieceFolder, PieceTable, write_zip

if TYPE_CHECKING:
    from pathlib import Path

NAMES = st.text("abc/", min_size=1, max_size=6)
CONTENTS = st.tuples(
    st.binary(max_size=9), st.lists(st.binary(max_size=999)), st.binary(max_size=9)
)


@settings(deadline=None, max_examples=30)
@given(st.dictionaries(NAMES, CONTENTS, max_size=4))
def test_every_entry_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, tuple[bytes, list[bytes], bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("zip")
    pieces = PieceFolder(folder)
    entries = []
    for name, (head, contents, tail) in files.items():
        table = PieceTable()
        for segment, content in enumerate(contents):
            table.add(pieces.add_packed("piece", segment, content))
        entries.append(Entry(name, Frame(head, tail, b","), table))
    written = write_zip(folder / "a.zip", entries)
    assert written.size == (folder / "a.zip").stat().st_size
    expected = {name: h + b",".join(contents) + t for name, (h, contents, t) in files.items()}
    with zipfile.ZipFile(folder / "a.zip") as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == expected


@pytest.mark.soak
def test_an_entry_may_be_larger_than_four_gigabytes(tmp_path: Path) -> None:
    zeros, count = bytes(100_000_000), 44
    piece = PieceFolder(tmp_path).add_packed("piece", 0, zeros)
    table = PieceTable()
    for one in repeat(piece, count):
        table.add(one)
    write_zip(tmp_path / "a.zip", [Entry("large", Frame(), table), Entry("b", Frame(b"small"))])
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.getinfo("large").file_size == count * len(zeros)
        assert archive.testzip() is None
        assert archive.read("b") == b"small"
