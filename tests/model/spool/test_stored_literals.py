"""The literals that a store respells are found among texts."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from terril.model.spool import RespeltLiterals
from terril.model.spool.stored_literals import KEPT
from terril.model.spool.term_text import format_line
from terril.model.triples import find_respelt
from terril.model.vocabulary import XSD
from tests.store.literals import FORMS, literals, node

USUAL = {
    "integer": ("0", "-1", "12345678901234567"),
    "decimal": ("0.5", "-0.5", "50.43716", "999999999.123456789"),
    "boolean": ("true", "false"),
    "date": ("1900-01-01", "2026-11-28"),
    "dateTime": ("2026-11-28T23:59:59",),
    "time": ("00:00:00",),
    "gYear": ("1999",),
    "anyURI": ("https://town.example/",),
}


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}{name}"))


@given(st.lists(literals(), max_size=30))
@example([typed(text, name) for name, texts in USUAL.items() for text in texts])
@example([typed(text, "decimal") for text in ("0.0", "-0.0", "1.0", "01.5", "1.50", ".5", "+1.5")])
@example([typed("-0", "integer"), typed("2026-02-29", "date"), typed("24:00:00", "time")])
def test_they_are_those_that_a_store_respells(found: list[Literal]) -> None:
    quads = [Quad(node("place/a"), node("p"), one, node("graph/source")) for one in found]
    expected = {str(one): str(stored) for one, stored in find_respelt(found).items()}
    assert RespeltLiterals().find_in("".join(map(format_line, quads))) == expected
    assert RespeltLiterals().find(map(str, found)) == expected


def test_the_store_need_not_be_asked_about_what_is_usual() -> None:
    assert {f"{XSD}{name}" for name in USUAL} < set(FORMS)
    for name, texts in USUAL.items():
        for text in texts:
            assert KEPT.fullmatch(str(typed(text, name)))


def test_what_was_asked_before_is_remembered_within_limits() -> None:
    respelt = RespeltLiterals()
    for start in range(0, 120_000, 40_000):
        found = [f'"0{number}"^^<{XSD}integer>' for number in range(start, start + 40_000)]
        assert respelt.find(found[:3]).keys() == set(found[:3])
        assert len(respelt.find(found)) == 40_000
