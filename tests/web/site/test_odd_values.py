"""Nothing that is sent as XML is broken, nothing on a page is a script or reorders its neighbours.

The town has texts and properties that XML cannot carry; the release is built as versions before
this rule built theirs, without a check.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin, urlsplit
from warnings import catch_warnings, simplefilter
from xml.etree import ElementTree

import httpx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph, Literal, URIRef

from terril.model.spool import ReleaseStatements
from terril.release import Progress
from terril.release.release import MANIFEST, STATISTICS, THING_INDEX
from terril.town.town import open_town
from terril.web.app import create_app
from tests.odd_values import ANY_TEXT, BASE, DESCRIPTION, NOT_IN_XML, place, write_town

UNNAMEABLE = "https://codes.example/2024/123"
PLAIN, CODED, BACKWARDS = (f"{BASE}id/place/{slug}" for slug in ("plain", "coded", "backwards"))
CONTROLS = {f"{BASE}id/place/control-{ord(one):x}": f"a{one}b" for one in NOT_IN_XML}
BAD_LINKS = (
    "javascript:alert(1)",
    "JAVASCRIPT:alert(2)",
    "data:text/html,x",
    "vbscript:x",
    "file:///x",
)
GOOD_LINKS = ("https://x.example/", "HTTP://x.example/", "mailto:a@x.example", "tel:+33321000000")
LINK = "http://schema.org/url"
MORE = "".join(
    [
        f'<{CODED}> <{UNNAMEABLE}> "v" .\n',
        *(f"<{PLAIN}> <{LINK}> <{link}> .\n" for link in (*BAD_LINKS, *GOOD_LINKS)),
        f'<{BACKWARDS}> <http://www.w3.org/2004/02/skos/core#prefLabel> "abc\u202edef"@en .\n',
        f"<{PLAIN}> <http://schema.org/containedInPlace> <{BACKWARDS}> .\n",
    ]
)
COLON = f"{BASE}id/place/osm:1"
TEXTS = {PLAIN: "a\rb\r\nc", CODED: "v", BACKWARDS: "x", COLON: "c"}
DOCUMENTS = ("index", "place", "catalogue", "catalogue/town", "catalogue/places", "changes")
XML = ("changes.atom", "sitemap.xml", "opensearch.xml", "changes/feed.rdf", "def/shapes.rdf")
DUMPS = ("dump/latest/town.rdf", "dump/latest/town.rdf.gz", "dump/latest/places.rdf")


READERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld", "json": "json-ld"}


def list_paths() -> list[str]:
    documents = [f"doc/place/{iri.rpartition('/')[2]}" for iri in (*CONTROLS, CODED)]
    return [*XML, *DUMPS, *(f"{path}.rdf" for path in (*DOCUMENTS, *documents))]


def serve(folder: Path) -> Iterator[httpx.Client]:
    app = create_app(folder)
    transport = httpx.WSGITransport(app=app)
    with httpx.Client(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield client
    app.extensions["terril"].close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A town that passes the check: two places are fine, one has a property without a name."""
    folder = write_town(tmp_path_factory.mktemp("odd") / "town", TEXTS, MORE)
    open_town(folder).publish()
    yield from serve(folder)


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A release with characters that XML excludes, and with an RDF/XML file all the same."""
    folder = write_town(tmp_path_factory.mktemp("older") / "town", {**TEXTS, **CONTROLS}, MORE)
    town = open_town(folder)
    content = town.read().content()

    def write_dumps(
        statements: ReleaseStatements, folder: Path, processes: int, progress: Progress
    ) -> None:
        content.write_dumps(statements, folder, processes, progress)
        quads = parse(path=str(statements.spool.path), format=RdfFormat.N_QUADS)
        broken = serialize({quad.triple for quad in quads}, format=RdfFormat.RDF_XML) or b""
        for name in ("town.rdf", "places.rdf"):
            (folder / name).write_bytes(broken)

    release = town.releases.publish(replace(content, write_dumps=write_dumps)).release
    # Such versions wrote neither statistics nor an index of things.
    manifest = json.loads((release.folder / MANIFEST).read_bytes())
    for name in (STATISTICS, THING_INDEX):
        del manifest["files"][name]
        (release.folder / name).unlink()
    (release.folder / MANIFEST).unlink()
    (release.folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    yield from serve(folder)


@pytest.mark.parametrize("path", list_paths())
@pytest.mark.parametrize("release", ["site", "older"])
def test_what_is_sent_as_xml_is_well_formed(
    path: str, release: str, request: pytest.FixtureRequest
) -> None:
    client: httpx.Client = request.getfixturevalue(release)
    answer = client.get(f"/{path}")
    if release == "site" and "control-" in path:
        assert answer.status_code == 404
    elif answer.status_code == 406:
        assert 'type="text/turtle"' in answer.headers["Link"]
        assert "text/turtle" in answer.json()["available"]
    else:
        assert answer.status_code == 200
        ElementTree.fromstring(answer.content)  # noqa: S314  our own text


@pytest.mark.parametrize("iri", [CODED, *CONTROLS])
def test_what_xml_cannot_carry_has_no_link_to_it(older: httpx.Client, iri: str) -> None:
    path = f"/doc/place/{iri.rpartition('/')[2]}"
    page = older.get(path, headers={"Accept": "text/html"})
    for answer in (page, older.get(f"{path}.ttl")):
        assert answer.status_code == 200
        assert "application/rdf+xml" not in answer.headers["Link"]
        assert "application/n-triples" in answer.headers["Link"]
    assert ".rdf" not in page.text
    refused = older.get(path, headers={"Accept": "application/rdf+xml"})
    assert refused.status_code == 406
    second = older.get(path, headers={"Accept": "application/rdf+xml, text/turtle;q=0.1"})
    assert second.headers["Content-Type"].startswith("text/turtle")


def test_other_documents_keep_rdf_xml_with_its_line_ends(site: httpx.Client) -> None:
    answer = site.get("/doc/place/plain.rdf")
    graph = Graph().parse(data=answer.content, format="xml")
    assert graph.value(URIRef(PLAIN), URIRef(DESCRIPTION)) == Literal(TEXTS[PLAIN], lang="fr")
    page = site.get("/doc/place/plain.html")
    assert "plain.rdf" in page.text
    assert "application/rdf+xml" in page.headers["Link"]


@pytest.mark.parametrize("release", ["site", "older"])
def test_no_list_of_files_has_one_that_is_not_there(
    release: str, request: pytest.FixtureRequest
) -> None:
    client: httpx.Client = request.getfixturevalue(release)
    paths = (
        "/index.ttl",
        "/index.html",
        "/catalogue.ttl",
        "/catalogue/town.ttl",
        "/catalogue.html",
    )
    bodies = {path: client.get(path).text for path in paths}
    for path, body in bodies.items():
        assert "town.ttl" in body, path
        assert "town.rdf" not in body, path
        assert "places.rdf" not in body, path
    assert "shapes.rdf" in bodies["/catalogue.ttl"]


class Page(HTMLParser):
    """The addresses that a page links to, and its title."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep every address."""
        self.links += [
            value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href")
        ]


