"""A reader gives back the literals that a store respells as they were written."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from terril.model.spool import RespeltLiterals, group_quads
from terril.model.triples import find_respelt
from terril.model.vocabulary import XSD
from terril.store.reader import StoreReader, build_memory_store
from terril.store.written_literals import LiteralsWriter, WrittenLiterals, collect_literals
from tests.store.literals import FORMS, QUADS, literals, node

SOURCE, EDITORIAL = node("graph/source"), node("graph/editorial")


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}{name}"))


def state(value: Literal, graph: NamedNode = SOURCE) -> Quad:
    return Quad(node("place/a"), node("p"), value, graph)


def write_literals(path: Path, quads: Iterable[Quad]) -> None:
    with closing(sqlite3.connect(path)) as database:
        writer, respelt = LiteralsWriter(database), RespeltLiterals()
        for found in group_quads(quads):
            writer.add(collect_literals(found, respelt.find_in(found.lines)))
        writer.finish()


def read_back(quads: Sequence[Quad], reader: StoreReader) -> set[Quad]:
    subjects = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    return {quad for subject in subjects for quad in reader.about(subject)}


SEVEN = [
    state(typed("7", "integer")),
    state(typed("007", "integer")),
    state(typed("7", "int")),
    state(typed("7", "byte"), EDITORIAL),
]


@given(QUADS)
@example(SEVEN)
@example([state(typed("7", "integer")), state(typed("07", "integer"), EDITORIAL)])
def test_every_statement_comes_back_as_it_was_written(quads: list[Quad]) -> None:
    reader = StoreReader(build_memory_store(quads), WrittenLiterals.collect(quads))
    assert read_back(quads, reader) == set(quads)
    for quad in quads:
        assert isinstance(quad.subject, NamedNode)
        assert quad.object in reader.values(quad.subject.value, quad.predicate.value)


@given(st.lists(literals(), max_size=30))
def test_what_is_respelt_is_what_a_store_gives_back(found: list[Literal]) -> None:
    respelt = find_respelt(found)
    for one in found:
        store = Store()
        store.add(Quad(node("place/a"), node("p"), one))
        (quad,) = store
        assert quad.object == respelt.get(one, one)


def test_numbers_booleans_times_and_durations_are_respelt() -> None:
    examples = ["007", "1.50", "1e3", "1", "12:00:00.0", "2026-03-01T24:00:00", "PT90M"]
    examples += ["2026-03-01+00:00", "2026+00:00", "2026-03+00:00", "--03+00:00", "--03-01+00:00"]
    examples += ["---01+00:00", "P0D", "P12M", "2026-03-01T12:00:00.0Z"]
    found = {
        datatype.removeprefix(XSD)
        for datatype in FORMS
        if find_respelt(Literal(text, datatype=NamedNode(datatype)) for text in examples)
    }
    kept = {name for name in found if "Binary" in name or "string" in name.lower()}
    assert {"integer", "int", "decimal", "double", "float", "boolean", "time", "dateTime"} < found
    assert {"date", "gYear", "gDay", "duration", "yearMonthDuration"} < found
    assert not kept


def test_only_the_store_s_other_spellings_are_recorded(tmp_path: Path) -> None:
    quads = [state(typed(str(number), "integer")) for number in range(1000)]
    write_literals(tmp_path / "plain.sqlite", quads)
    write_literals(tmp_path / "padded.sqlite", [*quads, state(typed("007", "integer"))])
    for name, count in (("plain", 0), ("padded", 2)):
        database = sqlite3.connect(tmp_path / f"{name}.sqlite")
        assert database.execute("SELECT count(*) FROM literals").fetchone() == (count,)
        database.close()


def test_the_record_is_a_file_that_many_threads_read(tmp_path: Path) -> None:
    path = tmp_path / "literals.sqlite"
    write_literals(path, iter(SEVEN))
    reader = StoreReader(build_memory_store(SEVEN), WrittenLiterals.open(path))
    barrier = threading.Barrier(8)

    def read(_: int) -> set[Quad]:
        barrier.wait()
        return set().union(*(read_back(SEVEN, reader) for _ in range(50)))

    with ThreadPoolExecutor(8) as pool:
        assert all(found == set(SEVEN) for found in pool.map(read, range(8)))


def test_without_a_record_the_reader_gives_what_the_store_has() -> None:
    reader = StoreReader(build_memory_store(SEVEN))
    assert {quad.object for quad in read_back(SEVEN, reader)} == {typed("7", "integer")}


@pytest.mark.parametrize("content", [None, b"", b"no database" * 100])
def test_a_record_that_cannot_be_read_is_an_error(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "literals.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(OSError, match=r"literals\.sqlite"):
        WrittenLiterals.open(path)
