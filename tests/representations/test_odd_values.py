"""Every file of a release is read by another reader, with the values that the sources have."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from warnings import catch_warnings, simplefilter

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from rdflib import Dataset, URIRef

from terril.model.findings import filter_violations
from terril.release import Releases
from terril.town.town import open_town
from tests.odd_values import DESCRIPTION, LEGAL_TEXT, place, write_town
from tests.representations.sheets import unescape

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
TOWNS = st.lists(LEGAL_TEXT, min_size=25, max_size=40, unique=True).map(
    lambda texts: {place(number): text for number, text in enumerate(texts)}
)
Texts = Mapping[str, str]


def read_rdf(syntax: str) -> Callable[[bytes], Texts]:
    def read(body: bytes) -> Texts:
        with catch_warnings():
            # The reader calls its own outdated functions.
            simplefilter("ignore", DeprecationWarning)
            graph = Dataset(default_union=True).parse(data=body, format=syntax)
            rows = list(graph.triples((None, URIRef(DESCRIPTION), None)))
        return {str(row[0]): str(row[2]) for row in rows}

    return read


def read_cells(rows: list[list[str]]) -> Texts:
    column = rows[0].index("description")
    return {row[0]: row[column] for row in rows[1:]}


def read_csv(body: bytes) -> Texts:
    return read_cells(list(csv.reader(io.StringIO(body.decode(), newline=""))))


def read_xlsx(body: bytes) -> Texts:
    sheet = load_workbook(io.BytesIO(body), read_only=True).worksheets[0]
    rows = [[unescape(str(cell or "")) for cell in row] for row in sheet.values]
    return read_cells(rows)


READERS: Mapping[str, Callable[[bytes], Texts]] = {
    "town.ttl": read_rdf("turtle"),
    "town.nt": read_rdf("nt"),
    "town.trig": read_rdf("trig"),
    "town.nq": read_rdf("nquads"),
    "town.rdf": read_rdf("xml"),
    "town.jsonld": read_rdf("json-ld"),
    "places.ttl": read_rdf("turtle"),
    "places.rdf": read_rdf("xml"),
    "places.csv": read_csv,
    "places.xlsx": read_xlsx,
}


@given(TOWNS)
@settings(max_examples=2, phases=PHASES)
def test_every_file_has_the_values_of_the_sources(texts: Texts) -> None:
    compare_files(texts)


@pytest.mark.soak
@given(TOWNS)
@settings(max_examples=60, phases=PHASES)
def test_every_file_has_the_values_of_the_sources_every_time(texts: Texts) -> None:
    compare_files(texts)


def compare_files(texts: Texts) -> None:
    files = write_files(texts)
    assert set(READERS) <= set(files)
    for name, read in READERS.items():
        found = read(files[name])
        assert {iri: found.get(iri) for iri in texts} == texts, name
    for name, body in files.items():
        if name.endswith(("json", "jsonld")):
            json.loads(body)


def write_files(texts: Texts) -> Mapping[str, bytes]:
    with TemporaryDirectory() as folder:
        files = open_town(write_town(Path(folder) / "town", texts)).read()
        assert not filter_violations(files.sources.findings)
        release = Releases(Path(folder) / "releases").publish(files.content()).release
        dumps = release.get_dump("town.ttl").parent
        return {path.name: path.read_bytes() for path in dumps.iterdir() if path.suffix != ".gz"}
