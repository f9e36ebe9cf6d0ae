"""A town as ``terril new`` writes it: every link on every page answers, in every language."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench.servers import environment, terril
from terril.model.languages import list_languages
from terril.web.app import create_app
from tests.build_once import build_once
from tests.web.crawl import crawl

BASE = "https://data.val-clair.example/"


def publish_new_town(folder: Path) -> None:
    words = ["new", str(folder), "--name", "Val-Clair", "--base", BASE]
    languages = [word for tag in list_languages() for word in ("--lang", tag)]
    command = [sys.executable, "-m", "terril", *words, *languages]
    subprocess.run(command, check=True, timeout=600, env=environment())
    done = terril("publish", town=folder)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def new_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_once(tmp_path_factory, "val-clair", publish_new_town)


@pytest.fixture(params=list_languages())
def new_site(new_town: Path, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    app = create_app(new_town)
    with httpx.Client(
        transport=httpx.WSGITransport(app=app),
        base_url="http://127.0.0.1:8000",
        headers={"Accept-Language": request.param},
    ) as client:
        yield client
    app.extensions["terril"].close()


def test_every_link_of_every_page_answers(new_site: httpx.Client) -> None:
    found = crawl(new_site, base=BASE)
    assert {"/", "/doc/graph/source", "/doc/graph/derived", "/doc/place/val-clair"} <= set(
        found.pages
    )
    assert len(found.pages) > 50
    assert not found.broken
    assert not found.adrift


def test_the_iri_of_every_graph_leads_to_a_document(
    new_site: httpx.Client, new_town: Path
) -> None:
    manifest = json.loads((new_town / "releases/current/manifest.json").read_bytes())
    graphs = [iri for iri in manifest["graphs"] if iri.startswith(BASE)]
    assert len(graphs) == 2
    for iri in graphs:
        answer = new_site.get(iri.removeprefix(BASE[:-1]), follow_redirects=True)
        assert answer.status_code == 200
        assert f"<{iri}>" in new_site.get(f"{answer.url.path}.nt").text
        page = new_site.get(answer.url.path, headers={"Accept": "text/html"}).text
        assert str(manifest["graphs"][iri]) in page
