"""Search over HTTP: a page that works without script, data, suggestions, OpenSearch."""

from __future__ import annotations

from xml.etree import ElementTree

import httpx
import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from bench.servers import BASE
from terril.model.vocabulary import HYDRA

pytestmark = pytest.mark.http

PAGE = {"Accept": "text/html"}
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def members(answer: httpx.Response) -> set[str]:
    assert answer.status_code == 200, answer.text
    quads = parse(answer.content, format=RdfFormat.TURTLE)
    member = NamedNode(f"{HYDRA}member")
    return {str(quad.object)[1:-1] for quad in quads if quad.predicate == member}


def test_the_festival_is_found_without_accent_or_hyphen(site: httpx.Client) -> None:
    page = site.get("/search", params={"q": "sainte barbe"}, headers=PAGE)
    assert page.status_code == 200
    assert 'href="./doc/event/festival-sainte-barbe"' in page.text


def test_a_kind_narrows_the_results(site: httpx.Client) -> None:
    found = members(site.get("/search.ttl", params={"q": "sainte barbe", "kind": "event"}))
    assert found == {f"{BASE}id/event/festival-sainte-barbe"}


def test_every_kind_is_linked_with_its_number(site: httpx.Client) -> None:
    page = site.get("/search", params={"q": "sainte barbe"}, headers=PAGE).text
    assert '<a href="?q=sainte+barbe&amp;kind=event">' in page
    chosen = site.get("/search", params={"q": "sainte barbe", "kind": "event"}, headers=PAGE)
    assert '<a href="?q=sainte+barbe" aria-current="true">' in chosen.text


def test_the_page_is_in_the_language_of_the_reader(site: httpx.Client) -> None:
    page = site.get("/search", params={"q": "pepinere", "lang": "fr"}, headers=PAGE).text
    assert "Rien n’a exactement ces mots" in page
    assert 'name="lang" value="fr"' in page


def test_without_words_the_page_is_a_form(site: httpx.Client) -> None:
    page = site.get("/search", headers=PAGE)
    assert page.status_code == 200
    assert 'role="search"' in page.text
    assert 'class="things"' not in page.text


def test_typed_text_stays_text(site: httpx.Client) -> None:
    typed = '"><script>alert(1)</script> OR *'
    page = site.get("/search", params={"q": typed}, headers=PAGE)
    assert page.status_code == 200
    assert "<script>" not in page.text


@pytest.mark.parametrize("query", ["q=a&kind=nothing", "q=a&page=0", "q=a&page=x", "q=a&page=999"])
def test_a_page_that_is_not_there_is_a_problem(site: httpx.Client, query: str) -> None:
    assert site.get(f"/search?{query}").status_code == 404


def test_names_are_suggested_for_typed_text(site: httpx.Client) -> None:
    answer = site.get("/suggest", params={"q": "pépi"})
    assert answer.headers["Content-Type"].startswith("application/x-suggestions+json")
    typed, names, _, places = answer.json()
    assert typed == "pépi"
    assert names[0] == "Pépinière d’éco-entreprises"
    assert places[0] == f"{BASE}id/organization/pepiniere"
    again = site.get(
        "/suggest", params={"q": "pépi"}, headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_a_browser_can_add_the_search_to_its_own(site: httpx.Client) -> None:
    answer = site.get("/opensearch.xml")
    description = ElementTree.fromstring(answer.content)  # noqa: S314 (our own)
    templates = [url.get("template") for url in description.iter(f"{OPENSEARCH}Url")]
    assert templates == [f"{BASE}search?q={{searchTerms}}", f"{BASE}suggest?q={{searchTerms}}"]
    assert 'href="../../opensearch.xml"' in site.get("/doc/theme/energie", headers=PAGE).text
