"""Queries that would bring an endpoint down each end with a problem, and the next is answered.

Bounded in number and time; all traffic stays on the loopback address.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench.servers import STATEMENTS, Server, large_town, start

# Shorter limits and the same promises are in test_hostile_requests.
pytestmark = [pytest.mark.http, pytest.mark.soak]

ROOM_MEGABYTES = 150

HOSTILE = {
    "order-by-over-a-cross-product": "SELECT * { ?s ?p ?o . ?a ?b ?d } ORDER BY ?s",
    "nested-braces": "SELECT * " + "{" * 20_000 + "?s ?p ?o" + "}" * 20_000,
    "replace-bomb": (
        'SELECT (STRLEN(?a8) AS ?n) { BIND("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" AS ?a0) '
        + " ".join(f'BIND(REPLACE(?a{i}, "a", ?a{i}) AS ?a{i + 1})' for i in range(8))
        + " }"
    ),
    "regex-bomb": (
        'SELECT * { ?s ?p ?o FILTER(REGEX(?o, "((((a{1,100}){1,100}){1,100}){1,100})")) }'
    ),
    "group-by-over-a-cross-product": (
        "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?d } GROUP BY ?s ?a ?d"
    ),
    "everything-twice": "SELECT * { ?s ?p ?o . ?a ?b ?d }",
    "paths": "SELECT * { ?s (!<a:a>)* ?o . ?o (!<a:a>)* ?s }",
}


@pytest.fixture(scope="module")
def large(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    limits = "\n[limits]\nquery_seconds = 5\nquery_megabytes = 512\nanswer_megabytes = 8\n"
    server = start(large_town(town, tmp_path_factory.mktemp("large"), limits))
    yield server
    server.stop()


def server_megabytes(server: Server) -> float:
    """Resident memory of the server processes, query workers left out."""
    total = 0.0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and is_server(folder, server):
            pages = int((folder / "statm").read_text().split()[1])
            total += pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return total


def is_server(folder: Path, server: Server) -> bool:
    try:
        group = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        words = (folder / "cmdline").read_text()
    except (OSError, IndexError, ValueError):
        return False
    mine = server.process.pid in (int(folder.name), group)
    return mine and "terril.store.workers.worker" not in words


def easy(client: httpx.Client) -> float:
    begin = time.monotonic()
    answer = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"})
    assert answer.json()["boolean"] is True
    return time.monotonic() - begin


def test_each_hostile_query_ends_with_a_problem_and_the_next_is_answered(large: Server) -> None:
    with large.client() as client:
        easy(client)
        before = server_megabytes(large)
        for name, query in HOSTILE.items():
            answer = client.post("/sparql", data={"query": query})
            assert answer.status_code in (400, 413, 503), f"{name}: {answer.text[:300]}"
            assert answer.headers["Content-Type"] == "application/problem+json", name
            assert answer.json()["detail"], name
            # Generous: it is there to notice a query that waits for the one before it.
            assert easy(client) < 5, name
            assert client.get("/doc/theme/energie").status_code == 200
        assert server_megabytes(large) < before + ROOM_MEGABYTES


def test_an_answer_is_complete_or_a_problem(large: Server) -> None:
    with large.client() as client:
        query = "SELECT * { ?s <http://e.example/p1> ?o } ORDER BY ?o"
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
        assert answer.status_code == 200
        rows = answer.text.count("\r\n") - 1
        assert rows == len([n for n in range(STATEMENTS) if n % 13 == 1])
        too_much = client.get(
            "/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, headers={"Accept": "text/csv"}
        )
        assert too_much.status_code == 503
        assert "8 MB" in too_much.json()["detail"]
