"""The endpoint, asked by clients that others wrote."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import warnings
from typing import Any

import httpx
import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from bench.servers import BASE, Server

pytestmark = pytest.mark.http

NAMES = "SELECT ?name { ?o a org:Organization ; skos:prefLabel ?name FILTER(LANG(?name) = 'fr') }"
CONSTRUCT = (
    "CONSTRUCT { ?o skos:prefLabel ?n } WHERE { ?o a org:Organization ; skos:prefLabel ?n }"
)


@pytest.fixture(scope="module")
def names(live_site: httpx.Client) -> set[str]:
    answer = live_site.get("/sparql", params={"query": NAMES}, headers={"Accept": "text/csv"})
    found = {row["name"] for row in csv.DictReader(io.StringIO(answer.text))}
    assert "CD2E" in found
    return found


def wrapper(server: Server, query: str, form: str) -> Any:  # noqa: ANN401  # SPARQLWrapper's own
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery(f"PREFIX org: <http://www.w3.org/ns/org#>\n{PREFIX_SKOS}\n{query}")
    client.setReturnFormat(form)
    with warnings.catch_warnings():
        # SPARQLWrapper and rdflib warn about their own old names.
        warnings.simplefilter("ignore")
        return client.query().convert()


PREFIX_SKOS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"


def test_sparqlwrapper_gets_json(server: Server, names: set[str]) -> None:
    rows = wrapper(server, NAMES, JSON)["results"]["bindings"]
    assert {row["name"]["value"] for row in rows} == names


def test_sparqlwrapper_gets_xml(server: Server, names: set[str]) -> None:
    document = wrapper(server, NAMES, XML)
    literals = document.getElementsByTagName("literal")
    assert {node.firstChild.data for node in literals} == names


@pytest.mark.parametrize(("form", "mark"), [(CSV, b"name\r\n"), (TSV, b"?name\n")])
def test_sparqlwrapper_gets_tables(server: Server, form: str, mark: bytes) -> None:
    assert wrapper(server, NAMES, form).startswith(mark)


@pytest.mark.parametrize("form", [RDFXML, TURTLE, N3])
def test_sparqlwrapper_gets_graphs(server: Server, form: str, names: set[str]) -> None:
    found = wrapper(server, CONSTRUCT, form)
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert {str(label) for label in graph.objects()} >= names


def test_rdflibs_store_reads_the_endpoint(server: Server, names: set[str]) -> None:
    store = SPARQLStore(f"{server.url}/sparql", returnFormat="json")
    graph = Graph(store)
    label = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    thing = URIRef(f"{BASE}id/organization/cd2e")
    assert "CD2E" in {str(value) for value in graph.objects(thing, label)}
    rows = graph.query(f"PREFIX org: <http://www.w3.org/ns/org#>\n{PREFIX_SKOS}\n{NAMES}")
    assert {str(row[0]) for row in rows} == names  # type: ignore[index]  # a SELECT gives rows


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl: it is not installed")
def test_curl_asks_by_get_and_by_post(server: Server) -> None:
    url = f"{server.url}/sparql"
    ask = ["curl", "-sf", "-H", "Accept: application/sparql-results+json"]
    forms = (
        ["--get", url, "--data-urlencode", "query=ASK { ?s ?p ?o }"],
        [url, "--data-urlencode", "query=ASK { ?s ?p ?o }"],
        [url, "-H", "Content-Type: application/sparql-query", "--data", "ASK { ?s ?p ?o }"],
    )
    for words in forms:
        done = subprocess.run([*ask, *words], capture_output=True, timeout=600, check=True)
        assert b'"boolean":true' in done.stdout


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        (NAMES, "*/*", "application/sparql-results+json"),
        (NAMES, "application/json", "application/sparql-results+json"),
        (NAMES, "application/sparql-results+xml", "application/sparql-results+xml"),
        (NAMES, "text/csv", "text/csv; charset=utf-8"),
        (NAMES, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("ASK {?s ?p ?o}", "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (f"DESCRIBE <{BASE}id/theme/energie>", "text/turtle", "text/turtle; charset=utf-8"),
        (NAMES, "text/html", "text/html; charset=utf-8"),
    ],
)
def test_the_answer_has_the_requested_type(
    site: httpx.Client, query: str, accept: str, expected: str
) -> None:
    answer = site.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == expected
    assert answer.headers["Terril-Release"]


@pytest.mark.parametrize("form", ["json", "srj", "xml", "csv", "tsv"])
def test_a_parameter_names_the_format_too(site: httpx.Client, form: str) -> None:
    answer = site.get("/sparql", params={"query": NAMES, "format": form})
    assert answer.status_code == 200
    assert site.get("/sparql", params={"query": NAMES, "format": "ttl"}).status_code == 406


def ask_number(site: httpx.Client, query: str, **more: str) -> int:
    answer = site.get("/sparql", params={"query": query, **more}, headers={"Accept": "text/csv"})
    return int(answer.text.split()[1])


def test_each_graph_can_be_queried(site: httpx.Client) -> None:
    whole = ask_number(site, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    source = f"{BASE}id/graph/source"
    part = ask_number(site, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{source}> {{ ?s ?p ?o }} }}")
    named = ask_number(site, f"SELECT (COUNT(*) AS ?n) FROM <{source}> {{ ?s ?p ?o }}")
    chosen = ask_number(
        site, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", **{"default-graph-uri": source}
    )
    assert 0 < part < whole
    assert part == named == chosen


def test_the_default_graph_is_the_towns(site: httpx.Client) -> None:
    statements = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
    own = ask_number(site, statements.format(""))
    everything = ask_number(site, statements.format("FROM <#all-graphs>"))
    switch = {"default-graph-uri": f"{BASE}sparql#all-graphs"}
    assert own < everything == ask_number(site, statements.format(""), **switch)
    begin = "FILTER(STRSTARTS(STR(?t), %s))"
    concepts = f"SELECT (COUNT(DISTINCT ?t) AS ?n) {{ ?t a skos:Concept {begin} }}"
    assert ask_number(site, concepts % f"'{BASE}'") > 10
    assert ask_number(site, concepts % "'https://w3id.org/'") == 0
    assert ask_number(site, concepts % "'https://w3id.org/'", **switch) > 10
    labels = "SELECT (COUNT(*) AS ?n) { ?o org:classification ?k %s }"
    kinds = ask_number(site, labels % "")
    assert ask_number(site, labels % "FILTER EXISTS { ?k skos:prefLabel ?l }") == kinds > 10


def test_the_page_has_a_switch_for_the_model_that_stays_as_it_was_set(site: httpx.Client) -> None:
    query = "ASK { schema:Place rdfs:label ?label }"
    page = {"Accept": "text/html", "Accept-Language": "en"}
    switch = {"default-graph-uri": f"{BASE}sparql#all-graphs"}
    box = f'name="default-graph-uri" value="{BASE}sparql#all-graphs"'
    without = site.get("/sparql", params={"query": query}, headers=page).text
    assert f"{box}>" in without
    chosen = site.get("/sparql", params={"query": query, **switch}, headers=page)
    assert f"{box} checked>" in chosen.text
    assert "all-graphs" in chosen.headers["Link"]
    assert ask_number(site, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", **switch) > 0


def test_a_client_that_knows_json_alone_gets_a_graph_as_json_ld(site: httpx.Client) -> None:
    params = {"query": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1"}
    answer = site.get("/sparql", params=params, headers={"Accept": "application/json"})
    assert answer.headers["Content-Type"].startswith("application/ld+json")
    assert answer.json()


@pytest.mark.parametrize(
    ("method", "words", "status"),
    [
        ("GET", {"params": {"query": "SELECT * {"}}, 400),
        ("GET", {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400),
        ("POST", {"data": {"nothing": "x"}}, 400),
        ("POST", {"data": {"update": "DROP ALL"}}, 403),
        (
            "POST",
            {"content": "DROP ALL", "headers": {"Content-Type": "application/sparql-update"}},
            403,
        ),
        ("GET", {"params": {"query": "INSERT DATA { <a:a> <a:a> <a:a> }"}}, 403),
        (
            "GET",
            {"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}},
            403,
        ),
        ("POST", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415),
        (
            "POST",
            {"content": b"\xff", "headers": {"Content-Type": "application/sparql-query"}},
            400,
        ),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406),
        ("PUT", {}, 405),
    ],
)
def test_a_query_without_an_answer_is_a_problem(
    site: httpx.Client, method: str, words: dict[str, Any], status: int
) -> None:
    answer = site.request(method, "/sparql", **words)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_syntax_error_is_reported_with_its_place(site: httpx.Client) -> None:
    query = "SELECT ?s {\n  ?s ?p ??o\n}"
    problem = site.get("/sparql", params={"query": query}).json()
    assert problem["line"] == 2
    assert problem["type"] == "https://w3id.org/terril/problems#query-syntax"
    french = site.get("/sparql", params={"query": query}, headers={"Accept-Language": "fr"}).json()
    assert "La requête n’est pas du SPARQL" in french["detail"]


def test_the_page_shows_an_answer_and_a_mistake(site: httpx.Client) -> None:
    html = {"Accept": "text/html", "Accept-Language": "fr"}
    page = site.get("/sparql", params={"query": NAMES}, headers=html)
    assert "CD2E" in page.text
    assert "<table>" in page.text
    broken = site.get("/sparql", params={"query": "SELECT <script>"}, headers=html)
    assert broken.status_code == 400
    assert "<script>" not in broken.text
    assert "Cette requête n’a pas reçu de réponse" in broken.text


def test_head_of_a_query_has_no_body(site: httpx.Client) -> None:
    answer = site.head("/sparql", params={"query": NAMES})
    assert answer.status_code == 200
    assert answer.content == b""
