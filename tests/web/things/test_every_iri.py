"""Every IRI of the release resolves in every format, as independent libraries read it."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from pyld import jsonld
from pyoxigraph import RdfFormat
from rdflib import Graph

from bench.servers import BASE
from terril.model.formats import DOCUMENT_FORMATS

pytestmark = pytest.mark.http

EXTENSIONS = [row.extension for row in DOCUMENT_FORMATS]
RDFLIB_NAMES = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt", "json": "json-ld"}


def as_lines(lines: bytes) -> set[str]:
    """Statements as lines that are the same for the same graph, whatever its blank nodes."""
    graph = pyoxigraph.Dataset(pyoxigraph.parse(lines, format=RdfFormat.N_TRIPLES))
    graph.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in graph}


def with_rdflib(body: bytes, extension: str) -> set[str]:
    with warnings.catch_warnings():
        # rdflib's own JSON-LD reader still uses a class that rdflib calls old.
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = Graph().parse(data=body, format=RDFLIB_NAMES[extension])
    return as_lines(graph.serialize(format="nt", encoding="utf-8"))


def with_pyoxigraph(body: bytes, extension: str) -> set[str]:
    row = next(row for row in DOCUMENT_FORMATS if row.extension == extension)
    quads = list(pyoxigraph.parse(body, format=row.syntax))
    lines = pyoxigraph.serialize([q.triple for q in quads], format=RdfFormat.N_TRIPLES)
    return as_lines(lines or b"")


def with_pyld(body: bytes) -> set[str]:
    quads = jsonld.to_rdf(json.loads(body), {"format": "application/n-quads"})
    return as_lines(str(quads).encode())


def graphs_of(body: bytes, extension: str) -> Iterator[set[str]]:
    """Yield the graph that each library reads in a document."""
    yield with_rdflib(body, extension)
    yield with_pyoxigraph(body, extension)
    if extension in ("jsonld", "json"):
        yield with_pyld(body)


def assert_variants_agree(live_site: httpx.Client, path: str) -> None:
    first: set[str] | None = None
    read: set[tuple[str, bytes]] = set()
    for extension in EXTENSIONS:
        answer = live_site.get(f"{path}.{extension}")
        assert answer.status_code == 200, f"{path}.{extension}: {answer.text[:300]}"
        syntax = RDFLIB_NAMES[extension], answer.content
        # The same bytes at two addresses say the same.
        graphs = [] if syntax in read else list(graphs_of(answer.content, extension))
        read.add(syntax)
        first = first or graphs[0]
        assert first
        assert all(graph == first for graph in graphs), f"{path}.{extension}"
        again = live_site.get(
            f"{path}.{extension}", headers={"If-None-Match": answer.headers["ETag"]}
        )
        assert again.status_code == 304, f"{path}.{extension}"
        assert again.content == b""


def test_every_thing_leads_to_its_document(live_site: httpx.Client, things: list[str]) -> None:
    assert len(things) > 20
    for iri in things:
        answer = live_site.get("/" + iri.removeprefix(BASE))
        assert answer.status_code == 303, iri
        lines = {"Accept": "application/n-triples"}
        followed = live_site.get(
            "/" + iri.removeprefix(BASE), headers=lines, follow_redirects=True
        )
        assert followed.status_code == 200, iri
        assert f"<{iri}>" in followed.text


def test_every_document_is_the_same_graph_in_every_format(
    live_site: httpx.Client, some_things: list[str]
) -> None:
    for iri in some_things:
        assert_variants_agree(live_site, "/doc/" + iri.removeprefix(f"{BASE}id/"))


def test_every_document_has_a_page_in_both_languages(
    live_site: httpx.Client, some_things: list[str]
) -> None:
    for iri in some_things:
        path = "/doc/" + iri.removeprefix(f"{BASE}id/")
        for language in ("fr", "en"):
            answer = live_site.get(f"{path}.html", headers={"Accept-Language": language})
            assert answer.status_code == 200, iri
            assert f'<html lang="{language}">' in answer.text
            tag = {"If-None-Match": answer.headers["ETag"], "Accept-Language": language}
            assert live_site.get(f"{path}.html", headers=tag).status_code == 304


def test_every_list_is_the_same_graph_in_every_format(
    live_site: httpx.Client, things: list[str]
) -> None:
    kinds = {iri.removeprefix(f"{BASE}id/").partition("/")[0] for iri in things}
    for kind in sorted(kinds):
        assert_variants_agree(live_site, f"/{kind}")
        assert live_site.get(f"/{kind}.html").status_code == 200


def test_every_definition_is_the_same_graph_in_every_format(
    live_site: httpx.Client, town: Path
) -> None:
    folder = town / "releases" / "current" / "model" / "ontology"
    names = [path.stem for path in folder.glob("*.ttl")]
    assert "town" in names
    for name in (*names, "shapes"):
        assert_variants_agree(live_site, f"/def/{name}")
        assert live_site.get(f"/def/{name}.html").status_code == 200


def test_every_term_of_the_model_is_explained_where_its_iri_leads(
    live_site: httpx.Client, town: Path
) -> None:
    namespace = "https://w3id.org/terril/"
    folder = town / "releases" / "current" / "model" / "ontology"
    paths = list(folder.glob("*.ttl"))
    assert paths
    for path in paths:
        quads = pyoxigraph.parse(path.read_bytes(), format=RdfFormat.TURTLE)
        terms = {str(quad.subject).strip("<>") for quad in quads}
        for term in (term for term in terms if term.startswith(namespace)):
            document, _, fragment = term.removeprefix(namespace).partition("#")
            page = live_site.get(f"/def/{document}.html")
            assert page.status_code == 200, term
            assert not fragment or f'id="{fragment}"' in page.text, term


def test_the_start_page_is_the_same_graph_in_every_format(live_site: httpx.Client) -> None:
    assert_variants_agree(live_site, "/index")


def test_every_document_reads_as_plain_json(live_site: httpx.Client, things: list[str]) -> None:
    for iri in things:
        content = live_site.get("/doc/" + iri.removeprefix(f"{BASE}id/") + ".json").json()
        assert content["id"] == iri
        words = set(content) - {"@context"}
        assert not [word for word in words if "@" in word or ":" in word], iri


def test_every_artefact_of_the_profile_answers(live_site: httpx.Client, town: Path) -> None:
    profile = town / "releases" / "current" / "model" / "ontology" / "profile.ttl"
    quads = pyoxigraph.parse(profile.read_bytes(), format=RdfFormat.TURTLE)
    namespace = "https://w3id.org/terril/"
    made = [str(q.object).strip("<>") for q in quads if q.predicate.value.endswith("hasArtifact")]
    assert made
    for iri in made:
        answer = live_site.get("/def/" + iri.removeprefix(namespace), follow_redirects=True)
        assert answer.status_code == 200, iri
