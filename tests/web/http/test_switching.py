"""A running server moves to another release without a lost request, and back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench.servers import BASE, Server, copy_published, start, terril

pytestmark = pytest.mark.http
PAUSE = 0.02
"""Seconds between the rounds of a visitor, who leaves processors to others."""

NEW = f"""
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{BASE}id/place/tried> a schema:Place ;
  skos:prefLabel "Lieu d’essai"@fr , "Trial place"@en ;
  schema:name "Lieu d’essai"@fr , "Trial place"@en .
"""


@pytest.fixture
def own(town: Path, tmp_path: Path) -> Iterator[Server]:
    server = start(copy_published(town, tmp_path / "town"))
    yield server
    server.stop()


def served(client: httpx.Client) -> str:
    return str(client.get("/health").json()["release"])


def wait_for(client: httpx.Client, release: str) -> None:
    end = time.monotonic() + 600
    while served(client) != release:
        assert time.monotonic() < end, "the server does not follow"
        time.sleep(0.1)


def test_the_server_follows_a_new_release_and_a_rollback(own: Server) -> None:
    failures: list[str] = []
    stop = threading.Event()

    def send_requests() -> None:
        with own.client() as client:
            while not stop.is_set():
                for path in ("/doc/theme/energie", "/sparql?query=ASK{?s+?p+?o}", "/place"):
                    answer = client.get(path)
                    if answer.status_code != 200:
                        failures.append(f"{path}: {answer.status_code} {answer.text[:200]}")
                time.sleep(PAUSE)

    visitors = [threading.Thread(target=send_requests) for _ in range(3)]
    for visitor in visitors:
        visitor.start()
    try:
        with own.client() as client:
            first = served(client)
            (own.town / "data" / "source" / "tried.ttl").write_text(NEW, encoding="utf-8")
            done = terril("publish", town=own.town)
            assert done.returncode == 0, done.stdout + done.stderr
            second = (own.town / "releases" / "current").resolve().name
            assert second != first
            wait_for(client, second)
            assert client.get("/doc/place/tried").status_code == 200

            assert terril("rollback", town=own.town).returncode == 0
            wait_for(client, first)
            gone = client.get("/doc/place/tried.ttl")
            assert gone.status_code == 410
            assert gone.json()["lastRelease"] == second
            assert client.get("/id/place/tried").status_code == 410
    finally:
        stop.set()
        for visitor in visitors:
            visitor.join()
    assert not failures


def test_a_failed_publication_leaves_what_is_served(own: Server) -> None:
    with own.client() as client:
        before = served(client)
        broken = own.town / "data" / "source" / "broken.ttl"
        broken.write_text(NEW.replace("schema:Place", "schema:Place ]"), encoding="utf-8")
        done = terril("publish", town=own.town)
        assert done.returncode == 1
        assert "broken.ttl" in done.stderr
        assert served(client) == before
        broken.unlink()
        again = terril("publish", town=own.town)
        assert again.returncode == 0
        assert "nothing to do" in again.stderr


def test_a_statement_of_two_graphs_is_counted_once(own: Server) -> None:
    with own.client() as client:
        first = served(client)
        (own.town / "data" / "source" / "tried.ttl").write_text(NEW, encoding="utf-8")
        again = own.town / "data" / "editorial" / "tried.ttl"
        again.write_text(NEW, encoding="utf-8")
        assert terril("publish", town=own.town).returncode == 0
        wait_for(client, (own.town / "releases" / "current").resolve().name)
        assert served(client) != first
        query = f"SELECT (COUNT(*) AS ?n) {{ <{BASE}id/place/tried> ?p ?o }}"
        answer = client.get("/sparql", params={"query": query, "format": "csv"})
        assert answer.text.split()[1] == "5"
        document = client.get("/doc/place/tried.nt")
        assert (
            len([line for line in document.text.splitlines() if "id/place/tried> <" in line]) == 5
        )
