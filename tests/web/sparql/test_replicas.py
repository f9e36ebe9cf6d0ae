"""The endpoint answers while one of two replicas is killed, and says which one a publish skips."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.engines import RunningEngine
from bench.servers import start, terril
from terril.cli import main

pytestmark = pytest.mark.http

CLIENTS, BEFORE, AFTER = 4, 5, 25


@pytest.fixture
def town(servers: list[RunningEngine], tmp_path: Path) -> Path:
    folder = tmp_path / "town"
    words = ["new", str(folder), "--name", "Saint-Ville", "--base", "https://saint-ville.example/"]
    assert CliRunner().invoke(main, words).exit_code == 0
    lines = "".join(
        f"{key} = [{', '.join(repr(getattr(one.store, key)) for one in servers)}]\n"
        for key in ("query", "update", "graph_store")
    )
    # No answer comes from memory, and no client is one too many.
    limits = "answer_cache_megabytes = 0\nqueries_per_minute = 0\n"
    settings = folder / "town.toml"
    text = settings.read_text(encoding="utf-8")
    for table, written in (("[limits]\n", limits), ("[store]\n", f'{lines}engine = "oxigraph"\n')):
        assert table in text
        text = text.replace(table, table + written)
    settings.write_text(text, encoding="utf-8")
    return folder


def test_a_replica_is_killed_while_clients_ask(town: Path, servers: list[RunningEngine]) -> None:
    published = terril("publish", town=town)
    assert published.returncode == 0, published.stderr
    assert all(one.store.query in published.stderr for one in servers)
    halfway = threading.Barrier(CLIENTS + 1)
    server = start(town)

    def use(client: int) -> list[tuple[int, str]]:
        answers = []
        with server.client() as session:
            for number in range(BEFORE + AFTER):
                if number == BEFORE:
                    halfway.wait()
                own = client * 100 + number
                text = f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER({own} > -1) }}"
                answer = session.get("/sparql", params={"query": text, "format": "csv"})
                answers.append((answer.status_code, answer.text))
        return answers

    try:
        with ThreadPoolExecutor(CLIENTS) as clients:
            running = [clients.submit(use, number) for number in range(CLIENTS)]
            halfway.wait()
            servers[0].process.kill()
            answers = [answer for one in running for answer in one.result()]
    finally:
        server.stop()
    assert len(answers) == CLIENTS * (BEFORE + AFTER)
    assert {status for status, _ in answers} == {200}
    assert len(set(answers)) == 1
    check_publication(town, servers)


def check_publication(town: Path, servers: list[RunningEngine]) -> None:
    """Publish a change while one replica is down: it is named, and the release is switched to."""
    with (town / "town.toml").open("a", encoding="utf-8") as settings:
        settings.write("# another release\n")
    before = (town / "releases" / "current").resolve()
    again = terril("publish", town=town)
    assert again.returncode == 0, again.stderr
    assert "skip it until" in again.stderr
    assert servers[0].store.query in again.stderr
    assert (town / "releases" / "current").resolve() != before
