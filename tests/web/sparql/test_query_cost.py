"""The cost of a query, allowed and real: limits, validators, answers from memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from terril.web.app import create_app

pytestmark = pytest.mark.http

TABLE = {"Accept": "text/csv"}
EVERYTHING = "SELECT * WHERE { ?s ?p ?o }"


@contextmanager
def site_with(town: Path, folder: Path, limits: str) -> Iterator[httpx.Client]:
    """The same releases under other limits."""
    settings = (town / "town.toml").read_text(encoding="utf-8").partition("[limits]")[0]
    (folder / "town.toml").write_text(f"{settings}[limits]\n{limits}\n", encoding="utf-8")
    (folder / "releases").symlink_to(town / "releases")
    app = create_app(folder)
    transport = httpx.WSGITransport(app=app)
    with httpx.Client(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield client
    app.extensions["terril"].close()


@pytest.fixture(scope="module")
def narrow(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with site_with(town, tmp_path_factory.mktemp("narrow"), "answer_rows = 10") as client:
        yield client


@pytest.mark.parametrize("form", ["srj", "srx", "csv", "tsv"])
def test_solutions_beyond_the_limit_are_refused_and_never_cut(
    narrow: httpx.Client, form: str
) -> None:
    ten = {"query": f"{EVERYTHING} LIMIT 10", "format": form}
    answer = narrow.get("/sparql", params=ten)
    assert answer.status_code == 200
    assert 'rows;desc="10"' in answer.headers["Server-Timing"]
    refused = narrow.get("/sparql", params={"query": f"{EVERYTHING} LIMIT 11", "format": form})
    assert refused.status_code == 503
    assert refused.json()["limit"] == 10
    assert "LIMIT 10" in refused.json()["detail"]


@pytest.mark.parametrize("form", ["ttl", "nt", "rdf", "jsonld"])
def test_statements_beyond_the_limit_are_refused_too(narrow: httpx.Client, form: str) -> None:
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER(?p = rdf:type) } LIMIT "
    assert narrow.get("/sparql", params={"query": f"{text}10", "format": form}).is_success
    refused = narrow.get("/sparql", params={"query": f"{text}11", "format": form})
    assert refused.status_code == 503


def test_the_cost_of_an_answer_is_in_server_timing(site: httpx.Client) -> None:
    text = f"{EVERYTHING} LIMIT 7 # {id(site)}"
    first = site.get("/sparql", params={"query": text}, headers=TABLE)
    assert {"total", "queue", "query", "rows"} == costs(first)
    again = site.get("/sparql", params={"query": text}, headers=TABLE)
    assert {"total", "cache", "rows"} == costs(again)
    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]


def costs(answer: httpx.Response) -> set[str]:
    return {part.partition(";")[0] for part in answer.headers["Server-Timing"].split(", ")}


def test_a_current_client_gets_304_before_the_engine_runs(site: httpx.Client) -> None:
    first = site.get("/sparql", params={"query": f"{EVERYTHING} LIMIT 8"}, headers=TABLE)
    assert not first.headers["ETag"].startswith("W/")
    known = {**TABLE, "If-None-Match": first.headers["ETag"]}
    again = site.get("/sparql", params={"query": f"{EVERYTHING} LIMIT 8"}, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Server-Timing" not in again.headers
    other = site.get("/sparql", params={"query": f"{EVERYTHING} LIMIT 9"}, headers=known)
    assert other.status_code == 200


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_an_answer_that_changes_is_not_kept_anywhere(site: httpx.Client, function: str) -> None:
    query = f"SELECT ({function} AS ?x) {{}}"
    answers = [site.get("/sparql", params={"query": query}, headers=TABLE) for _ in range(2)]
    assert answers[0].content != answers[1].content
    for answer in answers:
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert "cache" not in costs(answer)


def test_the_prose_of_a_failure_is_kept_nowhere(site: httpx.Client) -> None:
    failed = site.get("/sparql", params={"query": "SELECT"}, headers=TABLE)
    assert failed.headers["Cache-Control"] == "no-store"
    assert "ETag" not in failed.headers


def test_the_answer_to_a_post_is_no_state_of_the_address(site: httpx.Client) -> None:
    query = {"query": f"{EVERYTHING} LIMIT 8"}
    got = site.get("/sparql", params=query, headers=TABLE)
    known = {**TABLE, "If-None-Match": got.headers["ETag"]}
    posted = site.post("/sparql", data=query, headers=known)
    assert (posted.status_code, posted.content) == (200, got.content)
    assert "ETag" not in posted.headers


def test_a_page_has_its_cost_and_is_kept_no_longer_than_its_answer(site: httpx.Client) -> None:
    html = {"Accept": "text/html"}
    page = site.get("/sparql", params={"query": f"{EVERYTHING} LIMIT 3"}, headers=html)
    assert "total" in costs(page)
    assert page.headers["Cache-Control"] == "public, no-cache"
    moment = site.get("/sparql", params={"query": "SELECT (NOW() AS ?n) {}"}, headers=html)
    broken = site.get("/sparql", params={"query": "SELECT"}, headers=html)
    assert moment.headers["Cache-Control"] == broken.headers["Cache-Control"] == "no-store"


def test_a_long_answer_is_the_same_compressed_and_not(site: httpx.Client) -> None:
    everything = {"query": f"{EVERYTHING} VALUES ?n {{ 1 2 3 4 5 }}"}
    plain = site.get(
        "/sparql", params=everything, headers={**TABLE, "Accept-Encoding": "identity"}
    )
    assert len(plain.content) == int(plain.headers["Content-Length"]) > 2**20
    packed = site.get(
        "/sparql", params=everything, headers={**TABLE, "Accept-Encoding": "deflate"}
    )
    assert packed.headers["Content-Encoding"] == "deflate"
    assert packed.content == plain.content
