"""Every page that can be reached: no link is dead, no other host is asked, none is heavy."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from bench.servers import BASE
from tests.paths import TESTS
from tests.requirements import lack
from tests.sampling import part_of
from tests.web.crawl import Crawl, crawl

pytestmark = pytest.mark.http

CHECKER = TESTS / "browser/tools/node_modules/vnu-jar/build/dist/vnu.jar"
HEAVIEST = 150 * 1000
FRENCH = ("/", "/organization?view=table", "/place?view=map", "/search?q=energie", "/nothing")
# Two properties may be called the same; the checker only warns of it.
FINE = "Duplicate “dt” name"


@pytest.fixture(scope="module", params=["sample", pytest.param("all", marks=pytest.mark.soak)])
def left_out(things: list[str], request: pytest.FixtureRequest) -> set[str]:
    """The paths of the documents of most things; none under the marker ``soak``."""
    if request.param == "all":
        return set()
    rest = part_of(things, 1, "rest", lambda iri: iri.rpartition("/")[0])
    return {f"/doc/{iri.removeprefix(f'{BASE}id/')}" for iri in rest}


@pytest.fixture(scope="module")
def crawled(live_site: httpx.Client, left_out: set[str]) -> Crawl:
    found = crawl(live_site, left_out)
    assert found.pages
    return found


def test_every_link_leads_somewhere(crawled: Crawl, things: list[str], left_out: set[str]) -> None:
    assert not crawled.broken
    documents = {f"/doc/{iri.removeprefix(f'{BASE}id/')}" for iri in things} - left_out
    assert documents
    assert documents <= set(crawled.pages)


def test_every_fragment_is_there(crawled: Crawl) -> None:
    assert not crawled.adrift


def test_no_page_asks_another_host(crawled: Crawl, live_site: httpx.Client) -> None:
    hosts = {urlsplit(part).netloc for page in crawled.pages.values() for part in page.parts}
    assert hosts == {live_site.base_url.netloc.decode()}


def test_no_page_is_heavy(crawled: Crawl, live_site: httpx.Client) -> None:
    sizes: dict[str, int] = {}
    for path, page in crawled.pages.items():
        for part in page.parts - sizes.keys():
            sizes[part] = len(gzip.compress(live_site.get(part).content))
        whole = len(gzip.compress(page.text.encode())) + sum(sizes[part] for part in page.parts)
        assert whole < HEAVIEST or path == "/sparql", f"{path}: {whole} bytes"


def test_pages_need_no_script(crawled: Crawl) -> None:
    scripted = [path for path, page in crawled.pages.items() if "<script" in page.text]
    data = '<script type="application/ld+json">'
    others = {path for path in scripted if data not in crawled.pages[path].text}
    assert others <= {"/sparql"}


def test_every_page_is_valid_html(crawled: Crawl, live_site: httpx.Client, tmp_path: Path) -> None:
    java = shutil.which("java")
    if java is None or not CHECKER.is_file():
        lack("vnu", "this test needs Java and: npm ci --prefix tests/browser/tools")
    texts = {path: page.text for path, page in crawled.pages.items()}
    for path in (
        "/",
        "/organization?view=table",
        "/place?view=map",
        "/search?q=energie",
        "/nothing",
    ):
        answer = live_site.get(path, headers={"Accept": "text/html", "Accept-Language": "fr"})
        texts[f"{path} (fr)"] = answer.text
    names = {}
    for number, (path, text) in enumerate(sorted(texts.items())):
        file = tmp_path / f"{number}.html"
        file.write_text(text, encoding="utf-8")
        names[file.name] = path
    done = subprocess.run(
        [java, "-jar", str(CHECKER), "--format", "json", "--also-check-css", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    messages = json.loads(done.stderr)["messages"]
    problems = {
        f"{names[Path(urlsplit(one['url']).path).name]}: {one['message']} {one.get('extract', '')}"
        for one in messages
        if one["type"] == "error" or one.get("subType") == "warning"
        if not one["message"].startswith(FINE)
    }
    assert not problems
