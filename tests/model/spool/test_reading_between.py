"""Lines between two subjects are read without reading the rest; files that are merged stay."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terril.model.spool import SortedLines, Spool, index_spool, merge_runs

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.text(st.sampled_from("ab>-é"), max_size=4)
# Lines that are longer than a block of the file make it large.
LINES = st.lists(st.tuples(WORDS, st.sampled_from([0, 3, 9000])), max_size=30)


@settings(deadline=None)
@given(LINES, WORDS, st.none() | WORDS)
def test_they_are_those_from_a_text_to_before_another(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[str, int]],
    start: str,
    end: str | None,
) -> None:
    lines = sorted({f"{word} {'x' * length}\n".encode() for word, length in drawn})
    path = tmp_path_factory.mktemp("lines") / "lines"
    path.write_bytes(b"".join(lines))
    low, high = start.encode(), None if end is None else end.encode()
    if high is not None and high < low:
        low, high = high, low
    expected = [one for one in lines if one >= low and (high is None or one < high)]
    found = SortedLines(path).read_between(low.decode(), None if high is None else high.decode())
    assert found.encode() == b"".join(expected)


def test_a_kept_file_is_merged_and_stays(tmp_path: Path) -> None:
    for name, text in (("one", "a\nc\n"), ("two", "b\nc\n")):
        (tmp_path / name).write_text(text)
    merge_runs([tmp_path / "one"], tmp_path / "both", (tmp_path / "two",))
    assert (tmp_path / "both").read_text() == "a\nb\nc\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["both", "two"]


def test_a_worker_process_opens_the_same_statements(tmp_path: Path) -> None:
    path = tmp_path / "statements.nq"
    path.write_text("".join(f"<a:{n}> <a:p> <a:o> <a:g> .\n" for n in range(5)))
    spool = index_spool(path)
    other = pickle.loads(pickle.dumps(spool))  # noqa: S301  # our own
    assert isinstance(other, Spool)
    assert [*other.segments()] == [*spool.segments()] != []
    assert sum(map(spool.get_size, range(len(spool)))) == path.stat().st_size
    firsts = [spool.get_bounds(number) for number in range(len(spool))]
    assert firsts[0][0] == "<a:0>"
    assert firsts[-1][1] is None
