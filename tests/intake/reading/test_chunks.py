"""A file that is read in chunks gives what it gives as a whole: statements, findings, places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad

from terril.intake.reading import division
from terril.intake.source_reader import read_sources
from terril.intake.sources import Sources
from terril.model.addresses import Addresses
from terril.model.errors import EmptyFolder
from terril.model.findings import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESSES = Addresses("https://t.example/")
HEADS = st.sampled_from(
    [
        "@prefix s: <http://schema.org/> .\nPREFIX p: <https://t.example/id/place/>\n",
        "@base <https://t.example/id/> .\nprefix s: <http://schema.org/>\n"
        "# Places, .\n@prefix p: <https://t.example/id/place/> .\n\n",
        "\ufeff# Places, . \n@base <https://t.example/id/place/> .\r\n"
        "@prefix s: <http://schema.org/> . # words\n@prefix p: <> .\n",
        "@prefix s: <http://schema.org/> . @prefix p: <https://t.example/id/place/> . p:a a s:b .",
    ]
)
BREAKS = st.sampled_from(["\n", "\r\n", "\n\n", " \n# a note .\n", " # a note .\n", "\n  ", " "])
SUBJECTS = st.sampled_from(
    ["p:a", "p:b", "p:c", "<https://t.example/id/place/d>", "<place/e>", "s:url", "p:x.y"]
)
PREDICATES = st.sampled_from(["a", "s:name", "s:url", "p:a"])
LONG = [
    '"""One .\np:z s:name "two" .\n"""@fr',
    "'''It's \"\"\" .\np:z s:name 'two' .\n'''",
    '"# no comment . "',
    '"""# .\n"""',
]
OBJECTS = st.sampled_from(
    ["p:a", "p:c", "s:url", '"A"@fr', "'B \\n .'", "007", "1.50", "-2e3", "true", "<x:y#z>", *LONG]
)
ODD = st.sampled_from(
    [
        "@prefix s: <http://schema.org/> .",
        "@prefix p: <https://t.example/id/organization/> .",
        "PREFIX s: <http://other.example/>",
        "p:a s:geo [ s:name 'nested' ; s:url p:a ] .",
        "_:b1 s:name p:b .",
        "p:b s:url _:b1 .",
        "p:a s:list ( 1 p:b ) .",
        "p:a s:name 'broken .",
        "p:a s:name <relative> .",
    ]
)


@st.composite
def statements(draw: st.DrawFn) -> str:
    """Return a statement of Turtle, in one line or in several."""
    verbs = draw(st.lists(st.tuples(PREDICATES, st.lists(OBJECTS, min_size=1, max_size=2)),
                          min_size=1, max_size=3))  # fmt: skip
    gap = draw(BREAKS)
    listed = f" ;{gap}".join(f"{verb} {' , '.join(values)}" for verb, values in verbs)
    return f"{draw(SUBJECTS)}{draw(BREAKS)}{listed}{draw(st.sampled_from([' ', '', gap]))}."


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return a Turtle file, mostly of statements that can be divided."""
    parts = draw(st.lists(statements(), min_size=1, max_size=12))
    if draw(st.booleans()):
        parts.insert(draw(st.integers(0, len(parts))), draw(ODD))
    ends = st.sampled_from(["\n", "\n", "\r\n", "\n\n", " # a note .\n", " "])
    return draw(HEADS) + "".join(f"{part}{draw(ends)}" for part in parts)


def read(folder: Path, content: str, name: str, size: int) -> Sources | None:
    """Read a town of one file in chunks of a size; ``None`` if it holds nothing."""
    path = folder / "data" / "source" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(division, "WHOLE", size)
        patch.setattr(division, "CHUNK", size)
        try:
            return read_sources(folder, ("source",), ADDRESSES)
        except EmptyFolder:
            return None


CASES = {"content": documents(), "size": st.sampled_from([1, 60, 200])}
FIRST = "@prefix s: <http://schema.org/> .\ns:a a s:b .\n# end .\n"


@settings(max_examples=50, deadline=None)
@given(**CASES)
@example(content=FIRST, size=1)
def test_a_divided_file_gives_what_the_whole_gives(
    tmp_path_factory: pytest.TempPathFactory, content: str, size: int
) -> None:
    """Statements, findings and the place of every statement are those of the whole file."""
    compare(tmp_path_factory.mktemp("town"), content, size)


@pytest.mark.soak
@settings(max_examples=5000, deadline=None)
@given(**CASES)
def test_many_divided_files_give_what_the_whole_gives(
    tmp_path_factory: pytest.TempPathFactory, content: str, size: int
) -> None:
    """As above."""
    compare(tmp_path_factory.mktemp("town"), content, size)


def compare(folder: Path, content: str, size: int) -> None:
    """Read a file as a whole and in chunks, and compare everything."""
    whole, divided = (read(folder, content, "a.ttl", one) for one in (10**6, size))
    assert (whole is None) == (divided is None)
    if whole and divided:
        assert divided.findings == whole.findings
        assert list_lines(divided) == list_lines(whole)
        assert len(divided.files[0].quads) == len(whole.files[0].quads)
        assert list(list_places(divided)) == list(list_places(whole))
        compare_statements(whole, divided)


def compare_statements(whole: Sources, divided: Sources) -> None:
    """Compare the statements about each subject with those of the whole file, in their order."""
    for subject in {quad.subject for quad in whole.quads() if is_named(quad)}:
        wanted = [q.triple for q in whole.quads() if q.subject == subject and is_named(q)]
        for sources in (whole, divided):
            found = [quad for _, quad in sources.positions.list_about(subject)]
            assert [quad.triple for quad in found if is_named(quad)] == wanted


def is_named(quad: Quad) -> bool:
    """Return whether a statement has no blank node, which has another name in each parse."""
    return BlankNode not in (type(quad.subject), type(quad.object))


def list_lines(sources: Sources) -> list[str]:
    """Return the sorted statements without the names of blank nodes."""
    lines = [s.text.splitlines() for s in sources.town.spool.segments()]
    return sorted(line for one in lines for line in one if "_:" not in line)


def list_places(sources: Sources) -> Iterator[tuple[Location, ...]]:
    """Yield the places of every statement without blank nodes, and of every name."""
    (source,) = sources.files
    positions = sources.positions
    for quad in source.quads:
        if isinstance(quad.subject, NamedNode):
            yield (
                positions.find_statement(source, quad.subject, quad.predicate, quad.object),
                positions.find_statement(source, quad.subject),
                positions.find_name(source, quad.subject),
                *positions.find_all(source, quad.subject, quad.predicate, quad.object),
            )


def test_the_larger_part_of_random_files_is_divided(tmp_path: Path) -> None:
    """The property above is about divided files: their statements are in many chunks."""
    text = "".join(f"p:a-{number}\n  s:name 'A .' ;\n  s:url p:b .\n" for number in range(50))
    head = "@prefix s: <http://schema.org/> .\nPREFIX p: <https://t.example/id/place/>\n"
    sources = read(tmp_path, head + text, "a.ttl", 100)
    assert sources
    assert len(sources.files[0].document.chunks) > 15
    assert len(sources.files[0].quads) == 100
    origins = sources.town.origins
    chunks = {origin.chunk for one in origins.subjects() for origin in origins.find(one)}
    assert chunks == set(range(len(sources.files[0].document.chunks)))
