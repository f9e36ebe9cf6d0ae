"""The notice of the publisher is on every page and in what portals and programs read."""

from __future__ import annotations

import html
import re

import httpx
import pytest
from msgspec import convert
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from bench.servers import BASE
from terril.model.vocabulary import DCT
from terril.town.config import Publisher, parse_config
from terril.town.config_file import read_config
from tests.paths import ROOT

pytestmark = pytest.mark.http

PAGES = ("/", "/catalogue", "/catalogue/places", "/query", "/sparql", "/def/", "/search?q=eco")
LANGUAGES = ("fr", "en")
PLAIN = {
    "base": "https://data.town.example/",
    "name": {"en": "Town"},
    "languages": ["en"],
    "licence": "https://town.example/licence",
    "publisher": {"name": {"en": "Town"}, "iri": "https://data.town.example/id/organization/a"},
    "contact": {"name": "Town", "url": "https://town.example/"},
}


@pytest.fixture(scope="module")
def notice() -> dict[str, str]:
    found = read_config(ROOT).notice
    assert set(found) == set(LANGUAGES)
    return found


def read(site: httpx.Client, path: str, language: str) -> str:
    found = site.get(path, params={"lang": language}, headers={"Accept": "text/html"})
    assert found.status_code == 200
    return html.unescape(found.text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_ends_in_the_notice(
    path: str, language: str, inner_site: httpx.Client, notice: dict[str, str]
) -> None:
    footer = read(inner_site, path, language).partition("<footer>")[2]
    assert notice[language] in footer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/catalogue"])
def test_start_page_and_catalogue_begin_with_it(
    path: str, language: str, inner_site: httpx.Client, notice: dict[str, str]
) -> None:
    main = read(inner_site, path, language).partition("<main")[2].partition("<h2")[0]
    assert notice[language] in main


def describe(site: httpx.Client, path: str) -> dict[str, dict[str, str]]:
    """The descriptions in Turtle by their subject and language."""
    answer = site.get(path, headers={"Accept": "text/turtle"})
    found: dict[str, dict[str, str]] = {}
    for quad in parse(answer.content, format=RdfFormat.TURTLE, base_iri=f"{BASE}{path}"):
        described = quad.predicate.value == f"{DCT}description"
        if described and isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
            texts = found.setdefault(quad.subject.value, {})
            texts[quad.object.language or ""] = quad.object.value
    return found


def test_the_catalogue_and_each_dataset_say_it_in_their_description(
    inner_site: httpx.Client, notice: dict[str, str]
) -> None:
    described = describe(inner_site, "/catalogue.ttl")
    records = {iri: texts for iri, texts in described.items() if re.search(r"catalogue\b", iri)}
    assert f"{BASE}catalogue" in records
    assert f"{BASE}catalogue/places" in records
    for iri in (one for one in records if "#" not in one):
        for language in LANGUAGES:
            assert records[iri][language].endswith(notice[language]), iri


def test_the_description_of_the_whole_says_it(
    inner_site: httpx.Client, notice: dict[str, str]
) -> None:
    assert describe(inner_site, "/")[BASE] == notice


def test_a_town_that_publishes_itself_has_none_and_is_a_local_authority() -> None:
    config = parse_config(PLAIN)
    assert config.notice == {}
    assert config.publisher.kind == "LocalAuthority"
    assert parse_config({**PLAIN, "notice": {"en": " "}}).notice == {}


def test_a_kind_of_publisher_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="kind"):
        convert({**PLAIN["publisher"], "kind": "Town"}, Publisher)  # type: ignore[dict-item]
