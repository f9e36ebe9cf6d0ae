"""The protocol's own tests for queries, and for updates those that a reader can send.

Source: https://www.w3.org/TR/sparql11-protocol/, section 2.1, and the working group's list of
protocol tests, whose names these have. The data sets of that list are our named graphs here.
"""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from bench.servers import BASE

pytestmark = pytest.mark.http

DIRECT = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
RESULTS = "application/sparql-results+json"
SOURCE = f"{BASE}id/graph/source"
EDITORIAL = f"{BASE}id/graph/editorial"
NOWHERE = f"{BASE}id/graph/nowhere"
DEFAULT = "default-graph-uri"
NAMED = "named-graph-uri"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


def post(site: httpx.Client, content: str | bytes, media_type: str, **more: Any) -> httpx.Response:  # noqa: ANN401  # httpx's own
    headers = {"Content-Type": media_type} if media_type else {}
    return site.post("/sparql", content=content, headers=headers, **more)


def truth(answer: httpx.Response) -> bool:
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == RESULTS
    value: bool = answer.json()["boolean"]
    return value


def bindings(answer: httpx.Response, name: str) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row[name]["value"] for row in answer.json()["results"]["bindings"]]


def ask(site: httpx.Client, query: str, *dataset: tuple[str, str]) -> httpx.Response:
    return site.get("/sparql", params=[("query", query), *dataset])


