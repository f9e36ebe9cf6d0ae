"""Queries with SERVICE: refused, unless the town allows the host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench.servers import BASE
from terril.model.errors import ServiceFailed, ServiceNotAllowed
from terril.web.app import create_app

pytestmark = pytest.mark.http

QUERY = """SELECT ?theme ?label WHERE {
  ?theme a schema:DefinedTerm .
  SERVICE <https://sparql.town.example/> { ?theme skos:prefLabel ?label }
}"""
JSON = {"Accept": "application/sparql-results+json"}


class Elsewhere:
    """Another endpoint: it knows one label, of which it changes its mind."""

    label = "Energie"

    def query(self, iri: str, text: str, seconds: float) -> bytes:
        assert "skos:prefLabel" in text
        assert seconds > 0
        if iri != "https://sparql.town.example/":
            raise ServiceNotAllowed(iri, "sparql.town.example")
        if not self.label:
            raise ServiceFailed("sparql.town.example", ServiceFailed.LATE)
        row = {
            "theme": {"type": "uri", "value": f"{BASE}id/theme/energie"},
            "label": {"type": "literal", "value": self.label, "xml:lang": "de"},
        }
        head = {"vars": ["theme", "label"]}
        return json.dumps({"head": head, "results": {"bindings": [row]}}).encode()


@pytest.fixture(scope="module")
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture(scope="module")
def federated(town: Path, elsewhere: Elsewhere) -> Iterator[httpx.Client]:
    app = create_app(town, elsewhere)
    transport = httpx.WSGITransport(app=app)
    with httpx.Client(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield client
    app.extensions["terril"].close()


def test_an_allowed_endpoint_is_queried_and_named(federated: httpx.Client) -> None:
    answer = federated.post("/sparql", data={"query": QUERY}, headers=JSON)
    assert answer.status_code == 200, answer.text
    [row] = answer.json()["results"]["bindings"]
    assert row["label"] == {"type": "literal", "value": "Energie", "xml:lang": "de"}
    assert answer.headers["Terril-Services"] == "sparql.town.example"
    assert "cite-as" not in answer.headers.get("Link", "")


def test_an_endpoint_that_changes_its_mind_is_heard(
    federated: httpx.Client, elsewhere: Elsewhere
) -> None:
    first = federated.get("/sparql", params={"query": QUERY}, headers=JSON)
    same = {**JSON, "If-None-Match": first.headers["ETag"]}
    unchanged = federated.get("/sparql", params={"query": QUERY}, headers=same)
    assert unchanged.status_code == 304
    assert unchanged.headers["Terril-Services"] == "sparql.town.example"
    elsewhere.label = "Strom"
    again = {**JSON, "If-None-Match": first.headers["ETag"]}
    second = federated.get("/sparql", params={"query": QUERY}, headers=again)
    elsewhere.label = "Energie"
    assert second.status_code == 200
    assert second.json()["results"]["bindings"][0]["label"]["value"] == "Strom"


def test_failures_and_refusals_are_problems(federated: httpx.Client, elsewhere: Elsewhere) -> None:
    refused = federated.post("/sparql", data={"query": QUERY.replace("sparql.", "sql.")})
    assert refused.status_code == 403
    assert "sparql.town.example" in refused.json()["detail"]
    elsewhere.label = ""
    late = federated.post("/sparql", data={"query": QUERY}, headers={"Accept-Language": "fr"})
    elsewhere.label = "Energie"
    assert late.status_code == 503
    assert "il n’a pas répondu à temps" in late.json()["detail"]


def test_without_allowed_hosts_service_stays_refused(site: httpx.Client) -> None:
    answer = site.post("/sparql", data={"query": QUERY})
    assert answer.status_code == 403
    assert "SERVICE" in answer.json()["detail"]