def test_a_name_with_a_colon_has_links_to_its_formats_and_languages(site: httpx.Client) -> None:
    answer = site.get("/doc/place/osm:1", headers={"Accept": "text/html"})
    addresses = [
        answer.headers["Content-Location"],
        *re.findall("<([^>]*)>", answer.headers["Link"]),
        *Page(answer.text).links,
    ]
    own = [one for one in addresses if "osm:1" in one and not one.startswith(BASE)]
    assert len(own) > 10
    targets = {urljoin(str(answer.url), one) for one in own}
    assert {urlsplit(one).scheme for one in targets} == {"http"}
    assert {site.get(one).status_code for one in targets} == {200}


ANNOTATIONS = f"""\
<{BASE}catalogue> <http://purl.org/dc/terms/source> <javascript:alert(1)> ;
  <{UNNAMEABLE}> "v" .
"""
CATALOGUE_PATHS = ("catalogue", "catalogue/town", "catalogue/places")


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A town whose catalogue has a property without a name in XML, unlike its data."""
    folder = write_town(tmp_path_factory.mktemp("annotated") / "town", {PLAIN: "a"})
    (folder / "data" / "catalogue.ttl").write_text(ANNOTATIONS, encoding="utf-8")
    open_town(folder).publish()
    yield from serve(folder)


@pytest.mark.parametrize("path", CATALOGUE_PATHS)
def test_a_catalogue_that_xml_cannot_carry_does_not_link_to_it(
    path: str, annotated: httpx.Client
) -> None:
    assert annotated.get(f"/{path}.rdf").status_code == 406
    turtle = annotated.get(f"/{path}.ttl")
    assert UNNAMEABLE in turtle.text
    assert "application/rdf+xml" not in turtle.headers["Link"]
    links = Page(annotated.get(f"/{path}.html").text).links
    name = path.rpartition("/")[2]
    assert f"{name}.ttl" in links
    assert f"{name}.rdf" not in links
    assert annotated.get("/doc/place/plain.rdf").status_code == 200
    assert annotated.get("/dump/latest/town.rdf").status_code == 200


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A release of an older version whose settings have a character that XML excludes."""
    folder = write_town(tmp_path_factory.mktemp("named") / "town", {PLAIN: "a"})
    town = open_town(folder)
    content = town.read().content()
    settings = content.files["town.toml"].replace(b"Deux-Choses", b"Deux\\u0001Choses")
    town.releases.publish(replace(content, files={**content.files, "town.toml": settings}))
    yield from serve(folder)


