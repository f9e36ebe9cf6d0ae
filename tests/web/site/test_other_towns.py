"""A town begun by ``terril new``, with IRIs that are not plain ASCII, is served like any other."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from bench.servers import Server, environment, start, terril

pytestmark = pytest.mark.http

BASE = "https://data.saint-ville.example/"
MORE = f"""
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{BASE}id/place/café> a schema:Place ;
  skos:prefLabel "Café"@fr ; schema:name "Café"@fr .
<{BASE}id/place/na%C3%AFf> a schema:Place ;
  skos:prefLabel "Naïf"@fr ; schema:name "Naïf"@fr ;
  schema:containedInPlace <{BASE}id/place/café> .
<{BASE}id/place/v1.2> a schema:Place ;
  skos:prefLabel "Bâtiment 1.2"@fr ; schema:name "Bâtiment 1.2"@fr .
<{BASE}id/place/plan.html> a schema:Place ;
  skos:prefLabel "Plan"@fr ; schema:name "Plan"@fr .
"""


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    town = tmp_path_factory.mktemp("other") / "town"
    new = ["new", str(town), "--name", "Saint-Ville", "--base", BASE, "--lang", "fr"]
    subprocess.run(
        [sys.executable, "-m", "terril", *new], check=True, timeout=600, env=environment()
    )
    (town / "data" / "source" / "more.ttl").write_text(MORE, encoding="utf-8")
    done = terril("publish", town=town)
    assert done.returncode == 0, done.stdout + done.stderr
    server = start(town)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def client(other: Server) -> Iterator[httpx.Client]:
    with other.client() as found:
        yield found


@pytest.mark.parametrize(
    ("path", "iri"),
    [
        ("/id/place/caf%C3%A9", "id/place/café"),
        ("/id/place/na%C3%AFf", "id/place/na%C3%AFf"),
        ("/id/place/v1.2", "id/place/v1.2"),
        ("/id/place/plan.html", "id/place/plan.html"),
    ],
)
def test_an_iri_is_found_in_each_encoding(client: httpx.Client, path: str, iri: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.headers["Location"].isascii()
    document = client.get(path, follow_redirects=True, headers={"Accept": "application/ld+json"})
    assert document.status_code == 200
    assert document.json()["id"] == BASE + iri
    assert document.headers["Link"].isascii()


def test_a_name_that_ends_like_a_format_still_has_every_format(client: httpx.Client) -> None:
    turtle = client.get("/doc/place/plan.html.ttl")
    assert turtle.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert client.get("/doc/place/v1.2.jsonld").status_code == 200


def test_a_page_links_to_things_that_are_not_ascii(client: httpx.Client) -> None:
    page = client.get("/doc/place/na%C3%AFf.html")
    assert 'href="../../doc/place/caf%C3%A9"' in page.text
    assert client.get("/doc/place/caf%C3%A9.html").status_code == 200


def test_the_town_asks_its_own_data(client: httpx.Client) -> None:
    query = "SELECT ?name { ?place a schema:Place ; skos:prefLabel ?name } ORDER BY ?name"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert "Café" in answer.text
