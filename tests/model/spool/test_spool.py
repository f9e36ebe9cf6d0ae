"""Sorted statements on disk: what was added is found again, whatever the order and the blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from terril.model.spool import (
    LineSorter,
    Links,
    Origin,
    Origins,
    Spool,
    collect_links,
    collect_origins,
    index_spool,
    line_sorter,
    merge_runs,
)
from terril.model.spool.term_text import (
    format_line,
    get_datatype,
    get_language,
    get_text,
    read_term,
)
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import pytest

NAMES = st.sampled_from(["a", "a-b", "ab", "b/c", "b/d", "é", "a" * 6000])
IRIS = NAMES.map(lambda name: NamedNode(f"http://town.example/{name}"))
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\\n\r\t\x85\u2028'), max_size=5
)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    TEXTS.map(lambda text: Literal(text, language="fr")),
    TEXTS.map(lambda text: Literal(text, datatype=NamedNode("http://town.example/number"))),
)
QUADS = st.lists(st.builds(Quad, IRIS, IRIS | st.just(TYPE), IRIS | LITERALS, IRIS), max_size=60)


def make_spool(folder: Path, quads: Sequence[Quad], most: int) -> tuple[Spool, Links]:
    """Sort statements with runs of some characters."""
    folder.mkdir()
    sorter, links = LineSorter(folder, "s", most), LineSorter(folder, "l", most)
    for quad in quads:
        sorter.add([format_line(quad)])
        links.add(collect_links(format_line(quad)))
    for one, name in ((sorter, "spool"), (links, "links")):
        merge_runs(one.finish(), folder / name)
    return index_spool(folder / "spool"), Links(folder / "links")


def select(quads: Iterable[Quad], subject: NamedNode) -> list[tuple[str, str, str]]:
    """Return the sorted statements about a subject."""
    about = {quad for quad in quads if quad.subject == subject}
    return sorted((str(q.predicate), str(q.object), str(q.graph_name)) for q in about)


@settings(max_examples=60, deadline=None)
@given(quads=QUADS, most=st.sampled_from([1, 300, 10**6]))
def test_a_spool_has_each_statement_once(
    tmp_path_factory: pytest.TempPathFactory, quads: list[Quad], most: int
) -> None:
    """Whatever the runs, the file is the sorted set of statements, and every subject is found."""
    folder = tmp_path_factory.mktemp("spool") / "work"
    spool, links = make_spool(folder, quads, most)
    read = list(parse(path=str(spool.path), format=RdfFormat.N_QUADS))
    assert len(read) == len(set(read))
    assert set(read) == set(quads)
    assert spool.path.read_bytes() == b"".join(sorted({format_line(q).encode() for q in quads}))
    subjects = [one for segment in spool.segments() for one in segment.subjects()]
    assert [one.subject for one in subjects] == sorted({str(q.subject) for q in quads})
    assert "".join(one.lines for one in subjects).encode() == spool.path.read_bytes()
    for one in subjects:
        iri = NamedNode(one.subject[1:-1])
        assert sorted(one.statements) == select(quads, iri)
        found = spool.find(one.subject)
        assert found is not None
        assert found.statements == one.statements
        pointing = {(str(q.predicate), str(q.subject)) for q in quads if q.object == iri}
        assert set(links.find(one.subject)) == pointing
    assert spool.find("<http://town.example/missing>") is None


@settings(max_examples=40, deadline=None)
@given(chunks=st.lists(QUADS, max_size=4))
def test_origins_name_the_chunks_of_each_subject(
    tmp_path_factory: pytest.TempPathFactory, chunks: list[list[Quad]]
) -> None:
    """Each subject has the chunks that describe it, in order, and where it has a type."""
    folder = tmp_path_factory.mktemp("origins")
    sorter = LineSorter(folder, "o", 500)
    places = [(number // 2, number % 2) for number in range(len(chunks))]
    expected: dict[str, dict[tuple[int, int], bool]] = {}
    for place, quads in zip(places, chunks, strict=True):
        sorter.add(collect_origins(map(format_line, quads), *place))
        for quad in quads:
            about = expected.setdefault(str(quad.subject), {})
            about[place] = about.get(place, False) or quad.predicate == TYPE
    merge_runs(sorter.finish(), folder / "origins")
    origins = Origins(folder / "origins")
    wanted = {
        subject: [Origin(*place, typed) for place, typed in about.items()]
        for subject, about in expected.items()
    }
    assert [(one, origins.find(one)) for one in origins.subjects()] == sorted(wanted.items())
    assert origins.find("<http://town.example/missing>") == []


def test_many_runs_are_merged_in_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More runs than are merged at once give the same file, and none is left."""
    monkeypatch.setattr(line_sorter, "MOST_RUNS", 3)
    sorter = LineSorter(tmp_path, "s", 1)
    lines = [f"{number % 17}\n" for number in range(40)]
    for line in lines:
        sorter.add([line])
    merge_runs(sorter.finish(), tmp_path / "sorted")
    assert (tmp_path / "sorted").read_text(encoding="utf-8") == "".join(sorted(set(lines)))
    assert [path.name for path in tmp_path.iterdir()] == ["sorted"]


@given(literal=LITERALS)
def test_a_literal_is_read_from_its_text(literal: Literal) -> None:
    """The parts of a text are those of the literal that it was written from."""
    text = str(literal)
    assert (get_text(text), get_language(text)) == (literal.value, literal.language or "")
    assert get_datatype(text) == literal.datatype.value
    assert read_term(text) == literal


def test_segments_stay_where_others_change(tmp_path: Path) -> None:
    """A new subject changes one segment, and leaves the beginnings of the others."""
    quads = [
        Quad(
            NamedNode(f"http://town.example/{kind}/{number}"),
            NamedNode("http://town.example/p"),
            Literal(str(number)),
            NamedNode("http://town.example/g"),
        )
        for kind in ("place", "theme")
        for number in range(3000)
    ]
    before, _ = make_spool(tmp_path / "before", [q for q in quads if q != quads[1234]], 10**6)
    after, _ = make_spool(tmp_path / "after", quads, 10**6)
    texts = [{segment.text for segment in spool.segments()} for spool in (before, after)]
    assert len(texts[0]) > 10
    assert len(texts[0] ^ texts[1]) <= 3
