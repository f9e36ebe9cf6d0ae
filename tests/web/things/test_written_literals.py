"""Whatever a release publishes has the literals of the files; answers to queries are canonical."""

from __future__ import annotations

import csv
import io
import json
import shutil
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import openpyxl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from bench.servers import terril
from terril.model.formats import DOCUMENT_FORMATS, RDF_FORMATS, Format, find_format
from terril.town.town import open_town
from terril.web.app import create_app
from tests.build_once import build_once
from tests.paths import TESTS
from tests.representations.sheets import show_cell
from tests.sampling import part_of

ODD = "https://vocab.example/odd#"
THING = "https://data.town.example/id/place/"
RDFLIB_NAMES = {"jsonld": "json-ld", "rdf": "xml", "nt": "nt"}
"""The formats in which rdflib does not turn 007 into 7 by itself."""


@dataclass(frozen=True)
class Published:
    """A published town.

    Attributes:
        folder: of the town.
        site: a client of the application.
        quads: the statements of the dump.
    """

    folder: Path
    site: httpx.Client
    quads: frozenset[Quad]

    @property
    def dumps(self) -> Path:
        return self.folder / "releases" / "current" / "dumps"

    def list_things(self) -> list[str]:
        things = (self.folder / "releases" / "current" / "things.txt").read_text(encoding="utf-8")
        assert things
        return things.split()


def publish_odd_values(folder: Path) -> None:
    shutil.copytree(TESTS / "towns" / "odd-values", folder, dirs_exist_ok=True)
    done = terril("publish", town=folder)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def odd_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_once(tmp_path_factory, "odd-values", publish_odd_values)


@pytest.fixture(scope="module", params=["town", "odd_town"])
def published(request: pytest.FixtureRequest) -> Iterator[Published]:
    """The repository's town, and one of odd values."""
    yield from open_published(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def odd_values(odd_town: Path) -> Iterator[Published]:
    yield from open_published(odd_town)


def open_published(folder: Path) -> Iterator[Published]:
    app = create_app(folder)
    dump = folder / "releases" / "current" / "dumps" / "town.nq"
    quads = frozenset(parse(path=dump, format=RdfFormat.N_QUADS))
    assert quads
    transport = httpx.WSGITransport(app=app)
    with httpx.Client(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield Published(folder, client, quads)
    app.extensions["terril"].close()


def triples_of(quads: Iterable[Quad]) -> set[Triple]:
    return {quad.triple for quad in quads}


def canonical(triples: Iterable[Triple]) -> set[Triple]:
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    return triples_of(store)


def read_document(body: bytes, extension: str) -> set[Triple]:
    row = next(row for row in DOCUMENT_FORMATS if row.extension == extension)
    return triples_of(parse(body, format=row.syntax))


def read_with_rdflib(body: bytes, extension: str) -> set[Triple]:
    with warnings.catch_warnings():
        # rdflib's own JSON-LD reader still uses a class that rdflib calls old.
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = rdflib.Graph().parse(data=body, format=RDFLIB_NAMES[extension])
    return triples_of(parse(graph.serialize(format="nt"), format=RdfFormat.N_TRIPLES))


@pytest.fixture
def keeping_rdflib(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rdflib that respells no literal."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def test_the_dump_has_the_statements_of_the_files(published: Published) -> None:
    graphs: dict[str, set[Triple]] = defaultdict(set)
    for path in (published.folder / "data").rglob("*.*"):
        row = find_format(path.name)
        if row and path.parent.parent != published.folder:
            graph = path.relative_to(published.folder / "data").parts[0]
            graphs[graph] |= triples_of(parse(path=path, format=row.syntax))
    assert graphs
    for name, triples in graphs.items():
        ours = (q for q in published.quads if str(q.graph_name).endswith(f"/id/graph/{name}>"))
        assert triples_of(ours) == triples


@pytest.mark.parametrize("row", RDF_FORMATS, ids=lambda row: row.extension)
def test_all_dumps_are_the_same_graph(published: Published, row: Format) -> None:
    found = triples_of(parse(path=published.dumps / f"town.{row.extension}", format=row.syntax))
    if row.graphs:
        assert found == triples_of(published.quads)
    else:
        assert found == triples_of(
            parse(path=published.dumps / "town.nt", format=RdfFormat.N_TRIPLES)
        )


def test_a_dump_without_graphs_has_what_a_query_sees(published: Published) -> None:
    dump = triples_of(parse(path=published.dumps / "town.nt", format=RdfFormat.N_TRIPLES))
    assert dump < triples_of(published.quads)
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    lines = {"Accept": "application/n-triples"}
    answer = published.site.get("/sparql", params={"query": query}, headers=lines)
    assert answer.status_code == 200, answer.text
    assert triples_of(parse(answer.content, format=RdfFormat.N_TRIPLES)) == canonical(dump)


@pytest.mark.usefixtures("keeping_rdflib")
def test_documents_have_the_statements_of_the_dump(published: Published) -> None:
    things = part_of(published.list_things(), 2, "sample", lambda iri: iri.rpartition("/")[0])
    everything = triples_of(published.quads)
    assert things
    for iri in things:
        own = {t for t in everything if t.subject == NamedNode(iri)}
        for extension in ("ttl", "jsonld", "rdf", "nt", "json"):
            path = f"/doc/{iri.partition('/id/')[2]}.{extension}"
            answer = published.site.get(path)
            assert answer.status_code == 200, path
            found = read_document(answer.content, extension)
            about_itself = {t for t in found if "/doc/" in str(t.subject)}
            assert own <= found - about_itself <= everything, path
            if extension in RDFLIB_NAMES:
                assert read_with_rdflib(answer.content, extension) == found, path


def test_a_query_constructs_the_canonical_statements(published: Published) -> None:
    graphs = {quad.graph_name for quad in published.quads}
    assert graphs
    for graph in graphs:
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
        lines = {"Accept": "application/n-triples"}
        answer = published.site.get("/sparql", params={"query": query}, headers=lines)
        assert answer.status_code == 200, answer.text
        ours = {quad.triple for quad in published.quads if quad.graph_name == graph}
        assert triples_of(parse(answer.content, format=RdfFormat.N_TRIPLES)) == canonical(ours)


def test_a_query_sees_one_literal_for_each_value(odd_values: Published) -> None:
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ <{THING}twice> }} ?s ?p ?o }}"
    lines = {"Accept": "application/n-triples"}
    answer = odd_values.site.get("/sparql", params={"query": query}, headers=lines)
    found = triples_of(parse(answer.content, format=RdfFormat.N_TRIPLES))
    own = {t for t in triples_of(odd_values.quads) if t.subject == NamedNode(f"{THING}twice")}
    assert found == canonical(own)
    assert len(found) < len(own)


