"""Queries that are refused before the engine sees them, and others that are not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terril.model.errors import (
    QueryError,
    QueryRefused,
    QuerySyntax,
    QueryTooDeep,
    QueryTooLong,
)
from terril.store.sparql import QueryForm, examine


def refuses(text: str) -> bool:
    try:
        examine(text)
    except QueryError:
        return True
    return False


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", QueryForm.SELECT),
        ("select(1 AS ?x){}", QueryForm.SELECT),
        ("# ASK\nBASE <http://a/> PREFIX a: <b> ASK {}", QueryForm.ASK),
        ("PREFIX insert: <http://a/> CONSTRUCT WHERE { insert:x ?p ?o }", QueryForm.CONSTRUCT),
        ("\ufeffDescribe <http://a/>", QueryForm.DESCRIBE),
        ("VERSION '1.2' SELECT * {}", QueryForm.SELECT),
        ("\\u0053ELECT * {}", QueryForm.SELECT),
    ],
)
def test_the_form_is_the_first_word_after_the_declarations(text: str, form: QueryForm) -> None:
    assert examine(text).form is form


def test_only_construct_and_describe_give_a_graph() -> None:
    texts = ("SELECT * {}", "ASK {}", "CONSTRUCT WHERE {}", "DESCRIBE <http://a/>")
    assert [examine(text).graph for text in texts] == [False, False, True, True]


def test_a_byte_order_mark_is_taken_away() -> None:
    assert examine("\ufeffASK {}").text == "ASK {}"


def test_from_is_noticed_only_as_a_keyword() -> None:
    assert examine("SELECT * FROM <http://a/> {}").dataset
    assert examine("SELECT(1 AS ?x)FROM<http://a/>{}").dataset
    assert examine("SELECT * FROM NAMED <http://a/> {}").dataset
    assert not examine("SELECT * { ?from from:FROM 'FROM'@from, <FROM> } # FROM").dataset


@pytest.mark.parametrize(
    "word",
    ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"],
)
def test_an_update_is_refused_by_its_keyword(word: str) -> None:
    with pytest.raises(QueryRefused) as caught:
        examine(f"PREFIX a: <http://a/> # SELECT\n{word.lower()} <http://a/> {{}}")
    assert caught.value.word == word


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ("# nothing\n\n", 3, 1),
        ("PREFIX a: <http://a/>", 1, 22),
        ("\n  SELCT * {}", 2, 3),
        ("SELECT * {\r\n ?s ?p 'abc }", 2, 8),
        ('SELECT * { ?s ?p """abc"" }', 1, 18),
        ("SELECT * { ?s ?p 'abc\ndef' }", 1, 18),
        ("SELECT * { ?s ?p '\ud800' }", 1, 19),
        ("{", 1, 1),
    ],
)
def test_a_text_without_a_query_has_a_position(text: str, line: int, column: int) -> None:
    with pytest.raises(QuerySyntax) as caught:
        examine(text)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_the_sentence_is_in_the_language_of_the_audience() -> None:
    with pytest.raises(QuerySyntax) as caught:
        examine("SELCT * {}")
    assert "“SELCT” does not begin a query" in str(caught.value)
    assert "« SELCT » ne commence pas une requête" in caught.value.message("fr")


def test_length_is_counted_in_bytes() -> None:
    text = "ASK {} # éé"
    assert examine(text, text_bytes=13).text == text
    with pytest.raises(QueryTooLong) as caught:
        examine(text, text_bytes=12)
    assert caught.value.limit == 12


BRACKETS = (("{", "}"), ("(", ")"), ("[", "]"), ("<<", ">>"), ("({[", "]})"))


@pytest.mark.parametrize(("opening", "closing"), BRACKETS)
def test_nesting_stops_at_its_limit(opening: str, closing: str) -> None:
    once = len(opening.replace("<<", "<"))
    times = 30 // once
    assert examine(f"ASK {opening * times}{closing * times}", depth=30).form
    with pytest.raises(QueryTooDeep):
        examine(f"ASK {opening * times}{opening}", depth=30)


def test_brackets_beside_each_other_do_not_nest() -> None:
    assert examine("ASK { " + "{} [] () << ?s ?p ?o >> ?p ?o . " * 1000 + "}", depth=10).form


def test_brackets_in_strings_and_comments_do_not_nest() -> None:
    assert examine("ASK { ?s ?p '" + "{" * 500 + "' } #" + "(" * 500, depth=10).form


def test_a_chain_of_negations_nests() -> None:
    with pytest.raises(QueryTooDeep):
        examine("ASK { FILTER(" + "! " * 31 + "true) }", depth=30)
    assert examine("ASK { FILTER(" + "!true || " * 31 + "true) }", depth=30).form


@settings(deadline=None)
@given(st.text(max_size=60))
def test_whatever_a_string_holds_it_stays_a_string(content: str) -> None:
    escaped = content.replace("\\", "\\\\").replace("'", "\\'")
    one_line = escaped.replace("\n", "\\n").replace("\r", "\\r")
    assert examine(f"SELECT * {{ ?s ?p '''{escaped}''', '{one_line}' }} # {one_line}").form


@settings(deadline=None)
@given(st.text(alphabet="SERVICE<>{}()'\"#?: \n\\u0a.;@_^|&=!*", max_size=40))
def test_no_text_breaks_the_examination(text: str) -> None:
    refuses(f"SELECT * {{ ?s ?p ?o {text} }}")


@pytest.mark.parametrize(
    "piece", ["a.", "<a ", ":.", "'a'", "\\", "_:a.", "1.", "x" * 60 + ".", "?a<", "@a-", "(", '"']
)
def test_no_text_takes_long_to_examine(piece: str) -> None:
    text = (piece * 100_000)[:99_000]
    began = time.process_time()
    refuses(f"ASK {{ {text}")
    assert time.process_time() - began < 5
