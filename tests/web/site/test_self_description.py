"""Statements of the endpoint and the data set about themselves, and their counts."""

from __future__ import annotations

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from bench.servers import BASE
from terril.model.vocabulary import PREFIXES, RDF, SD, SH, VOID
from terril.town.config import Limits

pytestmark = pytest.mark.http

TURTLE = {"Accept": "text/turtle"}
SERVICE = NamedNode(f"{BASE}sparql")


@pytest.fixture
def service(site: httpx.Client) -> Store:
    answer = site.get("/sparql", headers=TURTLE)
    assert answer.status_code == 200
    return loaded(answer)


def loaded(answer: httpx.Response) -> Store:
    store = Store()
    store.extend(parse(answer.content, format=RdfFormat.TURTLE, base_iri=str(answer.url)))
    return store


def found(store: Store, subject: NamedNode | None, predicate: str) -> list[Quad]:
    return list(store.quads_for_pattern(subject, NamedNode(predicate), None))


def values(store: Store, subject: NamedNode | None, predicate: str) -> set[str]:
    objects = [quad.object for quad in found(store, subject, predicate)]
    return {one.value if isinstance(one, NamedNode) else str(one) for one in objects}


def test_every_declared_prefix_is_known(site: httpx.Client, service: Store) -> None:
    described = {str(quad.object)[1:-1] for quad in found(service, None, f"{SH}prefix")}
    assert described == set(PREFIXES)
    query = " ".join(f"{prefix}:x" for prefix in sorted(described))
    answer = site.get("/sparql", params={"query": f"ASK {{ VALUES ?x {{ {query} }} }}"})
    assert answer.json()["boolean"] is True


def test_every_described_format_is_answered(site: httpx.Client, service: Store) -> None:
    described = values(service, SERVICE, f"{SD}resultFormat")
    assert len(described) == 8
    for form in ("srj", "srx", "csv", "tsv"):
        assert site.get("/sparql", params={"query": "ASK {}", "format": form}).is_success


def test_every_described_graph_can_be_queried(site: httpx.Client, service: Store) -> None:
    graphs = values(service, None, f"{SD}name")
    assert f"{BASE}id/graph/source" in graphs
    rows = site.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"})
    assert graphs == {row["g"]["value"] for row in rows.json()["results"]["bindings"]}


def test_every_limit_is_described_with_its_number(service: Store) -> None:
    described = {
        quad.subject.value.rpartition("#limit-")[2]: str(quad.object)
        for quad in found(service, None, f"{RDF}value")
        if isinstance(quad.subject, NamedNode)
    }
    assert '"2"' in described["seconds"]
    assert f'"{Limits().answer_rows}"' in described["rows"]
    assert len(described) == 10
    for name in described:
        subject = NamedNode(f"{SERVICE.value}#limit-{name}")
        comments = values(service, subject, "http://www.w3.org/2000/01/rdf-schema#comment")
        assert {text.rpartition("@")[2] for text in comments} == {"fr", "en"}


def test_the_description_has_no_blank_nodes(service: Store) -> None:
    assert all(isinstance(quad.subject, NamedNode) for quad in service)


@pytest.mark.parametrize("extension", ["ttl", "jsonld", "rdf", "nt", "json"])
def test_the_description_is_there_in_each_format(site: httpx.Client, extension: str) -> None:
    answer = site.get(f"/sparql.{extension}")
    assert answer.status_code == 200
    assert "UnionDefaultGraph" not in answer.text
    assert "SPARQL11Query" in answer.text


def test_without_a_query_a_browser_gets_the_page_and_a_client_of_results_a_problem(
    site: httpx.Client,
) -> None:
    page = site.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert "<textarea" in page.text
    assert "<textarea" in site.get("/sparql.html").text
    results = {"Accept": "application/sparql-results+json"}
    problem = site.get("/sparql", headers=results)
    assert problem.status_code == 400
    assert "no query" in problem.json()["detail"]


def test_the_data_set_is_counted_as_the_endpoint_counts_it(site: httpx.Client) -> None:
    moved = site.get("/.well-known/void")
    assert moved.status_code == 302
    answer = site.get(str(moved.next_request.url) if moved.next_request else "", headers=TURTLE)
    store = loaded(answer)
    for name, query in {
        "classes": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s a ?o }",
        "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
        "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
        "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
        "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    }.items():
        rows = site.get("/sparql", params={"query": query}).json()["results"]["bindings"]
        described = values(store, NamedNode(BASE), f"{VOID}{name}")
        assert described == {
            f'"{rows[0]["n"]["value"]}"^^<http://www.w3.org/2001/XMLSchema#integer>'
        }
    parts = found(store, NamedNode(BASE), f"{VOID}classPartition")
    assert len(parts) == len(found(store, None, f"{VOID}class"))


def test_requests_and_queries_are_counted(site: httpx.Client) -> None:
    before = counted(site)
    site.get("/sparql", params={"query": "ASK { FILTER(RAND() < 2) }"})
    site.get("/sparql", params={"query": "ASK { # counted\n }"})
    site.get("/sparql", params={"query": "ASK { # counted\n }"})
    site.get("/doc/theme/nothing-of-that-name")
    after = counted(site)
    assert after["terril_queries_answered_total"] >= before["terril_queries_answered_total"] + 1
    assert after["terril_answers_from_memory_total"] > before["terril_answers_from_memory_total"]
    assert after["/sparql 200"] == before.get("/sparql 200", 0) + 3
    missing = "/doc/<kind>/<path:slug> 404"
    assert after[missing] == before.get(missing, 0) + 1
    assert {"terril_queries_running", "terril_queries_waiting", "terril_worker_restarts_total"} < (
        after.keys()
    )


def counted(site: httpx.Client) -> dict[str, float]:
    answer = site.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["Cache-Control"] == "no-store"
    numbers: dict[str, float] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            name = sample.name
            if name == "terril_requests_total":
                name = f"{sample.labels['address']} {sample.labels['status']}"
            numbers[name] = numbers.get(name, 0) + sample.value
    return numbers
