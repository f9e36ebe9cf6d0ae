"""Calls to other endpoints are answered first, and their solutions stand in the query."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, Store

from terril.model.errors import (
    QueryError,
    QueryQueueFull,
    QueryRefused,
    QuerySyntax,
    ServiceFailed,
)
from terril.store.federation.federation import MOST_CALLS, MOST_ROWS, Federation
from terril.store.federation.service_calls import find_calls
from terril.store.sparql import QueryLimits, TokenizationError, find_position

ENDPOINT = "https://sparql.town.example/sparql"
LIMITS = QueryLimits(seconds=2, workers=2, depth=20, text_bytes=10_000)
DATA = """
PREFIX ex: <http://ex/>
INSERT DATA { ex:a ex:same ex:A . ex:b ex:same ex:B . ex:c ex:same ex:C }
"""


class Elsewhere:
    """An endpoint whose solutions are known, and the queries that it received."""

    def __init__(self, *rows: dict[str, dict[str, str]], names: tuple[str, ...] = ()) -> None:
        self.received: list[tuple[str, str]] = []
        self.rows = rows
        self.names = names

    def query(self, iri: str, text: str, seconds: float) -> bytes:
        assert seconds > 0
        self.received.append((iri, text))
        Store().query(text)
        names = self.names or tuple(self.rows[0])
        return json.dumps(
            {"head": {"vars": names}, "results": {"bindings": list(self.rows)}}
        ).encode()


class Silent:
    def query(self, iri: str, text: str, seconds: float) -> bytes:
        assert (iri, text[:6], seconds > 0) == (ENDPOINT, "PREFIX", True)
        raise ServiceFailed("sparql.town.example", ServiceFailed.LATE)


def uri(name: str) -> dict[str, str]:
    return {"type": "uri", "value": f"http://ex/{name}"}


def text(value: str, language: str = "") -> dict[str, str]:
    return {"type": "literal", "value": value, **({"xml:lang": language} if language else {})}


def federation(endpoints: Elsewhere | Silent | None) -> Federation:
    return Federation(endpoints, LIMITS)


def rows(query: str) -> set[tuple[str, ...]]:
    store = Store()
    store.update(DATA)
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return {tuple(str(term) for term in solution) for solution in found}


QUERY = f"""PREFIX ex: <http://ex/>
SELECT ?thing ?name WHERE {{
  ?thing ex:same ?other .
  SERVICE <{ENDPOINT}> {{ ?other ex:name ?name . FILTER(?name != "}}") }}
}}"""


def test_solutions_of_another_endpoint_are_joined() -> None:
    elsewhere = Elsewhere(
        {"other": uri("A"), "name": text("Alpha", "en")}, {"other": uri("B"), "name": text("Beta")}
    )
    found = federation(elsewhere).resolve(QUERY)
    assert found.hosts == ("sparql.town.example",)
    assert rows(found.text.text) == {
        ("<http://ex/a>", '"Alpha"@en'),
        ("<http://ex/b>", '"Beta"'),
    }
    [(iri, sent)] = elsewhere.received
    assert iri == ENDPOINT
    wanted = 'SELECT * WHERE { ?other ex:name ?name . FILTER(?name != "}") } LIMIT '
    assert sent.endswith(f"{wanted}{MOST_ROWS + 1}")
    assert "PREFIX ex: <http://ex/>" in sent


def test_relative_iris_of_a_call_are_those_of_the_query() -> None:
    elsewhere = Elsewhere({"s": uri("A")})
    base = "https://town.example/sparql"
    text = f"SELECT * {{ SERVICE <{ENDPOINT}> {{ ?s a <id/a> }} }}"
    Federation(elsewhere, LIMITS, base).resolve(text)
    [(_, sent)] = elsewhere.received
    assert sent.startswith(f"BASE <{base}>\nPREFIX ")
    with pytest.raises(SyntaxError):
        Store().query(sent.removeprefix(f"BASE <{base}>"))


def test_what_follows_a_call_of_several_lines_keeps_its_place() -> None:
    text = f"SELECT * {{ SERVICE <{ENDPOINT}> {{\n  ?s a ?s\n }} ?s\n?p !mistake }}"
    found = federation(Elsewhere({"s": uri("A")})).resolve(text).text.text
    for word in (" ?s\n?p", "!mistake"):
        places = [find_position(one, one.index(word)) for one in (text, found)]
        assert places[0] == places[1]


def test_an_endpoint_with_no_solutions_leaves_none() -> None:
    found = federation(Elsewhere(names=("other", "name"))).resolve(QUERY)
    assert rows(found.text.text) == set()


def test_an_unbound_value_fits_every_value() -> None:
    found = federation(Elsewhere({"name": text("x")}, names=("other", "name"))).resolve(QUERY)
    assert len(rows(found.text.text)) == 3


@pytest.mark.parametrize(
    "value",
    ['"', "\\", "\n", "} SERVICE <http://127.0.0.1/> {", "') DROP ALL", "\u2028", "é'"],
)
def test_the_answer_of_an_endpoint_stays_a_value(value: str) -> None:
    elsewhere = Elsewhere({"other": uri("A"), "name": text(value)})
    found = federation(elsewhere).resolve(QUERY)
    store = Store()
    store.update(DATA)
    solutions = store.query(found.text.text)
    assert isinstance(solutions, QuerySolutions)
    assert [solution["name"].value for solution in solutions] == [value]


def test_a_silent_call_that_fails_is_as_if_it_were_not_there() -> None:
    query = QUERY.replace("SERVICE", "Service Silent")
    found = federation(Silent()).resolve(query)
    assert len(rows(found.text.text.replace("?name WHERE", "WHERE"))) == 3
    with pytest.raises(ServiceFailed):
        federation(Silent()).resolve(QUERY)


def test_every_call_is_answered_but_not_too_many() -> None:
    elsewhere = Elsewhere({"s": uri("A")})
    call = f"SERVICE <{ENDPOINT}> {{ ?s a ?s }} "
    assert federation(elsewhere).resolve(f"SELECT * {{ {call * MOST_CALLS} }}").hosts
    assert len(elsewhere.received) == MOST_CALLS
    with pytest.raises(ServiceFailed) as caught:
        federation(elsewhere).resolve(f"SELECT * {{ {call * (MOST_CALLS + 1)} }}")
    assert caught.value.reason == ServiceFailed.MANY
    assert len(elsewhere.received) == MOST_CALLS


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE ?where { ?s ?p ?o } }",
        "SELECT * { SERVICE ex:sparql { ?s ?p ?o } }",
        f"SELECT * {{ SERVICE <{ENDPOINT}> {{ SERVICE <{ENDPOINT}> {{ ?s ?p ?o }} }} }}",
        f"SELECT * {{ SERVICE <{ENDPOINT}> {{ ?s ?p ?o }} SERVICE ?x {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p trueSERVICE<{ENDPOINT}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ \\u0053ERVICE SILENT ?x {{ ?s ?p ?o }} SERVICE <{ENDPOINT}> {{ }} }}",
        f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{ENDPOINT}> {{ ?s ?p ?o }} }}",
        f"LOAD <{ENDPOINT}>",
    ],
)
def test_a_call_that_cannot_be_resolved_first_is_refused_and_not_sent(query: str) -> None:
    elsewhere = Elsewhere({"s": uri("A")})
    with pytest.raises(QueryRefused):
        federation(elsewhere).resolve(query)
    assert elsewhere.received == []


def test_a_query_with_a_mistake_is_refused_before_any_call_is_sent() -> None:
    elsewhere = Elsewhere({"s": uri("A")})
    with pytest.raises(QuerySyntax):
        federation(elsewhere).resolve(f"HELLO {{ SERVICE <{ENDPOINT}> {{ ?s ?p 'o }} }}")
    assert elsewhere.received == []


@pytest.mark.parametrize(
    "term",
    [{"type": "bnode", "value": "b0"}],
)
def test_nameless_things_are_refused(term: dict[str, str]) -> None:
    with pytest.raises(ServiceFailed) as caught:
        federation(Elsewhere({"other": term})).resolve(QUERY)
    assert caught.value.reason == ServiceFailed.NAMELESS


def test_more_rows_than_are_taken_are_refused() -> None:
    many = [{"other": uri(str(n))} for n in range(MOST_ROWS + 1)]
    with pytest.raises(ServiceFailed) as caught:
        federation(Elsewhere(*many)).resolve(QUERY)
    assert caught.value.reason == ServiceFailed.TOO_MUCH


@pytest.mark.parametrize("body", [b"", b"{", b"<html>", b'{"head":{},"boolean":true}'])
def test_an_answer_without_solutions_is_an_error(body: bytes) -> None:
    class Broken:
        def query(self, iri: str, text: str, seconds: float) -> bytes:
            assert (iri, text[:6], seconds > 0) == (ENDPOINT, "PREFIX", True)
            return body

    with pytest.raises(ServiceFailed) as caught:
        Federation(Broken(), LIMITS).resolve(QUERY)
    assert caught.value.reason == ServiceFailed.NO_RESULTS


def test_all_calls_of_a_query_share_its_time_and_few_queries_wait() -> None:
    class Slow(Elsewhere):
        def query(self, iri: str, text: str, seconds: float) -> bytes:
            given.append(seconds)
            if len(given) == 1:
                with pytest.raises(QueryQueueFull):
                    busy.resolve(QUERY)
            time.sleep(0.2)
            return super().query(iri, text, seconds)

    given: list[float] = []
    busy = Federation(Slow({"s": uri("A")}), replace(LIMITS, workers=1))
    busy.resolve(f"SELECT * {{ {f'SERVICE <{ENDPOINT}> {{ ?s a ?s }} ' * 2} }}")
    assert given[1] <= given[0] - 0.2


def test_a_query_whose_time_is_over_sends_no_call() -> None:
    elsewhere = Elsewhere({"other": uri("A")})
    with pytest.raises(ServiceFailed) as caught:
        Federation(elsewhere, replace(LIMITS, seconds=0)).resolve(QUERY)
    assert caught.value.reason == ServiceFailed.LATE
    assert elsewhere.received == []


def test_without_allowed_hosts_service_is_refused() -> None:
    with pytest.raises(QueryRefused):
        federation(None).resolve(QUERY)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "SERVICE",
                "silent",
                f"<{ENDPOINT}>",
                "{",
                "}",
                "?s ?p ?o",
                "'{'",
                "# }\n",
                "ex:a",
                "(",
            ]
        ),
        max_size=14,
    )
)
def test_calls_never_overlap_and_lie_within_the_text(words: list[str]) -> None:
    text = " ".join(["SELECT * {", *words, "}"])
    try:
        calls = find_calls(text).calls
    except TokenizationError:
        return
    last = 0
    for call in calls:
        assert last <= call.start < call.end <= len(text)
        assert text[call.start : call.end].endswith(f"{{{call.pattern}}}")
        last = call.end
    try:
        federation(Elsewhere({"s": uri("A")})).resolve(text)
    except (QueryError, SyntaxError):
        return
