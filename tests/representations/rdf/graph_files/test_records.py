"""Pieces of an earlier release are used again, and the files are the same as without them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from terril.representations.rdf.graph_files import (
    DatasetKinds,
    GraphFilesPlan,
    ModelConcepts,
    Records,
    write_graph_files,
)
from tests.representations.rdf.graph_files.towns import (
    ADDRESSES,
    CONTEXT,
    DATASETS,
    QUADS,
    make_quads,
)
from tests.spools import write_spool


def write_again(
    quads: Sequence[Quad],
    folder: Path,
    earlier: Path | None,
    datasets: tuple[DatasetKinds, ...] = DATASETS,
) -> Mapping[str, bytes]:
    """Write the files of a release, with the pieces of an earlier one in another folder."""
    files = folder / "files"
    files.mkdir(parents=True)
    spool, links = write_spool(folder, quads)
    old = (earlier / "record", earlier / "files") if earlier else None
    records = Records(folder / "record", old)
    concepts = ModelConcepts(quads)
    plan = GraphFilesPlan(spool, links, ADDRESSES, CONTEXT, datasets, concepts, records)
    write_graph_files(plan, files)
    return {path.name: path.read_bytes() for path in files.iterdir()}


REMOVED = st.sets(st.integers(0, 24))


@given(QUADS, QUADS, REMOVED)
@settings(max_examples=15)
def test_files_with_pieces_of_an_earlier_release_are_the_same(
    quads: list[Quad], more: list[Quad], removed: set[int]
) -> None:
    compare_releases(quads, more, removed)


@pytest.mark.soak
@given(QUADS, QUADS, REMOVED)
@settings(max_examples=600)
def test_files_with_pieces_of_an_earlier_release_are_the_same_every_time(
    quads: list[Quad], more: list[Quad], removed: set[int]
) -> None:
    compare_releases(quads, more, removed)


def compare_releases(quads: list[Quad], more: list[Quad], removed: set[int]) -> None:
    later = [quad for place, quad in enumerate(quads) if place not in removed] + more[:2]
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_again(quads, folder / "first", None)
        expected = write_again(later, folder / "alone", None)
        found = write_again(later, folder / "second", folder / "first")
        assert found == expected
        assert write_again(later, folder / "third", folder / "second") == expected
        records = [(folder / one / "record").read_bytes() for one in ("alone", "second", "third")]
        assert records[0] == records[1] == records[2]


def test_a_damaged_piece_is_written_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    quads = make_quads(2000)
    first = write_again(quads, tmp_path / "first", None)
    expected = write_again(quads[1:], tmp_path / "alone", None)
    assert write_again(quads[1:], tmp_path / "second", tmp_path / "first") == expected
    assert not caplog.records
    town = tmp_path / "first" / "files" / "town.ttl"
    # The name of another place, of the same length.
    town.write_bytes(first["town.ttl"].replace(b"Place 777", b"Place 888"))
    assert write_again(quads[1:], tmp_path / "third", tmp_path / "first") == expected
    assert "town.ttl" in caplog.text
    assert (tmp_path / "third" / "record").read_bytes() == (
        tmp_path / "alone" / "record"
    ).read_bytes()


def test_a_damaged_record_is_not_used(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    quads = make_quads(20)
    expected = write_again(quads, tmp_path / "first", None)
    record = tmp_path / "first" / "record"
    record.write_bytes(record.read_bytes().replace(b"town", b"tawn"))
    assert write_again(quads, tmp_path / "second", tmp_path / "first") == expected
    assert "line 1" in caplog.text


def test_other_datasets_have_other_pieces(tmp_path: Path) -> None:
    quads = make_quads(5)
    write_again(quads, tmp_path / "first", None)
    other = (DatasetKinds("spots", ("place",), ()),)
    again = write_again(quads, tmp_path / "second", tmp_path / "first", other)
    assert again == write_again(quads, tmp_path / "third", None, other)
    assert "spots.ttl" in again
