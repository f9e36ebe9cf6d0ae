"""The characters that XML 1.0 excludes, compared with what an XML parser accepts."""

from __future__ import annotations

import sys
from xml.parsers.expat import ExpatError, ParserCreate

import pytest

from terril.model.xml_characters import can_name_element, find_unwritable

SURROGATES = range(0xD800, 0xE000)
SAMPLED = [*range(0x3000), *range(0xD000, 0x11000), *range(0x1F000, sys.maxunicode + 1, 0xFFF)]


def parses(character: str) -> bool:
    try:
        ParserCreate().Parse(f"<a>&#{ord(character)};</a>".encode(), True)
    except ExpatError:
        return False
    return True


def test_a_character_is_unwritable_exactly_if_an_xml_parser_refuses_it() -> None:
    wrong = [code for code in SAMPLED if (find_unwritable(chr(code)) is None) != parses(chr(code))]
    assert wrong == []
    assert [code for code in SURROGATES if find_unwritable(chr(code)) != 0] == []


@pytest.mark.parametrize(
    ("text", "index"),
    [("", None), ("é\r\n\t\x85\u2028😀", None), ("ab\x0bc\x00", 2), ("\x1b", 0), ("x\ufffe", 1)],
)
def test_the_first_unwritable_character_is_found(text: str, index: int | None) -> None:
    assert find_unwritable(text) == index


@pytest.mark.parametrize(
    ("name", "named"),
    [("nom", True), ("été", True), ("სახელი", True), ("ስም", False), ("٣", False), ("1", False)],
)
def test_a_name_is_one_that_parsers_of_any_edition_read(name: str, named: bool) -> None:
    assert can_name_element(f"https://codes.example/{name}") is named
