"""Files that the query page loads, and rights that its HTTP headers give it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import httpx
import pytest

import terril
from bench.servers import BASE
from terril.web.site.assets import get_built

HTML = {"Accept": "text/html"}
SITE = f"{BASE}id/place/base-11-19"
pytestmark = pytest.mark.http
needs_editor = pytest.mark.skipif(get_built() is None, reason="editor: “make browser” builds it")


def policy(answer: httpx.Response) -> dict[str, str]:
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {name: value for name, _, value in (part.partition(" ") for part in parts)}


def loaded(page: str) -> list[str]:
    return re.findall(r'"\./static/([^"]+-[A-Z0-9]{8}\.(?:js|css))"', page)


@needs_editor
def test_the_query_page_alone_may_run_scripts_and_only_our_own(site: httpx.Client) -> None:
    page = site.get("/sparql", headers=HTML)
    assert policy(page)["script-src"] == policy(page)["connect-src"] == "'self'"
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "script-src" not in policy(site.get("/doc/theme/energie", headers=HTML))
    assert "script-src" not in policy(site.get("/sparql?query=ASK{}&format=srj"))


@needs_editor
def test_an_unchanged_query_page_keeps_its_permission_to_run_scripts(site: httpx.Client) -> None:
    etag = site.get("/sparql", headers=HTML).headers["ETag"]
    again = site.get("/sparql", headers={**HTML, "If-None-Match": etag})
    assert again.status_code == 304
    assert policy(again)["script-src"] == "'self'"


@needs_editor
def test_assets_of_the_page_are_immutable_and_sent_compressed(site: httpx.Client) -> None:
    names = loaded(site.get("/sparql", headers=HTML).text)
    assert len(names) == 2
    for name in names:
        plain = site.get(f"/static/{name}", headers={"Accept-Encoding": "identity"})
        packed = site.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})
        assert "immutable" in plain.headers["Cache-Control"]
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.content == plain.content
        assert packed.headers["ETag"] != plain.headers["ETag"]
        assert "Accept-Encoding" in packed.headers["Vary"]


@needs_editor
def test_a_browser_with_brotli_gets_the_smallest_file(site: httpx.Client) -> None:
    (script,) = [name for name in loaded(site.get("/sparql", headers=HTML).text) if "js" in name]
    sizes = []
    for coding in ("br", "gzip", "identity"):
        with site.stream("GET", f"/static/{script}", headers={"Accept-Encoding": coding}) as sent:
            sizes.append(len(b"".join(sent.iter_raw())))
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 3


@needs_editor
@pytest.mark.parametrize("name", ["manifest.json", "stamp"])
def test_internal_files_of_the_build_are_not_sent(site: httpx.Client, name: str) -> None:
    assert site.get(f"/static/{name}").status_code == 404


@needs_editor
def test_the_licences_of_bundled_libraries_are_served(site: httpx.Client) -> None:
    answer = site.get("/static/licences.txt")
    assert "immutable" not in answer.headers["Cache-Control"]
    for package in ("@zazuko/yasqe", "codemirror", "leaflet", "chart.js", "d3-force", "n3"):
        assert re.search(rf"^{package} \d", answer.text, re.MULTILINE), package


def test_a_stored_query_is_to_be_had_as_text_with_its_parameters_bound(
    site: httpx.Client,
) -> None:
    parameters = {"site": SITE, "format": "rq"}
    answer = site.get("/query/organizations-on-a-site", params=parameters)
    assert answer.headers["Content-Type"].startswith("application/sparql-query")
    assert f"<{SITE}>" in answer.text
    assert "#+" not in answer.text
    rows = site.post("/sparql", data={"query": answer.text, "format": "csv"}).text
    direct = site.get("/query/organizations-on-a-site", params={"site": SITE, "format": "csv"})
    assert rows == direct.text


def test_every_stored_query_is_an_example_with_a_form(site: httpx.Client) -> None:
    page = site.get("/sparql", headers={**HTML, "Accept-Language": "fr"}).text
    paths = list((Path(terril.__file__).parents[2] / "queries").glob("*.rq"))
    assert paths
    for path in paths:
        assert f'action="./query/{path.stem}"' in page
    assert "site d’implantation" in page
    assert "data-iri" in page


def test_the_page_in_another_language_asks_the_same(site: httpx.Client) -> None:
    for path in ("/sparql?query=ASK%7B%7D&format=html", "/query/guiding-questions?format=html"):
        page = site.get(path, headers=HTML)
        (link,) = re.findall(r'<a href="([^"]+)" hreflang="fr"', page.text)
        other = site.get(str(page.url.join(unescape(link))), headers=HTML)
        assert other.headers["Content-Language"] == "fr"
        assert "<table>" in other.text


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_graphs_of_a_shared_address_stay_chosen_on_the_page(site: httpx.Client, name: str) -> None:
    graph = f"{BASE}id/graph/source"
    parameters = {"query": "ASK { ?s ?p ?o }", name: graph}
    page = site.get("/sparql", params=parameters, headers=HTML).text
    assert f'name="{name}" value="{graph}" checked' in page
    assert graph not in site.get("/sparql", headers=HTML).text.partition('<form class="ask"')[2]


def test_without_the_bundle_the_page_is_a_form_and_no_script(town: Path, tmp_path: Path) -> None:
    package = tmp_path / "terril"
    left_out = shutil.ignore_patterns("built", "__pycache__")
    shutil.copytree(Path(terril.__file__).parent, package, ignore=left_out)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    environment = {**kept, "PYTHONPATH": str(tmp_path), "TOWN": str(town)}
    command = [sys.executable, "-c", PLAIN]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "<textarea" in done.stdout
    assert "<script" not in done.stdout
    assert str(package) in done.stdout.splitlines()[0]


PLAIN = """
import os, pathlib, terril
from terril.web.app import create_app
print(terril.__file__)
app = create_app(pathlib.Path(os.environ["TOWN"]))
print(app.test_client().get("/sparql", headers={"Accept": "text/html"}).text)
app.extensions["terril"].close()
"""


def test_the_page_lists_every_limit(site: httpx.Client) -> None:
    page = site.get("/sparql?lang=en", headers={"Accept": "text/html"}).text
    for sentence in ("A query may take 2 s.", "A query may use 512 MB of memory.", "rows; one"):
        assert f"{sentence}" in page
