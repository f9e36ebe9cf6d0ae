"""The classes of the model: each has a page made from its shapes, and is data as well."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

import httpx
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH

from tests.paths import ROOT

pytestmark = pytest.mark.http

PAGE = {"Accept": "text/html"}
SHAPES = "https://w3id.org/terril/shapes#"
SVG = "{http://www.w3.org/2000/svg}"
FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


def read_shapes() -> Graph:
    found = Graph()
    for path in sorted((ROOT / "shapes").rglob("*.ttl")):
        found.parse(path)
    return found


GRAPH = read_shapes()
NAMES = sorted(str(s).removeprefix(SHAPES) for s in GRAPH.subjects(RDF.type, SH.NodeShape))


def texts(subject: URIRef, predicate: URIRef, language: str) -> set[str]:
    return {
        str(value)
        for value in GRAPH.objects(subject, predicate)
        if isinstance(value, Literal) and value.language == language
    }


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_of_a_class_lists_its_properties_and_messages(
    inner_site: httpx.Client, name: str, language: str
) -> None:
    shape = URIRef(SHAPES + name)
    page = inner_site.get(f"/def/class/{name}", params={"lang": language}, headers=PAGE)
    assert page.status_code == 200
    text = unescape(page.text)
    assert texts(shape, SH.name, language)
    for one in texts(shape, SH.name, language):
        assert f"<h1>{one}</h1>" in text
    parts = list(GRAPH.objects(shape, SH.property))
    assert parts
    for part in parts:
        assert isinstance(part, URIRef)
        for message in texts(part, SH.message, language):
            assert message in text, part


@pytest.mark.parametrize("name", NAMES)
def test_the_shapes_of_a_class_are_data_in_every_format(
    inner_site: httpx.Client, name: str
) -> None:
    shape = URIRef(SHAPES + name)
    sizes = set()
    for extension, syntax in FORMATS.items():
        answer = inner_site.get(f"/def/class/{name}.{extension}")
        assert answer.status_code == 200
        quads = list(parse(answer.content, format=syntax))
        sizes.add(len(quads))
        subjects = {getattr(quad.subject, "value", "") for quad in quads}
        parts = {str(part) for part in GRAPH.objects(shape, SH.property)}
        assert {str(shape), *parts} <= subjects
    assert len(sizes) == 1


def test_all_classes_are_listed_on_the_index_of_the_model(site: httpx.Client) -> None:
    page = site.get("/def/", headers=PAGE).text
    linked = set(re.findall(r'href="class/([A-Za-z]+)"', page))
    assert linked == set(NAMES)


def test_a_drawing_names_the_class_and_its_neighbours(site: httpx.Client) -> None:
    page = site.get("/def/class/Membership?lang=en", headers=PAGE).text
    drawing = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    assert drawing
    written = drawing[0].replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    svg = ElementTree.fromstring(written)  # noqa: S314  # our own page
    names = {text.text for text in svg.iter(f"{SVG}text")}
    assert {"Membership", "organization", "role"} <= names
    targets = {link.get("href") for link in svg.iter(f"{SVG}a")}
    assert "../../def/class/Organization?lang=en" in targets


def test_an_example_of_the_town_is_shown_as_turtle_and_as_json(site: httpx.Client) -> None:
    page = unescape(site.get("/def/class/Unit?lang=en", headers=PAGE).text)
    assert "organization:cfp-sainte-barbe " in page
    assert '"id": "https://data.loos-en-gohelle.fr/id/organization/cfp-sainte-barbe"' in page


@pytest.mark.parametrize("path", ["/def/class/Nothing", "/def/class/Unit.csv", "/def/class/"])
def test_an_unknown_class_is_a_problem(site: httpx.Client, path: str) -> None:
    assert site.get(path, follow_redirects=True).status_code == 404


def test_links_of_the_model_lead_somewhere(inner_site: httpx.Client) -> None:
    visited: set[httpx.URL] = set()
    for start in ("/def/", *(f"/def/class/{name}" for name in NAMES)):
        page = inner_site.get(start, headers=PAGE)
        links = set(re.findall(r'href="([^"#]+)', page.text))
        own = {href for href in links if "://" not in href}
        assert own, start
        for target in {page.url.join(unescape(href)) for href in own} - visited:
            assert inner_site.get(target, headers=PAGE, follow_redirects=True).is_success, target
            visited.add(target)


@pytest.mark.parametrize(
    "address",
    ["/def/town/1%20", "/def/town/1%00", "/def/town/%FF", "/def/[]/context.jsonld", "/def/x/1"],
)
def test_a_version_that_cannot_be_is_not_found(live_site: httpx.Client, address: str) -> None:
    assert live_site.get(address).status_code == 404
