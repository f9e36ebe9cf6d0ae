"""A mistake in a query is shown at its word, in words of ours."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from terril.model.languages import gettext, list_languages
from terril.store.sparql import SyntaxReason, find_mistake
from terril.store.sparql.syntax_errors import SyntaxMistake

ENGINE = Store()


def message_about(text: str) -> str:
    try:
        ENGINE.query(text)
    except SyntaxError as error:
        return error.msg
    return ""


def mistake_in(text: str) -> SyntaxMistake:
    message = message_about(text)
    assert message, "the engine reads this text"
    return find_mistake(text, message, message_about)


@pytest.mark.parametrize(
    ("text", "place", "reason", "found"),
    [
        ("SELECT * {\n ?s ?é 'é' ) }", (2, 12), SyntaxReason.CANNOT_STAND, ")"),
        ("SELCT * {?s ?p ?o}", (1, 1), SyntaxReason.CANNOT_STAND, "SELCT"),
        ("SELECT WHERE {?s ?p ?o}", (1, 8), SyntaxReason.CANNOT_STAND, "WHERE"),
        ("SELECT * {?s ?p ?o FILTER(foo(?o))}", (1, 27), SyntaxReason.UNKNOWN_FUNCTION, "foo"),
        ("SELECT * {?s ?p ?o FILTER(?o = 1 AND ?s)}", (1, 34), SyntaxReason.CANNOT_STAND, "AND"),
        ("SELECT * {} LIMIT 5 LIMIT 6", (1, 21), SyntaxReason.CANNOT_STAND, "LIMIT"),
        ("SELECT * {?s ?p ?o} }", (1, 21), SyntaxReason.CANNOT_STAND, "}"),
        ("SELECT * {?s ?p -1 ?x}", (1, 20), SyntaxReason.CANNOT_STAND, "?x"),
        ("SELECT * {[ ?p 1 )}", (1, 18), SyntaxReason.CANNOT_STAND, ")"),
        ("SELECT * {?s ?p ?o", (1, 19), SyntaxReason.OPEN_BRACKET, "{"),
        ("SELECT * {?s ?p (?o\n", (2, 1), SyntaxReason.OPEN_BRACKET, "("),
        ("SELECT * {} GROUP BY", (1, 21), SyntaxReason.NOT_COMPLETE, ""),
        ("SELECT * {?s ?p ?o BIND(1 AS ?o)}", (1, 34), SyntaxReason.NOT_COMPLETE, ""),
        ("SELECT * {?s foaf:name ?o}", (1, 14), SyntaxReason.UNKNOWN_PREFIX, "foaf:name"),
        ("SELECT * {?s ?p <http://a/ b>}", (1, 17), SyntaxReason.BAD_IRI, "<http://a/ b>"),
        ("SELECT * {?s ?p <b> . ?s ?q <http://a/>}", (1, 17), SyntaxReason.BAD_IRI, "<b>"),
        ("SELECT * {?s ?p 'a'@abcdefghij}", (1, 20), SyntaxReason.BAD_LANGUAGE, "@abcdefghij"),
        ("SELECT ?s (COUNT(*) AS ?n) {?s ?p ?o}", (1, 38), SyntaxReason.UNGROUPED_VARIABLE, ""),
        ("SELECT ?x (1 AS ?x) {?x ?p ?o}", (1, 31), SyntaxReason.TAKEN_VARIABLE, ""),
        ("SELECT ?x ?x {?x ?p ?o}", (1, 24), SyntaxReason.REPEATED_VARIABLE, ""),
        ("SELECT * {?s ?p ?o} GROUP BY ?s", (1, 32), SyntaxReason.STAR_WITH_GROUPS, ""),
        ("SELECT * {} LIMIT 99999999999999999999", (1, 39), SyntaxReason.BAD_NUMBER, ""),
        ("SELECT * {?s ?p 'a\\x'}", (1, 17), SyntaxReason.CANNOT_STAND, "'a\\x'"),
    ],
)
def test_a_mistake_is_found_at_its_word(
    text: str, place: tuple[int, int], reason: SyntaxReason, found: str
) -> None:
    assert mistake_in(text) == SyntaxMistake(*place, reason, found)


def test_a_text_that_cannot_be_cut_into_words_has_a_place_too() -> None:
    assert mistake_in("ASK { ?s ?p 'x }") == SyntaxMistake(1, 13, SyntaxReason.UNFINISHED, "")


def test_the_engines_own_place_serves_where_the_spread_text_can_be_read() -> None:
    text = "ASK { ?s ?p ?o ) }"
    mistake = find_mistake(text, message_about(text), lambda _: "")
    assert (mistake.line, mistake.column) == (1, 16)
    assert find_mistake(text, "no place at all", lambda _: "").column == 1
    assert find_mistake("", "no place at all", lambda _: "").reason is SyntaxReason.NOT_COMPLETE


def test_a_long_word_is_shortened() -> None:
    found = mistake_in("ASK { ?s ?p " + "x" * 90 + " }").found
    assert len(found) == 40
    assert found.endswith("…")


@pytest.mark.parametrize("language", list_languages())
def test_every_reason_has_a_sentence(language: str) -> None:
    sentences = {gettext(reason.sentence, language, word="word") for reason in SyntaxReason}
    assert len(sentences) == len(SyntaxReason)
