"""Documents of the model have its licence, those of the town that of the town."""

from __future__ import annotations

import re
import tomllib

import httpx
import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from bench.servers import ROOT
from terril.model.vocabulary import DCT, MODEL_LICENCE

PAGE = {"Accept": "text/html"}
MODEL = [
    "def/",
    "def/town",
    "def/shapes",
    "def/queries",
    "def/problems",
    "def/class/Place",
    "query",
]


def read_town_licence() -> str:
    settings = tomllib.loads((ROOT / "town.toml").read_text(encoding="utf-8"))
    return str(settings["licence"])


def list_licences(site: httpx.Client, path: str) -> set[str]:
    """Return the licences in the Link header of each format and in the footer of the page."""
    page = site.get(f"/{path}", headers=PAGE)
    assert page.status_code == 200
    found = set(re.findall(r'rel="license" href="([^"]+)"', page.text))
    assert found
    for answer in (page, site.get(f"/{path}", headers={"Accept": "text/turtle"})):
        linked = re.findall(r'<([^>]*)>; rel="license"', answer.headers["Link"])
        assert len(linked) == 1
        found.update(linked)
    return found


@pytest.mark.parametrize("path", [*MODEL, "catalogue/model", "catalogue/shapes"])
def test_the_model_has_its_own_licence(inner_site: httpx.Client, path: str) -> None:
    assert list_licences(inner_site, path) == {MODEL_LICENCE}


@pytest.mark.parametrize(
    "path", ["", "place", "doc/theme/energie", "catalogue", "catalogue/places"]
)
def test_the_data_has_the_licence_of_the_town(inner_site: httpx.Client, path: str) -> None:
    assert list_licences(inner_site, path) == {read_town_licence()}


def test_the_context_has_the_licence_of_the_model(inner_site: httpx.Client) -> None:
    assert inner_site.get("/def/context.jsonld").headers["Link"].startswith(f"<{MODEL_LICENCE}>")


def test_the_licence_is_the_one_that_the_model_states() -> None:
    stated = {
        quad.object
        for file in (ROOT / "ontology").glob("*.ttl")
        for quad in parse(file.read_bytes(), format=RdfFormat.TURTLE)
        if quad.predicate == NamedNode(f"{DCT}license")
    }
    assert stated == {NamedNode(MODEL_LICENCE)}
