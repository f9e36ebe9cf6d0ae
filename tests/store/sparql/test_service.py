"""SERVICE is refused exactly where the engine reads it as a keyword."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from terril.model.errors import QueryError, QueryRefused, QuerySyntax
from terril.store.sparql import QueryForm, examine

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
        "?s ?p SERVICE:x {?s ?p ?o}",
        "?s a service:x {?s ?p ?o}",
        "?s ?p ?o . ?s ex:p service:x {?s ?p ?o}",
        "?s ?p ?o ; ?q service:x, service:y {?s ?p ?o}",
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
        *(
            "",
            "?a ?b ",
            "?a a ",
            "?a ?b ?c, ",
            "?a ?b ?c.",
            "?a ?b ?c",
            "?a ?b true",
            "?a ?b 1",
            "?a ?b 1.",
            "?a ?b 1e1",
            "{}",
        ),
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


@settings(deadline=None)  # the machine may have other things to do
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