@pytest.mark.parametrize("path", ["index", "catalogue", "catalogue/town"])
def test_a_name_that_xml_cannot_carry_keeps_documents_from_it(
    path: str, named: httpx.Client
) -> None:
    assert named.get(f"/{path}.rdf").status_code == 406
    turtle = named.get(f"/{path}.ttl")
    assert "Deux\\u0001Choses" in turtle.text
    assert "application/rdf+xml" not in turtle.headers["Link"]
    assert named.get("/doc/place/plain.rdf").status_code == 200


def test_a_name_that_xml_cannot_carry_does_not_break_feed_and_search(named: httpx.Client) -> None:
    feed = ElementTree.fromstring(named.get("/changes.atom").content)  # noqa: S314  our own text
    assert "Deux\ufffdChoses" in "".join(feed.itertext())
    assert named.get("/opensearch.xml").status_code == 406


PAGES = (
    "/doc/place/plain",
    "/place?view=table",
    "/place",
    "/changes",
    "/search?q=plain",
    "/query",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_link_to_web_addresses_alone(site: httpx.Client, path: str) -> None:
    answer = site.get(path, headers={"Accept": "text/html"})
    links = Page(answer.text).links
    assert links
    schemes = {link.partition(":")[0].lower() for link in links if ":" in link.partition("/")[0]}
    assert schemes <= {"http", "https", "mailto", "tel"}


def test_what_is_no_link_is_text(site: httpx.Client) -> None:
    page = site.get("/doc/place/plain.html").text
    links = Page(page).links
    for link in GOOD_LINKS:
        assert link in links
    for link in BAD_LINKS:
        assert link in page


def test_search_engines_get_no_address_of_a_script(site: httpx.Client) -> None:
    page = site.get("/doc/place/plain.html").text
    found = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert {one["@id"] for one in json.loads(found)["url"]} == set(GOOD_LINKS)


def test_a_change_of_direction_ends_with_its_text(site: httpx.Client) -> None:
    name = "\u2068abc\u202edef\u202c\u2069"
    audience = {"Accept-Language": "en"}
    own = site.get("/doc/place/backwards.html", headers=audience).text
    assert f"<title>{name} · " in own
    for path in (
        "/doc/place/plain.html",
        "/place.html",
        "/place.html?view=table",
        "/changes.html",
    ):
        text = site.get(path, headers=audience).text
        assert name in text, path
        assert text.count("\u202e") == text.count("\u202e" + "def\u202c\u2069"), path


def test_the_data_keeps_what_pages_isolate(site: httpx.Client) -> None:
    turtle = site.get("/doc/place/backwards.ttl").content
    texts = [one.object.value for one in parse(turtle, format=RdfFormat.TURTLE)]
    assert "abc\u202edef" in texts


@pytest.mark.soak
@given(st.lists(ANY_TEXT, min_size=5, max_size=12))
@settings(max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_whatever_the_texts_are_no_answer_is_broken(texts: list[str]) -> None:
    things = {place(number): text for number, text in enumerate(texts)}
    with TemporaryDirectory() as folder:
        town = open_town(write_town(Path(folder) / "town", things, MORE))
        town.releases.publish(town.read().content())
        for client in serve(town.folder):
            names = [f"doc/place/{iri.rpartition('/')[2]}" for iri in things]
            for path in (*XML, *DUMPS, *(f"{name}.rdf" for name in (*DOCUMENTS, *names))):
                answer = client.get(f"/{path}")
                assert answer.status_code in (200, 406), path
                if answer.status_code == 200 and "xml" in answer.headers["Content-Type"]:
                    ElementTree.fromstring(answer.content)  # noqa: S314  our own text
            for iri, name in zip(things, names, strict=True):
                for extension, syntax in READERS.items():
                    body = client.get(f"/{name}.{extension}")
                    if body.status_code == 406:
                        assert extension == "rdf"
                        continue
                    with catch_warnings():
                        # The reader calls its own outdated functions.
                        simplefilter("ignore", DeprecationWarning)
                        graph = Graph().parse(data=body.content, format=syntax)
                    found = graph.value(URIRef(iri), URIRef(DESCRIPTION))
                    assert found == Literal(things[iri], lang="fr"), (name, extension)
