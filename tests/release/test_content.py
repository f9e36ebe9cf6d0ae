"""The same content has the same id and the same bytes everywhere; any other content has not."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from terril.release import Releases
from tests.release.made_up import (
    BASE,
    NAME,
    SOURCE,
    content_of,
    made_of,
    many,
    named,
    place,
    read_quads,
)

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from terril.release import Content

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
QUADS = st.lists(
    st.builds(
        lambda slug, name, graph: Quad(NamedNode(place(slug)), NAME, Literal(name), graph),
        st.sampled_from("abc"),
        TEXT,
        st.sampled_from([SOURCE, NamedNode(f"{BASE}id/graph/editorial")]),
    ),
    max_size=12,
)
FILES = st.dictionaries(
    st.sampled_from(["town.toml", "model/a.ttl", "queries/b.rq"]), st.binary(max_size=8)
)


def content(quads: list[Quad], files: dict[str, bytes]) -> Content:
    return made_of(quads, files)


def test_the_id_is_twelve_small_hex_digits() -> None:
    assert re.fullmatch("[0-9a-f]{12}", content_of("a").identity)


@given(QUADS, FILES, st.randoms())
def test_neither_order_nor_repetition_changes_the_id(
    quads: list[Quad], files: dict[str, bytes], random: Random
) -> None:
    shuffled = quads + quads[:3]
    random.shuffle(shuffled)
    turned = dict(reversed(files.items()))

    assert content(shuffled, turned).identity == content(quads, files).identity


@given(QUADS, QUADS)
def test_other_statements_have_another_id(some: list[Quad], others: list[Quad]) -> None:
    same = set(some) == set(others)
    assert (content(some, {}).identity == content(others, {}).identity) == same


@given(FILES, FILES)
def test_other_files_have_another_id(some: dict[str, bytes], others: dict[str, bytes]) -> None:
    same = some == others
    assert (content([], some).identity == content([], others).identity) == same


@given(st.binary(min_size=1, max_size=64), st.data())
def test_any_changed_byte_of_a_file_changes_the_id(written: bytes, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(written) - 1))
    flipped = bytearray(written)
    flipped[position] ^= data.draw(st.integers(1, 255))

    before = content([], {"town.toml": written}).identity
    assert content([], {"town.toml": bytes(flipped)}).identity != before


def test_a_file_and_its_neighbour_cannot_be_taken_for_each_other() -> None:
    assert content([], {"ab": b"c"}).identity != content([], {"a": b"bc"}).identity


@pytest.mark.parametrize(
    "change",
    [{"base": "https://other.example/"}, {"software": "99"}],
    ids=["base", "software"],
)
def test_base_and_software_belong_to_the_id(change: dict[str, str]) -> None:
    assert replace(content_of("a"), **change).identity != content_of("a").identity  # type: ignore[arg-type]  # a table


def test_the_same_statement_in_two_graphs_is_two_statements() -> None:
    editorial = NamedNode(f"{BASE}id/graph/editorial")
    both = content([named("a", "A"), named("a", "A", editorial)], {})
    assert len(read_quads(both.spool)) == 2


def test_dumps_of_the_same_content_are_the_same_bytes(tmp_path: Path) -> None:
    forward = many("place", 200)
    backward = made_of(read_quads(forward.spool)[::-1])

    one = Releases(tmp_path / "one").publish(forward).release
    two = Releases(tmp_path / "two").publish(backward).release

    for extension in ("nt", "nq"):
        assert (
            one.get_dump(f"town.{extension}").read_bytes()
            == two.get_dump(f"town.{extension}").read_bytes()
        )
    assert (
        one.read_things()
        == two.read_things()
        == tuple(sorted(place(f"place-{n}") for n in range(200)))
    )
    assert one.id == two.id
