"""Stored questions, asked by people who know no SPARQL."""

from __future__ import annotations

import csv
import io

import httpx
import pytest

from tests.http.conftest import BASE

pytestmark = pytest.mark.http

SITE = {"site": f"{BASE}id/place/base-11-19"}


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_a_question_is_answered_as_a_table(site: httpx.Client) -> None:
    found = rows(site.get("/query/organizations-on-a-site", params={**SITE, "format": "csv"}))
    assert any("CD2E" in row.values() for row in found)


def test_a_question_is_answered_as_json_and_as_a_page(site: httpx.Client) -> None:
    json = site.get("/query/guiding-questions", headers={"Accept": "application/json"})
    assert len(json.json()["results"]["bindings"]) >= 5
    page = site.get("/query/guiding-questions", headers={"Accept": "text/html"})
    assert "<table>" in page.text


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