def size(site: httpx.Client, graph: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    return int(bindings(ask(site, query), "n")[0])


def statements(answer: httpx.Response, media_type: str) -> int:
    form = RdfFormat.from_media_type(media_type)
    assert form is not None
    return len(list(parse(answer.content, format=form)))


def refused(answer: httpx.Response, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_query_get(site: httpx.Client) -> None:
    assert truth(ask(site, "ASK {}")) is True


def test_query_post_form(site: httpx.Client) -> None:
    assert truth(site.post("/sparql", data={"query": "ASK {}"})) is True
    assert truth(post(site, "query=ASK%20%7B%7D", f"{FORM}; charset=UTF-8")) is True


def test_query_post_direct(site: httpx.Client) -> None:
    assert truth(post(site, "ASK {}", DIRECT)) is True
    assert truth(post(site, 'ASK { FILTER("é" = "é") }', f'{DIRECT}; charset="utf-8"')) is True


def test_query_dataset_default_graph(site: httpx.Client) -> None:
    found = bindings(ask(site, COUNT, (DEFAULT, SOURCE)), "n")
    assert int(found[0]) == size(site, SOURCE)
    assert bindings(ask(site, COUNT, (DEFAULT, NOWHERE)), "n") == ["0"]


def test_query_dataset_default_graphs_get(site: httpx.Client) -> None:
    both = bindings(ask(site, COUNT, (DEFAULT, SOURCE), (DEFAULT, EDITORIAL)), "n")
    assert int(both[0]) > max(size(site, SOURCE), size(site, EDITORIAL))


def test_query_dataset_default_graphs_post(site: httpx.Client) -> None:
    form = {"query": COUNT, DEFAULT: [SOURCE, EDITORIAL]}
    both = bindings(site.post("/sparql", data=form), "n")
    assert int(both[0]) > max(size(site, SOURCE), size(site, EDITORIAL))
    direct = post(site, COUNT, DIRECT, params=[(DEFAULT, SOURCE), (DEFAULT, EDITORIAL)])
    assert bindings(direct, "n") == both


def test_query_dataset_named_graphs_get(site: httpx.Client) -> None:
    dataset = ((NAMED, SOURCE), (NAMED, EDITORIAL))
    assert bindings(ask(site, GRAPHS, *dataset), "g") == sorted((SOURCE, EDITORIAL))
    assert bindings(ask(site, COUNT, *dataset), "n") == ["0"]


def test_query_dataset_named_graphs_post(site: httpx.Client) -> None:
    form = {"query": GRAPHS, NAMED: [SOURCE, EDITORIAL]}
    assert bindings(site.post("/sparql", data=form), "g") == sorted((SOURCE, EDITORIAL))


def test_query_dataset_full(site: httpx.Client) -> None:
    dataset = ((DEFAULT, SOURCE), (NAMED, EDITORIAL))
    assert bindings(ask(site, GRAPHS, *dataset), "g") == [EDITORIAL]
    assert int(bindings(ask(site, COUNT, *dataset), "n")[0]) == size(site, SOURCE)


def test_query_multiple_dataset(site: httpx.Client) -> None:
    """A data set in the protocol and another in the text: the protocol's is asked."""
    text = COUNT.replace("WHERE", f"FROM <{EDITORIAL}> WHERE")
    found = bindings(ask(site, text, (DEFAULT, SOURCE)), "n")
    assert int(found[0]) == size(site, SOURCE) != size(site, EDITORIAL)
    named = GRAPHS.replace("WHERE", f"FROM NAMED <{EDITORIAL}> WHERE", 1)
    assert bindings(ask(site, named, (NAMED, SOURCE)), "g") == [SOURCE]


@pytest.mark.parametrize(
    "accept",
    [
        "application/sparql-results+xml",
        "application/sparql-results+json",
        "text/csv",
        "text/tab-separated-values",
    ],
)
def test_query_content_type_select(site: httpx.Client, accept: str) -> None:
    answer = site.get("/sparql", params={"query": COUNT}, headers={"Accept": accept})
    assert answer.headers["Content-Type"].partition(";")[0] == accept


@pytest.mark.parametrize(
    "accept", ["application/sparql-results+xml", "application/sparql-results+json"]
)
def test_query_content_type_ask(site: httpx.Client, accept: str) -> None:
    answer = site.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": accept})
    assert answer.headers["Content-Type"] == accept


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/ld+json"])
def test_query_content_type_describe(site: httpx.Client, accept: str) -> None:
    query = f"DESCRIBE <{BASE}id/theme/energie>"
    answer = site.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.headers["Content-Type"].partition(";")[0] == accept
    assert statements(answer, accept) > 3


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/ld+json"])
def test_query_content_type_construct(site: httpx.Client, accept: str) -> None:
    query = "CONSTRUCT { ?s skos:prefLabel ?l } WHERE { ?s skos:prefLabel ?l } LIMIT 5"
    answer = site.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.headers["Content-Type"].partition(";")[0] == accept
    assert statements(answer, accept) == 5


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(site: httpx.Client, method: str) -> None:
    answer = site.request(method, "/sparql", params={"query": "ASK {}"})
    refused(answer, 405)
    assert {"GET", "HEAD", "OPTIONS", "POST"} == set(answer.headers["Allow"].split(", "))


def test_bad_multiple_queries(site: httpx.Client) -> None:
    twice: list[tuple[str, str | int | float | bool | None]] = [
        ("query", "ASK {}"),
        ("query", "SELECT * {}"),
    ]
    refused(site.get("/sparql", params=twice), 400)
    refused(post(site, "query=ASK%20%7B%7D&query=ASK%20%7B%7D", FORM), 400)
    refused(post(site, "query=ASK%20%7B%7D", FORM, params={"query": "ASK {}"}), 400)
    refused(post(site, "ASK {}", DIRECT, params={"query": "ASK {}"}), 400)


def test_bad_query_wrong_media_type(site: httpx.Client) -> None:
    refused(post(site, "ASK {}", "text/plain"), 415)


def test_bad_query_missing_form_type(site: httpx.Client) -> None:
    refused(post(site, "query=ASK%20%7B%7D", ""), 415)


def test_bad_query_missing_direct_type(site: httpx.Client) -> None:
    refused(post(site, "ASK {}", ""), 415)


def test_bad_query_non_utf8(site: httpx.Client) -> None:
    text = 'ASK { FILTER("é" = "é") }'
    refused(post(site, text.encode("utf-16"), f"{DIRECT}; charset=UTF-16"), 415)
    refused(post(site, text.encode("latin-1"), DIRECT), 400)
    refused(post(site, b"query=ASK%20%7B%7D%23%E9", FORM), 400)
    refused(post(site, "query=ASK%20%7B%7D", f"{FORM}; charset=UTF-16"), 415)
    refused(site.get("/sparql?query=ASK%20%7B%7D%23%E9"), 400)


def test_bad_query_syntax(site: httpx.Client) -> None:
    answer = ask(site, "ASK\n{ ?s ?p ]}")
    refused(answer, 400)
    problem = answer.json()
    assert (problem["line"], problem["column"], problem["token"]) == (2, 9, "]")


def test_bad_query_missing_query(site: httpx.Client) -> None:
    refused(site.post("/sparql", data={"x": "y"}), 400)
    refused(site.get("/sparql", params={"query": ""}), 400)


def test_bad_query_dataset_iri(site: httpx.Client) -> None:
    refused(ask(site, "ASK {}", (DEFAULT, "not an address")), 400)


UPDATES: dict[str, tuple[dict[str, Any], int]] = {
    "update_post_form": ({"data": {"update": "CLEAR ALL"}}, 403),
    "update_post_direct": (
        {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}},
        403,
    ),
    "update_dataset_default_graph": (
        {"data": {"update": "CLEAR ALL", "using-graph-uri": SOURCE}},
        403,
    ),
    "update_dataset_named_graphs": (
        {"data": {"update": "CLEAR ALL", "using-named-graph-uri": SOURCE}},
        403,
    ),
    "update_as_a_query": ({"data": {"query": "CLEAR ALL"}}, 403),
    "bad_multiple_updates": ({"data": {"update": ["CLEAR ALL", "DROP ALL"]}}, 403),
    "bad_update_wrong_media_type": (
        {"content": "CLEAR ALL", "headers": {"Content-Type": "text/plain"}},
        415,
    ),
    "bad_update_missing_form_type": ({"content": "update=CLEAR%20ALL"}, 415),
    "bad_update_non_utf8": (
        {
            "content": "CLEAR ALL".encode("utf-16"),
            "headers": {"Content-Type": "application/sparql-update; charset=UTF-16"},
        },
        403,
    ),
}


@pytest.mark.parametrize("name", UPDATES)
def test_every_update_is_refused(site: httpx.Client, name: str) -> None:
    words, status = UPDATES[name]
    refused(site.post("/sparql", **words), status)


def test_bad_update_get(site: httpx.Client) -> None:
    answer = site.get("/sparql", params={"update": "CLEAR ALL"})
    refused(answer, 403)
    assert "only reads" in answer.json()["detail"]


def test_head_answers_as_get_does_and_a_preflight_allows_it(site: httpx.Client) -> None:
    got, head = ask(site, COUNT), site.head("/sparql", params={"query": COUNT})
    assert head.content == b""
    assert head.headers["Content-Type"] == got.headers["Content-Type"]
    headers = {
        "Origin": "https://app.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    preflight = site.options("/sparql", headers=headers)
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert preflight.headers["Access-Control-Allow-Headers"] == "content-type"
    assert got.headers["Access-Control-Allow-Origin"] == "*"


def test_a_prefix_of_the_model_is_known_and_a_declaration_wins(site: httpx.Client) -> None:
    known = "ASK { FILTER(STR(schema:name) = 'http://schema.org/name') }"
    assert truth(ask(site, known)) is True
    own = "PREFIX schema: <http://e.example/> ASK { FILTER(STR(schema:x)='http://e.example/x') }"
    assert truth(ask(site, own)) is True
    problem = ask(site, "ASK { ?s schema:name ?o . nothing:here ?p ?o }").json()
    assert (problem["line"], problem["column"], problem["token"]) == (1, 27, "nothing:here")
