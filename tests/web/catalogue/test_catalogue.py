"""The catalogue as portals read it: whole, valid, and the same until something changes."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from openpyxl import load_workbook
from pyshacl import validate
from rdflib import DCAT, DCTERMS, FOAF, RDF, SH, BNode, Graph, Literal, Namespace, Node, URIRef

from bench.servers import BASE
from tests.paths import ROOT
from tests.requirements import shared
from tests.web.things.test_every_iri import with_pyoxigraph

pytestmark = pytest.mark.http

HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
VERSION = URIRef("http://www.w3.org/ns/dcat#version")
CATALOGUE = URIRef(f"{BASE}catalogue")
OFFICIAL = "dcat-ap/SEMICeu/releases/3.0.1"
SHAPES = (
    "html/shacl/shapes.ttl",
    "html/shacl/shapes_recommended.ttl",
    "html/shacl/range.ttl",
    "html/shacl/mdr-vocabularies.shape.ttl",
    "html/shacl/deprecateduris.ttl",
    "shacl/dcat-ap-SHACL.ttl",
    "shacl/ranges.ttl",
)
# What no catalogue can avoid, and what only a person could say; docs/catalogue.md tells why.
UNAVOIDABLE = {
    ("Violation", str(SPDX.algorithm)),
    ("Warning", str(DCTERMS.publisher)),
    ("Warning", str(DCTERMS.type)),
    ("Warning", str(DCTERMS.temporal)),
    ("Warning", str(DCAT.bbox)),
}
QUESTIONS = list((ROOT / "queries").glob("*.rq"))
CONTEXT = '{"@vocab": "http://schema.org/"}'
# What portals take as a keyword.
KEYWORD = re.compile(r"[\w .-]{2,100}")


@pytest.fixture(scope="module")
def graph(live_site: httpx.Client) -> Graph:
    return Graph().parse(data=live_site.get("/catalogue.ttl").text, format="turtle")


@pytest.fixture(scope="module")
def datasets(graph: Graph) -> list[Node]:
    found = sorted(graph.objects(CATALOGUE, DCAT.dataset), key=str)
    assert found
    return found


@pytest.mark.parametrize("file", SHAPES)
def test_the_official_shapes_find_nothing_that_could_be_avoided(graph: Graph, file: str) -> None:
    shapes = Graph().parse(shared(f"{OFFICIAL}/{file}"))
    for shape in list(shapes.objects(None, SH.property)):
        if (shape, SH.path, None) not in shapes:
            # Some have no path, which SHACL demands (SEMICeu/DCAT-AP#448).
            shapes.remove((None, None, shape))
            shapes.remove((shape, None, None))
    _, report, _ = validate(graph, shacl_graph=shapes)
    assert isinstance(report, Graph)
    found: Counter[tuple[str, str]] = Counter()
    details = set(report.objects(None, SH.detail))
    for result in set(report.subjects(RDF.type, SH.ValidationResult)) - details:
        severity = str(report.value(result, SH.resultSeverity)).rpartition("#")[2]
        path = str(report.value(result, SH.resultPath))
        found[severity, path] += 1
    assert set(found) <= UNAVOIDABLE


def test_a_portal_gets_turtle_whatever_it_accepts(live_site: httpx.Client) -> None:
    for path in ("/catalogue", "/catalogue.ttl"):
        for headers in ({}, {"Accept": "*/*", "User-Agent": "python-requests/2.32"}):
            answer = live_site.get(path, headers=headers)
            assert answer.status_code == 200
            assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"
            head = live_site.head(path, headers=headers)
            assert head.status_code == 200
            assert head.headers["Content-Type"] == answer.headers["Content-Type"]


def test_the_catalogue_is_one_whole_page(graph: Graph, datasets: list[Node]) -> None:
    (view,) = graph.objects(CATALOGUE, HYDRA.view)
    types = set(graph.objects(view, RDF.type))
    assert types == {HYDRA.PartialCollectionView, HYDRA.PagedCollection}
    assert graph.value(view, HYDRA.totalItems) == Literal(len(datasets))
    assert graph.value(view, HYDRA.next) is None
    assert graph.value(view, HYDRA.nextPage) is None
    assert len(datasets) == 8


def test_everything_that_the_page_mentions_is_described_and_absolute(graph: Graph) -> None:
    links = {DCAT.downloadURL, DCAT.accessURL, VCARD.hasURL, VCARD.hasUID, DCTERMS.identifier}
    for subject, predicate, value in graph:
        assert not isinstance(subject, URIRef) or urlsplit(str(subject)).scheme, subject
        if isinstance(value, URIRef) and predicate not in links | {RDF.type}:
            if str(predicate).startswith(str(HYDRA)) or "skos" in str(predicate):
                continue
            if str(value).startswith("http://publications.europa.eu/resource/authority/"):
                assert (value, None, None) in graph, value
    assert not [s for s in graph.subjects() if isinstance(s, BNode)]


def test_every_dataset_has_the_properties_that_portals_need(
    graph: Graph, datasets: list[Node]
) -> None:
    identifiers = [str(graph.value(one, DCTERMS.identifier)) for one in datasets]
    assert len(set(identifiers)) == len(identifiers)
    for one in datasets:
        assert set(graph.objects(one, RDF.type)) == {DCAT.Dataset}
        for wanted in (DCTERMS.title, DCTERMS.description):
            found = [text for text in graph.objects(one, wanted) if isinstance(text, Literal)]
            assert sorted(str(text.language) for text in found) == ["en", "fr"], (one, wanted)
            assert wanted == DCTERMS.title or all(len(text) > 100 for text in found), one
        for wanted in (
            DCTERMS.publisher, DCTERMS.license, DCTERMS.issued, DCTERMS.modified,
            DCTERMS.accrualPeriodicity, DCTERMS.accessRights, DCTERMS.spatial, VERSION,
            DCAT.contactPoint, DCAT.landingPage,
        ):  # fmt: skip
            assert len(list(graph.objects(one, wanted))) == 1, (one, wanted)
        assert list(graph.objects(one, DCAT.theme))
        keywords = list(graph.objects(one, DCAT.keyword))
        assert 2 <= len(keywords) <= 8
        assert all(KEYWORD.fullmatch(str(word)) for word in keywords)
    (publisher,) = set(graph.objects(None, DCTERMS.publisher))
    assert graph.value(publisher, FOAF.name) is not None


def test_french_texts_stand_first(live_site: httpx.Client) -> None:
    text = live_site.get("/catalogue.nt").text
    for name in ("title", "description"):
        lines = [line for line in text.splitlines() if f"<{DCTERMS[name]}>" in line]
        assert lines
        seen: set[str] = set()
        for line in lines:
            subject = line.split(" ", 1)[0]
            assert subject in seen or line.endswith("@fr ."), line
            seen.add(subject)


def test_every_file_is_as_the_catalogue_describes_it(
    graph: Graph, datasets: list[Node], live_site: httpx.Client
) -> None:
    checked = 0
    for one in datasets:
        for way in graph.objects(one, DCAT.distribution):
            address = graph.value(way, DCAT.downloadURL)
            if address is None:
                # The endpoint, and the stream of changes.
                (access,) = graph.objects(way, DCAT.accessURL)
                assert live_site.get(str(access).replace(BASE, "/")).status_code == 200
                continue
            assert "latest" in str(address)
            answer = live_site.get(str(address).replace(BASE, "/"))
            assert answer.status_code == 200
            size = graph.value(way, DCAT.byteSize)
            assert int(str(size)) == len(answer.content)
            value = graph.value(graph.value(way, SPDX.checksum), SPDX.checksumValue)
            assert str(value).lower() == hashlib.sha512(answer.content).hexdigest()
            kind = str(graph.value(way, DCAT.mediaType)).partition("media-types/")[2]
            assert answer.headers["Content-Type"].startswith(kind)
            checked += 1
    assert checked > 40


def test_services_of_the_catalogue_and_of_distributions_are_different_nodes(graph: Graph) -> None:
    services = set(graph.objects(CATALOGUE, DCAT.service))
    assert len(services) == 2
    assert not services & set(graph.objects(None, DCAT.accessService))
    for one in services:
        assert graph.value(one, DCAT.endpointURL) is not None
        assert graph.value(one, DCTERMS.identifier) is not None


def test_the_catalogue_is_the_same_graph_in_every_format(live_site: httpx.Client) -> None:
    found = [
        with_pyoxigraph(live_site.get(f"/catalogue.{extension}").content, extension)
        for extension in ("ttl", "jsonld", "rdf", "nt")
    ]
    assert all(lines == found[0] for lines in found)
    assert any(f"<{CATALOGUE}?page=1>" in line for line in found[0])


def test_each_dataset_is_read_at_its_own_address(
    datasets: list[Node], graph: Graph, site: httpx.Client
) -> None:
    for one in datasets:
        path = str(one).replace(BASE, "/")
        own = Graph().parse(data=site.get(f"{path}.ttl").text, format="turtle")
        assert set(own.predicate_objects(one)) >= set(graph.predicate_objects(one))
        page = site.get(path, headers={"Accept": "text/html", "Accept-Language": "fr"})
        assert page.status_code == 200
        assert "Télécharger" in page.text


def test_search_engines_for_datasets_find_their_words_in_the_page(site: httpx.Client) -> None:
    page = site.get("/catalogue/places", headers={"Accept": "text/html"}).text
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert script
    dataset = json.loads(script[1])
    assert dataset["@type"] == ["Dataset"]
    assert dataset["@id"] == f"{BASE}catalogue/places"
    distributions = dataset["distribution"]
    assert {way["encodingFormat"][0]["@value"] for way in distributions} >= {
        "text/csv",
        "text/turtle",
    }
    lines = with_pyoxigraph(script[1].replace('"https://schema.org"', CONTEXT).encode(), "jsonld")
    assert lines <= with_pyoxigraph(site.get("/catalogue/places.nt").content, "nt")


def test_the_columns_of_a_dataset_are_explained_as_in_its_workbook(
    site: httpx.Client, tmp_path: Path
) -> None:
    page = site.get("/catalogue/places?lang=fr", headers={"Accept": "text/html"}).text
    (tmp_path / "places.xlsx").write_bytes(site.get("/dump/latest/places.fr.xlsx").content)
    sheet = load_workbook(tmp_path / "places.xlsx").worksheets[1]
    titles = [str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    table = page[page.index('id="columns"') :]
    assert [unescape(one) for one in re.findall(r'<th scope="row">(.*?)</th>', table)] == titles


def test_people_download_in_their_language(site: httpx.Client) -> None:
    page = site.get("/catalogue?lang=en", headers={"Accept": "text/html"}).text
    assert 'href="./dump/latest/places.en.csv" download' in page
    assert 'href="./dump/latest/places.ttl" download' in page
    assert f"<code>{BASE}catalogue.ttl</code>" in page


@pytest.mark.parametrize("path", ["/catalogue?page=0", "/catalogue?page=2", "/catalogue?page=x",
                                  "/catalogue/nothing", "/catalogue/places.zip"])  # fmt: skip
def test_what_is_not_in_the_catalogue_is_not_found(site: httpx.Client, path: str) -> None:
    assert site.get(path).status_code == 404


def test_a_dataset_shows_its_queries_and_its_changes(site: httpx.Client) -> None:
    page = site.get("/catalogue/places?lang=en", headers={"Accept": "text/html"}).text
    queries = page[page.index('id="ask"') : page.index("</section>", page.index('id="ask"'))]
    assert "How many places of each kind" in queries
    assert "/query?lang=en#places" in queries
    history = page[page.index('id="history"') :]
    assert re.search(r'href="../changes/[0-9a-f]{12}\?lang=en"', history)
    assert re.search(r"[1-9]\d* new, 0 changed, 0 removed", history)


def test_the_model_is_a_dataset_of_its_documents(site: httpx.Client) -> None:
    page = site.get("/catalogue/model?lang=en", headers={"Accept": "text/html"}).text
    assert 'href="../def/town?lang=en"' in page
    assert "apache.org/licenses" in page
    assert 'id="preview"' not in page
    lines = with_pyoxigraph(site.get("/dump/latest/model.nt").content, "nt")
    for name in ("town", "kinds", "profile"):
        assert with_pyoxigraph(site.get(f"/def/{name}.nt").content, "nt") <= lines, name
    shapes = site.get("/dump/latest/shapes.ttl").content
    assert with_pyoxigraph(shapes, "ttl") == with_pyoxigraph(
        site.get("/def/shapes.ttl").content, "ttl"
    )


def test_questions_stand_under_the_dataset_that_they_are_about(site: httpx.Client) -> None:
    page = site.get("/query?lang=en", headers={"Accept": "text/html"}).text
    headings = re.findall(r'<h2 id="([a-z-]+)">', page)
    assert headings[-1] == "town"
    assert {"themes", "organizations", "places", "events"} < set(headings)
    assert len(re.findall(r'href="\./query/[a-z-]+\?lang=en"', page)) == len(QUESTIONS)
