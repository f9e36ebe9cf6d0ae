"""A text ends each change of the direction of writing that it begins."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terril.model.languages.writing_direction import (
    CONTROLS,
    balance,
    find_unbalanced,
    isolate,
)

RTL, POP, ISOLATE, END = "\u202e", "\u202c", "\u2067", "\u2069"
TEXT = st.text(
    "ab \u05d0\u200e\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", max_size=12
)
FORMATTING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
MARKS = "\u061c\u200e\u200f"


def test_the_controls_are_those_of_unicode() -> None:
    every = map(chr, range(0x110000))
    found = {one for one in every if unicodedata.bidirectional(one) in FORMATTING or one in MARKS}
    assert {one for one in map(chr, range(0x110000)) if CONTROLS.match(one)} == found


@pytest.mark.parametrize(
    ("text", "index"),
    [
        (f"a{RTL}b{POP}", None),
        (f"a{ISOLATE}b{END}", None),
        (f"a{RTL}b", 1),
        (f"{POP}a", 0),
        (f"{END}a", 0),
        (f"{ISOLATE}{RTL}{END}", 1),
        (f"{RTL}{ISOLATE}{POP}{END}", 0),
        (f"{RTL}\n{POP}", 0),
        (f"ab\n{ISOLATE}c", 3),
    ],
)
def test_the_first_control_without_counterpart_is_found(text: str, index: int | None) -> None:
    assert find_unbalanced(text) == index


@given(TEXT)
def test_a_balanced_text_is_balanced_and_has_the_same_letters(text: str) -> None:
    balanced = balance(text)
    assert find_unbalanced(balanced) is None
    assert CONTROLS.sub("", balanced) == CONTROLS.sub("", text)
    if find_unbalanced(text) is None:
        assert balanced == text


@given(st.lists(TEXT, min_size=2, max_size=4))
def test_isolated_texts_side_by_side_stay_apart(texts: list[str]) -> None:
    joined = "".join(f"{isolate(text)}|" for text in texts)
    depth = 0
    for found in re.finditer(r"[\u2066-\u2069\u202a-\u202e|]", joined):
        depth += {"|": 0, END: -1, POP: -1}.get(found[0], 1)
        assert found[0] != "|" or depth == 0


@pytest.mark.parametrize("text", ["", "Loos-en-Gohelle", "é\n", "\u05d0\u05d1"])
def test_a_text_without_controls_is_left_alone(text: str) -> None:
    assert isolate(text) == text
