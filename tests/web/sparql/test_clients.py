"""Clients that others wrote get the same answer as everybody."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import httpx
import pandas as pd
import pytest
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import ResultRow
from SPARQLWrapper import JSON, SPARQLWrapper

from bench.servers import Server
from tests.node import find_node
from tests.requirements import lack

pytestmark = pytest.mark.http

QUERY = """PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name WHERE {
  ?thing a org:Organization ; skos:prefLabel ?name .
  FILTER(LANG(?name) = "fr")
}"""
COMUNICA = Path(__file__).parent / "comunica/node_modules/@comunica/query-sparql/bin/query.js"
Rows = set[tuple[str, str]]


@pytest.fixture(scope="module")
def expected(server: Server) -> Rows:
    with server.client() as client:
        answer = client.get("/sparql", params={"query": QUERY}, headers={"Accept": "text/csv"})
    found = {(row["thing"], row["name"]) for row in csv.DictReader(io.StringIO(answer.text))}
    assert len(found) > 10
    return found


def test_sparqlwrapper(server: Server, expected: Rows) -> None:
    wrapper = SPARQLWrapper(f"{server.url}/sparql")
    wrapper.setQuery(QUERY)
    wrapper.setReturnFormat(JSON)
    found = wrapper.queryAndConvert()
    assert isinstance(found, dict)
    bindings = found["results"]["bindings"]
    assert {(row["thing"]["value"], row["name"]["value"]) for row in bindings} == expected


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(server: Server, expected: Rows, method: str) -> None:
    store = SPARQLStore(f"{server.url}/sparql", method=method)
    found = store.query(QUERY)
    rows = [row.asdict() for row in found if isinstance(row, ResultRow)]
    assert {(str(row["thing"]), str(row["name"])) for row in rows} == expected


def test_pandas(server: Server, expected: Rows) -> None:
    address = httpx.URL(f"{server.url}/sparql", params={"query": QUERY, "format": "csv"})
    frame = pd.read_csv(str(address))
    assert set(frame.itertuples(index=False, name=None)) == expected


def test_comunica(server: Server, expected: Rows) -> None:
    node = find_node()
    if node is None or not COMUNICA.is_file():
        lack("comunica", "this test needs Node and: npm ci --prefix tests/web/sparql/comunica")
    command = [node, str(COMUNICA), f"sparql@{server.url}/sparql", QUERY]
    command += ["-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    bindings = json.loads(done.stdout)["results"]["bindings"]
    assert {(row["thing"]["value"], row["name"]["value"]) for row in bindings} == expected