def read_table(folder: Path, name: str) -> list[dict[str, str]]:
    content = (folder / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def list_literals(folder: Path, name: str) -> Counter[tuple[str, str]]:
    """Return the literals without a language in a table, each with its property."""
    metadata = json.loads((folder / f"{name}.csv-metadata.json").read_bytes())
    columns = metadata["tables"][0]["tableSchema"]["columns"]
    found: Counter[tuple[str, str]] = Counter()
    for row in read_table(folder, name):
        for column in (one for one in columns if "datatype" in one and row[one["titles"]]):
            cell = row[column["titles"]]
            values = cell.split(column["separator"]) if "separator" in column else [cell]
            found.update((column["propertyUrl"], value) for value in values)
    return found


def test_tables_have_the_literals_of_the_dump(odd_values: Published) -> None:
    rows = {row["IRI"] for row in read_table(odd_values.dumps, "places")}
    # Coordinates are in the row of their place.
    rows.add("https://data.town.example/id/coordinates/fractions")
    asserted = {quad for quad in odd_values.quads if "/derived" not in str(quad.graph_name)}
    expected = Counter(
        (t.predicate.value, t.object.value)
        for t in triples_of(asserted)
        if isinstance(t.subject, NamedNode) and t.subject.value in rows
        if isinstance(t.object, Literal) and not t.object.language
    )
    assert len(expected) > len(rows)
    assert list_literals(odd_values.dumps, "places") == expected


@pytest.mark.parametrize("name", ["town", "places"])
def test_a_workbook_shows_what_the_table_has(published: Published, name: str) -> None:
    with (published.dumps / f"{name}.xlsx").open("rb") as file:
        sheet = openpyxl.load_workbook(file).worksheets[0]
    [head, *rows] = sheet.iter_rows()
    titles = [str(cell.value) for cell in head]
    table = read_table(published.dumps, name)
    assert [dict(zip(titles, map(show_cell, row), strict=True)) for row in rows] == table
    numbers = [cell for row in rows for cell in row if isinstance(cell.value, int | float)]
    assert numbers


def test_a_map_has_the_numbers_of_the_table(published: Published) -> None:
    content = (published.dumps / "places.geojson").read_bytes()
    features = json.loads(content, parse_float=str, parse_int=str)["features"]
    assert features
    table = {row["IRI"]: row for row in read_table(published.dumps, "places")}
    for feature in features:
        row = table[feature["id"]]
        shown = {title: value or "" for title, value in feature["properties"].items()}
        assert {title: shown[title] for title in row} == row
    # Numbers are numbers for programs that read it without the above.
    plain = json.loads(content)["features"]
    assert any(isinstance(v, int | float) for one in plain for v in one["properties"].values())


def test_followers_get_the_lines_of_the_dump(odd_values: Published) -> None:
    release = (odd_values.folder / "releases" / "current").readlink().name
    patch = odd_values.site.get(f"/changes/{release}.rdfp").text
    added = {line[2:] for line in patch.splitlines() if line.startswith("A ")}
    lines = (odd_values.dumps / "town.nq").read_text(encoding="utf-8").splitlines()
    assert added == set(lines)
    page = odd_values.site.get(f"/changes/{release}", headers={"Accept": "text/html"}).text
    assert "2026-03-01T24:00:00" in page


def test_the_stream_has_the_statements_of_the_dump(odd_values: Published) -> None:
    everything = triples_of(odd_values.quads)
    feed = odd_values.site.get("/changes/feed.nt").content
    pages = {t.object for t in read_document(feed, "nt") if t.predicate.value.endswith("#node")}
    found: dict[str, set[Triple]] = defaultdict(set)
    for page in pages:
        assert isinstance(page, NamedNode)
        path = page.value.removeprefix("https://data.town.example")
        for t in read_document(odd_values.site.get(f"{path}.nt").content, "nt"):
            found[getattr(t.subject, "value", "").partition("#")[2]].add(t)
    twice = {(t.predicate, t.object) for t in found["id/place/twice"]}
    own = {(t.predicate, t.object) for t in everything if t.subject == NamedNode(f"{THING}twice")}
    assert own
    assert own <= twice
    # The time and the thing of the version itself.
    assert len(twice - own) == 2


def test_pages_and_their_markup_show_what_is_written(odd_values: Published) -> None:
    shown = odd_values.site.get("/doc/place/twice.html").text
    for text in ("7", "007", "1.5", "1.50", "1.500", "2.50", "2.5", "03"):
        assert f">{text}<" in shown
    assert '"@value":"50.4400"' in odd_values.site.get("/doc/place/fractions.html").text


def test_a_table_is_extended_with_numbers_as_written(odd_values: Published) -> None:
    names = [f"{ODD}price", f"{ODD}number", "schema:latitude"]
    wanted = {
        "ids": ["place/twice", "place/fractions"],
        "properties": [{"id": name} for name in names],
    }
    answer = odd_values.site.post("/reconcile", data={"extend": json.dumps(wanted)})
    rows = json.loads(answer.content, parse_float=str, parse_int=str)["rows"]
    prices = [one["float"] for one in rows["place/twice"][names[0]]]
    assert sorted(prices) == ["1.5", "1.50", "1.500"]
    assert {"str": "007"} in rows["place/twice"][names[1]]
    assert rows["place/fractions"][names[2]] == [{"float": "50.4400"}]


def test_a_number_matches_in_either_spelling(odd_values: Published) -> None:
    for value in ("1.50", "1.5"):
        query = {"query": "Fractions", "properties": [{"pid": f"{ODD}price", "v": value}]}
        answer = odd_values.site.post("/reconcile", data={"queries": json.dumps({"q": query})})
        best = answer.json()["q"]["result"][0]
        assert (best["id"], best["match"]) == ("place/fractions", True), best


def test_scripts_get_what_is_written(odd_town: Path, odd_values: Published) -> None:
    with open_town(odd_town).current() as release:
        description = release.describe(f"{THING}twice")
    own = {t for t in triples_of(odd_values.quads) if t.subject == NamedNode(f"{THING}twice")}
    assert own <= set(description.triples())
    graph = description.to_rdflib().serialize(format="nt")
    assert triples_of(parse(graph, format=RdfFormat.N_TRIPLES)) == set(description.triples())


def test_the_two_graphs_of_a_statement_keep_their_spellings(odd_values: Published) -> None:
    trig = odd_values.site.get("/dump/latest/town.trig").content
    assert set(parse(trig, format=RdfFormat.TRIG)) == odd_values.quads
    with open_town(odd_values.folder).current() as release:
        own = release.describe(f"{THING}twice").own
    assert set(own) == {q for q in odd_values.quads if q.subject == NamedNode(f"{THING}twice")}
