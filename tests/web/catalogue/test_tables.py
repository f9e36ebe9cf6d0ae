"""Tables are read by independent programs, and converted back into the same statements."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import csvw_functions
import openpyxl
import pandas
import pyogrio
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from bench.servers import BASE, Server
from tests.requirements import lack

DATASETS = ("themes", "organizations", "places", "events", "projects-and-services")
LANGUAGES = {"": "fr", ".fr": "fr", ".en": "en"}
TABLES = [f"{name}{ending}" for name in DATASETS for ending in LANGUAGES]
TABLES += ["town.fr", "town.en"]
NAMES = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://schema.org/text")
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@pytest.fixture(scope="module")
def dumps(town: Path) -> Path:
    return town / "releases" / "current" / "dumps"


@pytest.fixture(scope="module")
def statements(dumps: Path) -> dict[str, set[Triple]]:
    """The statements of each thing that files state; the tables have none that follow by rule."""
    found: dict[str, set[Triple]] = defaultdict(set)
    for quad in parse(path=dumps / "town.nq", format=RdfFormat.N_QUADS):
        assert isinstance(quad.subject, NamedNode)
        if quad.graph_name != NamedNode(f"{BASE}id/graph/derived"):
            found[quad.subject.value].add(quad.triple)
    return found


def in_one_language(triples: set[Triple], language: str) -> set[Triple]:
    """The triples without texts that are there in the language as well."""
    spoken: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        spoken[triple.predicate.value].add(tag_of(triple))
    return {
        triple
        for triple in triples
        if tag_of(triple) in ("", language) or language not in spoken[triple.predicate.value]
    }


def tag_of(triple: Triple) -> str:
    return (triple.object.language or "") if isinstance(triple.object, Literal) else ""


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


# The converter warns of titles whose language it forgets after a column in another one.
@pytest.mark.filterwarnings("ignore:Supplied and embedded metadata:UserWarning")
@pytest.mark.parametrize("name", TABLES)
def test_a_table_converts_back_to_the_statements(
    name: str,
    server: Server,
    dumps: Path,
    statements: dict[str, set[Triple]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Source: Generating RDF from Tabular Data on the Web, minimal mode."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    address = f"{server.url}/dump/latest/{name}.csv-metadata.json"
    read = csvw_functions.create_annotated_table_group(input_file_path_or_url=address)
    written = csvw_functions.create_rdf(read, mode="minimal")
    triples = {q.triple for q in parse(written.encode(), format=RdfFormat.N_TRIPLES)}

    things = {row["IRI"] for row in rows_of(dumps / f"{name}.csv")}
    language = LANGUAGES.get(name[-3:], "fr")
    wanted = set().union(*(in_one_language(statements[iri], language) for iri in things))
    for part in {t.subject.value for t in triples if isinstance(t.subject, NamedNode)} - things:
        wanted |= {
            triple
            for triple in in_one_language(statements[part], language)
            if triple.predicate.value not in (*NAMES, TYPE)
        }
    assert things
    assert triples == wanted


def test_the_tables_of_all_languages_contain_every_statement(
    dumps: Path, statements: dict[str, set[Triple]]
) -> None:
    rows = {row["IRI"] for row in rows_of(dumps / "town.csv")}
    assert rows == {iri for iri in statements if iri.startswith(f"{BASE}id/")} != set()
    for iri in rows:
        both = in_one_language(statements[iri], "fr") | in_one_language(statements[iri], "en")
        assert both == statements[iri]


@pytest.mark.parametrize("name", ["town", *DATASETS])
def test_the_first_language_has_the_plain_name(name: str, dumps: Path) -> None:
    for ending in ("csv", "links.csv", "xlsx"):
        plain = (dumps / f"{name}.{ending}").read_bytes()
        assert plain == (dumps / f"{name}.fr.{ending}").read_bytes()
        assert plain != (dumps / f"{name}.en.{ending}").read_bytes()


@pytest.mark.parametrize("path", ["places.csv", "places.links.csv", "town.en.csv"])
def test_lines_end_and_texts_are_quoted_as_rfc_4180_wants(path: str, dumps: Path) -> None:
    written = (dumps / path).read_bytes()
    assert written.endswith(b"\r\n")
    assert not written.startswith(b"\xef\xbb\xbf")
    widths = {len(row) for row in csv.reader(io.StringIO(written.decode(), newline=""))}
    assert len(widths) == 1


def test_pandas_reads_a_table(dumps: Path) -> None:
    frame = pandas.read_csv(dumps / "places.en.csv", index_col="IRI")
    shaft = frame.loc[f"{BASE}id/place/puits-11"]
    assert shaft["name"] == "shaft No. 11"
    assert (shaft["latitude"], shaft["longitude"]) == (50.443206, 2.788481)
    links = pandas.read_csv(dumps / "places.en.links.csv")
    heads = ["IRI", "name", "property", "property (IRI)", "value", "value (IRI)"]
    assert list(links.columns) == heads
    assert f"{BASE}id/place/base-11-19" in set(links["value (IRI)"])


@pytest.mark.parametrize("name", ["town", "places"])
def test_a_reader_of_geodata_reads_the_map(name: str, dumps: Path) -> None:
    found = pyogrio.read_info(dumps / f"{name}.geojson")
    assert found["driver"] == "GeoJSON"
    assert found["crs"] == "EPSG:4326"
    assert found["features"] > 0
    assert {"IRI", "sorte de chose", "nom"} <= set(found["fields"])
    west, south, east, north = pyogrio.read_bounds(dumps / f"{name}.geojson")[1]
    assert (west > 2.7).all()
    assert (east < 2.9).all()
    assert (south > 50.4).all()
    assert (north < 50.5).all()


def test_what_is_nowhere_is_on_no_map(dumps: Path) -> None:
    for name in ("themes", "organizations", "events"):
        assert not (dumps / f"{name}.geojson").exists()
    written = (dumps / "places.geojson").read_text(encoding="utf-8")
    found = {row["id"]: row["geometry"] for row in json.loads(written)["features"]}
    assert f"{BASE}id/place/puits-11" in found
    assert f"{BASE}id/place/hauts-de-france" not in found
    assert None not in found.values()


@pytest.mark.parametrize(
    ("name", "sheets"),
    [("places", ["Données", "Colonnes"]), ("town.en", ["Data", "Columns"])],
)
def test_a_workbook_has_the_table_and_explains_its_columns(
    name: str, sheets: list[str], dumps: Path
) -> None:
    book = openpyxl.load_workbook(dumps / f"{name}.xlsx")
    rows = list(csv.reader(io.StringIO((dumps / f"{name}.csv").read_text(), newline="")))
    assert book.sheetnames == sheets
    data, columns = book.worksheets
    assert [cell.value for cell in data[1]] == rows[0]
    assert [row[0].value for row in data.iter_rows(min_row=2)] == [row[0] for row in rows[1:]]
    assert [row[0].value for row in columns.iter_rows(min_row=2)] == rows[0]
    for _, _, prop, meaning, *_ in columns.iter_rows(min_row=2, values_only=True):
        assert bool(prop) == bool(meaning), prop
    assert all(cell.data_type != "f" for row in data.iter_rows() for cell in row)


def test_libreoffice_reads_in_a_workbook_what_the_table_has(dumps: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        lack("libreoffice", "it is not here: apt-get install libreoffice-calc-nogui")
    names = [f"{name}{ending}" for name in ("town", *DATASETS) for ending in (".fr", ".en")]
    # Tokens 1 to 4: comma, double quote, UTF-8, from the first line; the last: every sheet.
    options = "44,34,76,1,,0,false,true,false,false,false,-1"
    wanted = f"csv:Text - txt - csv (StarCalc):{options}"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [office, home, "--headless", "--convert-to", wanted, "--outdir", str(tmp_path)]
    workbooks = [str(dumps / f"{name}.xlsx") for name in names]
    subprocess.run([*command, *workbooks], check=True, capture_output=True, timeout=600)
    for name in names:
        sheet = "Données" if name.endswith(".fr") else "Data"
        assert rows_of(tmp_path / f"{name}-{sheet}.csv") == rows_of(dumps / f"{name}.csv")


def test_a_workbook_has_numbers_and_days(dumps: Path) -> None:
    sheet = openpyxl.load_workbook(dumps / "places.en.xlsx").worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    latitudes = [row[titles.index("latitude")].value for row in sheet.iter_rows(min_row=2)]
    assert 50.443206 in latitudes
    assert openpyxl.load_workbook(dumps / "town.xlsx").properties.created.year == 2000
