"""Files for search engines and link followers: robots, site map, typed links."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import httpx
import pytest
from lxml import etree
from signposting import find_signposting_http_link

from bench.servers import BASE

pytestmark = pytest.mark.http

MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_robots_txt_excludes_computed_answers(site: httpx.Client) -> None:
    answer = site.get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(answer.text.splitlines())
    for path in ("", "organization", "doc/place/base-11-19", "dump/latest/town.ttl", "sparql"):
        assert rules.can_fetch("SomeBot", f"{BASE}{path}"), path
    for path in ("sparql?query=ASK", "search?q=a", "suggest?q=a"):
        assert not rules.can_fetch("SomeBot", f"{BASE}{path}"), path
    assert rules.site_maps() == [f"{BASE}sitemap.xml"]
    assert "Crawl-delay: 1" in answer.text


def test_the_site_map_has_every_page_once_with_its_date_and_languages(
    site: httpx.Client, things: list[str]
) -> None:
    answer = site.get("/sitemap.xml")
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    tree = etree.fromstring(answer.content)
    found = [str(node.text) for node in tree.iterfind(".//s:loc", MAP)]
    assert len(found) == len(set(found))
    assert {iri.replace("/id/", "/doc/", 1) for iri in things} <= set(found)
    assert {BASE, f"{BASE}organization", f"{BASE}accessibility"} <= set(found)
    assert len(tree.findall(".//s:lastmod", MAP)) == len(found)
    languages = [node.get("hreflang") for node in tree.iterfind(".//s:url[1]/x:link", MAP)]
    assert languages == ["en", "fr"]
    again = site.get("/sitemap.xml", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert site.get("/sitemap.xml?part=1").content.count(b"<url>") == len(found)
    for part in ("0", "2", "x", "-1", "99999999999999999999"):
        assert site.get(f"/sitemap.xml?part={part}").status_code == 404, part


def test_the_document_of_a_thing_is_signposted(site: httpx.Client) -> None:
    answer = site.get("/doc/organization/cd2e", headers={"Accept": "text/html"})
    lines = answer.headers.get_list("Link")
    found = find_signposting_http_link(lines, f"{BASE}doc/organization/cd2e")
    assert found.citeAs is not None
    assert found.citeAs.target == f"{BASE}id/organization/cd2e"
    assert found.collection is not None
    assert found.collection.target == f"{BASE}organization"
    assert found.license is not None
    assert {signal.type for signal in found.describedBy} >= {"text/turtle"}
    assert "https://schema.org/AboutPage" in {signal.target for signal in found.types}


def test_the_items_of_a_list_are_a_set_of_links(site: httpx.Client) -> None:
    answer = site.get("/theme", headers={"Accept": "text/html"})
    assert 'rel="linkset"; type="application/linkset+json"' in answer.headers["Link"]
    links = site.get("/theme.linkset")
    assert links.headers["Content-Type"] == "application/linkset+json"
    whole, *items = links.json()["linkset"]
    assert whole["anchor"] == f"{BASE}theme"
    assert len(whole["item"]) == len(items) == 6
    for item in items:
        assert item["cite-as"][0]["href"].startswith(f"{BASE}id/theme/")
        path = item["anchor"].removeprefix(BASE)
        assert site.get(f"/{path}").status_code == 200


def test_programs_find_the_interfaces_and_the_catalogue_at_well_known_addresses(
    site: httpx.Client,
) -> None:
    answer = site.get("/.well-known/api-catalog")
    assert answer.headers["Content-Type"].startswith("application/linkset+json; profile=")
    whole, *each = answer.json()["linkset"]
    assert whole["anchor"] == f"{BASE}.well-known/api-catalog"
    assert [row["href"] for row in whole["item"]] == [row["anchor"] for row in each]
    assert each
    for row in each:
        assert site.get(row["anchor"].replace(BASE, "/")).status_code == 200
        (described,) = row["service-desc"]
        found = site.get(described["href"].replace(BASE, "/"))
        assert found.status_code == 200
        assert found.headers["Content-Type"].startswith(described["type"])
        assert site.get(row["service-doc"][0]["href"].replace(BASE, "/")).status_code == 200
    for name, path in (("dcat", "/catalogue.ttl"), ("void", "/index.ttl")):
        found = site.get(f"/.well-known/{name}", follow_redirects=True)
        assert found.url.path == path
        assert found.status_code == 200
