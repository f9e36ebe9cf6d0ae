"""Stored questions, asked by people who know no SPARQL."""

from __future__ import annotations

import csv
import io
import re

import httpx
import pytest

from bench.servers import BASE
from tests.paths import ROOT

pytestmark = pytest.mark.http

PAGE = {"Accept": "text/html"}
SITE = {"site": f"{BASE}id/place/base-11-19"}


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_a_question_is_answered_as_a_table(site: httpx.Client) -> None:
    found = rows(site.get("/query/organizations-on-a-site", params={**SITE, "format": "csv"}))
    assert any("CD2E" in row.values() for row in found)


def test_a_question_is_answered_as_plain_json(site: httpx.Client) -> None:
    for parameters, accept in ({"format": "json"}, "*/*"), ({}, "application/json"), ({}, "*/*"):
        answer = site.get(
            "/query/numbers-about-places", params=parameters, headers={"Accept": accept}
        )
        assert answer.headers["Content-Type"] == "application/json"
        found = answer.json()
        assert {"value": 110, "unit": "hectares"}.items() <= found[0].items()
        assert {row["language"] for row in found} == {"fr", "en"}
    french = site.get("/query/numbers-about-places?format=json&lang=fr").json()
    assert {row["language"] for row in french} == {"fr"}


def test_a_question_is_answered_as_sparql_clients_want_it(site: httpx.Client) -> None:
    accept = {"Accept": "application/sparql-results+json"}
    answer = site.get("/query/guiding-questions", headers=accept)
    assert len(answer.json()["results"]["bindings"]) >= 5


def test_a_question_is_answered_as_a_page_in_the_readers_words(site: httpx.Client) -> None:
    page = site.get("/query/organizations-on-a-site?lang=fr", headers=PAGE).text
    assert "<h1>Organisations et projets implantés sur un site</h1>" in page
    assert '<th scope="col">organisation</th>' in page
    assert 'title="https://data.loos-en-gohelle.fr/id/organization/cd2e">CD2E</a>' in page
    assert "business incubator" not in page
    assert '<label for="site">site d’implantation</label>' in page
    assert f'<option value="{SITE["site"]}">Base 11/19</option>' in page


def test_a_chosen_value_stays_chosen_and_narrows_the_answer(site: httpx.Client) -> None:
    page = site.get("/query/organizations-on-a-site", params=SITE, headers=PAGE).text
    assert f'<option value="{SITE["site"]}" selected>' in page
    assert "/sparql?query=" in page
    assert "VALUES" in page


def test_a_page_that_lacks_a_value_is_a_form_without_a_complaint(site: httpx.Client) -> None:
    page = site.get("/query/everything-about-a-thing", headers=PAGE)
    assert page.status_code == 200
    assert 'role="alert"' not in page.text
    assert 'name="thing"' in page.text


def test_a_field_for_a_thing_proposes_the_things_by_name(site: httpx.Client) -> None:
    page = site.get("/query/what-refers-to-a-thing?lang=fr", headers=PAGE).text
    assert 'list="things"' in page
    assert f'<option value="{SITE["site"]}">Base 11/19</option>' in page
    page = site.get("/query/things-by-name?lang=fr", headers=PAGE).text
    assert "<datalist" not in page


@pytest.mark.parametrize("values", [{"site": "not an iri"}, {"sight": "x"}])
def test_a_page_names_the_mistake_and_keeps_the_input(
    site: httpx.Client, values: dict[str, str]
) -> None:
    answer = site.get("/query/organizations-on-a-site", params=values, headers=PAGE)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    if "site" in values:
        assert "not an iri" in answer.text


def test_an_empty_value_is_none(site: httpx.Client) -> None:
    every = rows(site.get("/query/organizations-on-a-site?format=csv"))
    assert rows(site.get("/query/organizations-on-a-site?site=&format=csv")) == every


def test_all_questions_are_listed(site: httpx.Client) -> None:
    page = site.get("/query?lang=fr", headers=PAGE)
    assert page.status_code == 200
    names = {path.stem for path in (ROOT / "queries").glob("*.rq")}
    assert names == set(re.findall(r'href="./query/([a-z-]+)\?lang=fr"', page.text))
    data = site.get("/query.ttl")
    assert data.status_code == 200
    assert data.text == site.get("/def/queries.ttl").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/query/nothing", 404),
        ("/query/organizations-on-a-site?site=not+an+iri", 400),
        ("/query/organizations-on-a-site?sight=x", 400),
        ("/query/organizations-on-a-site?site=a:b&site=c:d", 400),
        ("/query/organizations-on-a-site?site=a:b>+}+DROP+ALL", 400),
    ],
)
def test_a_question_that_makes_no_sense_is_a_problem(
    site: httpx.Client, path: str, status: int
) -> None:
    answer = site.get(path)
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"]


def test_the_questions_are_published_as_rdf(site: httpx.Client) -> None:
    turtle = site.get("/def/queries.ttl").text
    assert "sh:SPARQLSelectExecutable" in turtle
    assert "queries#guiding-questions" in turtle
    assert "Questions" in site.get("/def/queries.html").text
