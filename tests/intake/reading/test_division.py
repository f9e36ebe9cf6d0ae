"""Files are divided at ends of statements, and some not at all."""

from __future__ import annotations

import pytest

from terril.intake.reading import division
from terril.intake.reading.division import divide
from terril.model.formats import JSON_LD, N_QUADS, N_TRIPLES, TRIG, TURTLE, Format

HEAD = b"@prefix p: <https://t.example/id/place/> .\n"
STATEMENT = b"p:a p:b p:c .\n"


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """End a chunk at the first possible place."""
    monkeypatch.setattr(division, "CHUNK", 1)


def cut(content: bytes, syntax: Format = TURTLE) -> list[bytes]:
    """Return the chunks of a content, which follow each other and have their lines."""
    _, chunks = divide(content, syntax)
    assert [one.start for one in chunks] == [0, *(one.end for one in chunks[:-1])]
    assert [one.line for one in chunks] == [content[: c.start].count(b"\n") + 1 for c in chunks]
    parts = [content[one.start : one.end] for one in chunks]
    assert b"".join(parts) == content
    return parts


def test_each_statement_at_the_end_of_a_line_may_end_a_chunk() -> None:
    first = HEAD + STATEMENT
    assert cut(first + STATEMENT * 2) == [first, STATEMENT, STATEMENT]
    windows = STATEMENT.replace(b"\n", b"\r\n")
    assert cut(first + windows + STATEMENT) == [first, windows, STATEMENT]


@pytest.mark.parametrize(
    "joined",
    [
        b"p:a p:b p:c . p:d p:e p:f .\n",
        b"p:a p:b p:c , # not here .\np:d .\n",
        b'p:a p:b """text .\np:a text .\n""" .\n',
        b"p:a p:b '''text .\np:a text .\n''' .\n",
        b"p:a p:b p:c .\n  p:d p:e p:f .\n",
    ],
)
def test_what_may_belong_together_stays_together(joined: bytes) -> None:
    assert cut(HEAD + STATEMENT + joined + STATEMENT) == [HEAD + STATEMENT, joined, STATEMENT]


@pytest.mark.parametrize(
    "content",
    [
        HEAD + STATEMENT + HEAD + STATEMENT,
        HEAD + STATEMENT + b"PREFIX q: <https://t.example/>\n" + STATEMENT,
        HEAD + STATEMENT + b"_:x p:b p:c .\n" + STATEMENT,
        b"@prefix p: <relative/> .\n@prefix q: <x:y> .\n" + STATEMENT * 3,
    ],
)
def test_a_file_whose_parts_depend_on_each_other_is_one_chunk(content: bytes) -> None:
    assert cut(content) == [content]


def test_every_chunk_has_the_declarations_at_the_top() -> None:
    declarations = b"# Places\n@base <https://t.example/> .\nprefix q: <x:y>\n" + HEAD
    prologue, chunks = divide(b"\xef\xbb\xbf" + declarations + STATEMENT * 3, TURTLE)
    assert prologue == declarations
    assert len(chunks) == 3


@pytest.mark.parametrize("syntax", [N_TRIPLES, N_QUADS])
def test_formats_of_lines_are_divided_at_any_line(syntax: Format) -> None:
    line = b"<x:a> <x:b> <x:c> .\n"
    assert cut(line * 3, syntax) == [line] * 3
    labelled = b"_:a <x:b> _:c .\n"
    assert cut(labelled * 3, syntax) == [labelled * 3]


@pytest.mark.parametrize("syntax", [TRIG, JSON_LD])
def test_other_formats_are_read_as_a_whole(syntax: Format) -> None:
    assert cut(STATEMENT * 3, syntax) == [STATEMENT * 3]
