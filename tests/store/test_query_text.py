"""What is refused before the engine sees it, and what is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from publisher.model.errors import (
    QueryError,
    QueryRefused,
    QuerySyntax,
    QueryTooDeep,
    QueryTooLong,
)
from publisher.store.query_text import QueryForm, examine

# Nobody listens there, and nothing is ever evaluated: the store is empty.
TARGET = "http://127.0.0.1:1/"
NAMES = ("", "ex", "FILTERex", "SERVICE", "service", "SerVicE", "XERVICE", "xervice", "XerVicE")
PROLOGUE = "".join(f"PREFIX {name}: <{TARGET}> " for name in NAMES)
ENGINE = Store()


def engine_reads(text: str) -> bool:
    try:
        ENGINE.query(text)
    except SyntaxError:
        return False
    except RuntimeError:
        return True
    return True


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
def test_what_is_no_query_has_a_place(text: str, line: int, column: int) -> None:
    with pytest.raises(QuerySyntax) as caught:
        examine(text)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_the_sentence_is_told_in_the_readers_language() -> None:
    with pytest.raises(QuerySyntax) as caught:
        examine("SELCT * {}")
    assert "“SELCT” does not begin a query" in str(caught.value)
    assert "« SELCT » ne commence pas une requête" in caught.value.tell("fr")


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


SPELLINGS = [
    "SERVICE <@> {?s ?p ?o}",
    "sErViCe<@>{?s ?p ?o}",
    "SERVICE SILENT <@> {?s ?p ?o}",
    "SERVICESILENT<@>{?s ?p ?o}",
    "SERVICE#<\n<@> {?s ?p ?o}",
    "SERVICE ?where {?s ?p ?o}",
    "SERVICE:x {?s ?p ?o}",
    "SERVICEex:x # \n {?s ?p ?o}",
    "SERVICESILENT:x{?s ?p ?o}",
    "?a ?b trueSERVICE:x {?s ?p ?o}",
    "?a ?b 1SERVICE:x {?s ?p ?o}",
    "?a ?b 1e5SERVICE<@>{?s ?p ?o}",
    "?a ?b $c.SERVICE<@>{?s ?p ?o}",
    "#\rSERVICE <@> {?s ?p ?o}",
    "FILTER EXISTS { SERVICE <@> {?s ?p ?o} }",
    "LATERAL { SERVICE <@> {?s ?p ?o} }",
    "\\u0053ERVICE <@> {?s ?p ?o}",
    "S\\U00000045RVICE <@> {?s ?p ?o}",
    "?a ?b '\\u0027' . SERVICE <@> {?s ?p ?o} # '",
    "?a ?b ?c.FILTER(?a<?b)SERVICE:x#>\n{?s ?p ?o}",
    "?a ?b ?c.FILTER(?a<'#>')SERVICE <@> {?s ?p ?o} #'\n",
    "?a ?b ?c.FILTER(str(?a)<'#>')SERVICE <@> {?s ?p ?o} #'\n",
    "?a ?b ?c FILTER ex:f(?a<'#>') SERVICE <@> {?s ?p ?o} #'\n",
    "?a ?b ?c FILTERex:f(?a<'#>') SERVICE <@> {?s ?p ?o} #'\n",
    "{SELECT(?a<'#>'AS?x){SERVICE <@> {?s ?p ?o} #'\n} }",
    "{SELECT(COUNT(DISTINCTtrue<'#>') AS ?x){SERVICE <@> {?s ?p ?o} #'\n} }",
    "{SELECT(COUNT(DISTINCT1<'#>') AS ?x){SERVICE <@> {?s ?p ?o} #'\n} }",
    "{SELECT(GROUP_CONCAT(?a;SEPARATOR='x')<'#>' AS ?x){SERVICE <@> {?s ?p ?o} #'\n} }",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_service_is_refused_in_every_spelling(spelling: str) -> None:
    text = f"{PROLOGUE}SELECT * {{ {spelling} }}".replace("@", TARGET)
    with pytest.raises((QueryRefused, QuerySyntax)):
        examine(text)


@pytest.mark.parametrize(
    "pattern",
    [
        "?service ?p $SERVICE",
        "SERVICE:x ?p SERVICE:service, :service, ex:SERVICE, ex:a.SERVICE",
        "?s ?p 'SERVICE <@> {}', \"SERVICE\", '''SERVICE ' ''', \"\"\"SERVICE \" \"\"\"",
        "?s ?p '\\' SERVICE <@> {}', '\\\\', '\\u0022 SERVICE'",
        "?s <http://a/SERVICE?x#SERVICE> 'x'@service, _:SERVICE, _:a.SERVICE",
        "# SERVICE <http://a/> {}\n?s ?p ?o # SERVICE",
        "GRAPH SERVICE:x {?s ?p ?o}",
        "?s ?p ?o FILTER(?s<?o && ?o>?s) BIND(<<( ?s <http://a/it's> ?o )>> AS ?t)",
        "VALUES (?x ?y) { (1 <http://a/it's>) } ?s (<http://a/it's>|:b) (1 <http://a/it's>)",
        "?s <http://a/it's> [ <http://a/it's> ?o ] {| <http://a/it's> 1 |}",
        "?s ?p ?o FILTER(EXISTS{?s <http://a/it's> ?o} && ?s<=?o || ?s != <http://a/it's>)",
    ],
)
def test_the_word_service_is_free_where_it_is_no_keyword(pattern: str) -> None:
    text = f"{PROLOGUE}SELECT * {{ {pattern}\n}}"
    assert engine_reads(text)
    assert examine(text).form is QueryForm.SELECT


def test_a_less_than_that_reads_two_ways_must_be_spaced() -> None:
    pattern = "?a ?b ?c FILTERex:f(?a<'#>') SERVICE <http://a/> {?s ?p ?o} #'\n"
    with pytest.raises(QuerySyntax) as caught:
        examine(f"SELECT * {{ {pattern} }}")
    assert "space on both sides" in str(caught.value)
    assert examine("SELECT * { ?a ?b ?c FILTERex:f(?a<?b&&?b>?a) }").form
    assert examine("SELECT * { ?a ?b ?c FILTERex:f(?a < '#>') }").form


SPACE = st.sampled_from(["", " ", "\n", "\r", "\t", "#c\n", "# <'\r", "  "])
CASED = st.sampled_from(["SERVICE", "service", "SerVicE", "S\\u0045RVICE"])
BEFORE = st.sampled_from(
    [
        *("", "?a ?b ?c.", "?a ?b ?c", "?a ?b true", "?a ?b 1", "?a ?b 1.", "?a ?b 1e1", "{}"),
        *("OPTIONAL{}", "{}UNION{}", "BIND(1 AS ?n)", "FILTER(?a<'#>')", "FILTER(?a<?b)"),
        *("FILTERex:f(?a<'#>')", "FILTER ex:f(?a<'#>')", "VALUES ?x {<http://a/#>}", "GRAPH "),
        *("?a ?b 'x'.", "?a ?b '''x'''", "?a ?b 'x'@en", "?a <http://a/'>?c.", "?a a(1 2).", "#"),
        *("?a ?b '", "?a ?b <http://a/", "?a ?b ex:", "?a ?b _:", "?", '?a ?b "\\"', "@"),
        *("?a (ex:b|^ex:c)* ?d.", "?a ?b [ex:c 1].", "{SELECT(?a<'#>'AS?x){}}", "MINUS{}"),
    ]
)
AFTER = st.sampled_from(
    [
        *(
            f"<{TARGET}>{{}}",
            f"SILENT <{TARGET}> {{}}",
            ":x{}",
            "SILENT:x{}",
            "?a{}",
            " ?p ?o",
            "",
        ),
        *("ex:x{}", "' .", "> .", ":x ?p ?o", f"<{TARGET}>{{?s ?p ?o}}#'\n", ":x#>\n{}", "'"),
        *(f"<{TARGET}>{{FILTER(?s<'#>')}}", f"x <{TARGET}>{{}}", " ?o.", f"\n<{TARGET}>{{}}"),
    ]
)


@given(BEFORE, st.tuples(SPACE, SPACE, SPACE), CASED, AFTER)
def test_service_is_refused_exactly_where_the_engine_reads_it_as_a_keyword(
    before: str, spaces: tuple[str, str, str], keyword: str, after: str
) -> None:
    def composed(word: str) -> str:
        pieces = (before, spaces[0], word, spaces[1], after, spaces[2])
        return f"{PROLOGUE}SELECT * {{{''.join(pieces)}}}"

    text = composed(keyword)
    if not engine_reads(text):
        return
    is_keyword = not engine_reads(composed(keyword.replace("S", "X").replace("s", "x")))
    # A filter that may also be a name is refused in any case.
    assert refuses(text) is (is_keyword or before.startswith("FILTERex"))


@given(st.text(max_size=60))
def test_whatever_a_string_holds_it_stays_a_string(content: str) -> None:
    escaped = content.replace("\\", "\\\\").replace("'", "\\'")
    one_line = escaped.replace("\n", "\\n").replace("\r", "\\r")
    assert examine(f"SELECT * {{ ?s ?p '''{escaped}''', '{one_line}' }} # {one_line}").form


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
