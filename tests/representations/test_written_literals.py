"""Any literals are the same in every RDF format and in every table."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
import rdflib
from hypothesis import given
from hypothesis import settings as limited
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from terril.model.addresses import Addresses
from terril.model.formats import RDF_FORMATS, Format
from terril.model.vocabulary import XSD
from terril.representations.pages import Audience, Pages, TownProfile
from terril.representations.rdf import write_rdf
from terril.representations.rdf.jsonld import parse_context
from terril.representations.tables.csv_file import write_csv
from terril.representations.tables.geojson import write_geojson
from terril.representations.tables.table import Table, TableMaker
from terril.representations.tables.table_columns import Form
from terril.store.reader import StoreReader, build_memory_store
from terril.store.written_literals import WrittenLiterals
from tests.representations.rdf.graph_files.towns import write
from tests.representations.sheets import show_cell, unescape
from tests.representations.tables.written_tables import write_files
from tests.store.literals import BASE, QUADS

KINDS = ["place"]
ADDRESSES = Addresses(BASE)
CONTEXT = parse_context(
    {
        "q": {"@id": f"{BASE}id/q", "@container": "@language"},
        "n": {"@id": f"{BASE}id/p", "@type": "http://www.w3.org/2001/XMLSchema#integer"},
    }
)
KEPT_BY_RDFLIB = {"nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
"""In Turtle, rdflib turns 007 into 7 even if it is not to respell literals."""


@pytest.fixture(scope="module", autouse=True)
def keeping_rdflib() -> Iterator[None]:
    """Rdflib that respells no literal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        yield


def triples_of(quads: Iterable[Quad]) -> set[Triple]:
    return {quad.triple for quad in quads}


def read_with_rdflib(body: bytes, name: str) -> set[Triple]:
    with warnings.catch_warnings():
        # rdflib's own JSON-LD reader still uses a class that rdflib calls old.
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = rdflib.Graph().parse(data=body, format=name)
    return triples_of(parse(graph.serialize(format="nt"), format=RdfFormat.N_TRIPLES))


def drop_spaced(triples: Iterable[Triple]) -> set[Triple]:
    """Return the triples without literals whose spaces rdflib always collapses."""
    return {
        triple
        for triple in triples
        if not isinstance(triple.object, Literal)
        or triple.object.datatype.value not in (f"{XSD}token", f"{XSD}normalizedString")
    }


@given(QUADS.filter(bool))
@limited(max_examples=50)
def test_a_graph_is_the_same_in_every_format(quads: list[Quad]) -> None:
    with TemporaryDirectory() as name:
        _, files = write(quads, Path(name), context=CONTEXT)
    for row in RDF_FORMATS:
        compare_format(row, files[f"town.{row.extension}"], quads)


def compare_format(row: Format, body: bytes, quads: list[Quad]) -> None:
    assert triples_of(parse(body, format=row.syntax)) == triples_of(quads)
    if not row.graphs:
        triples = list(dict.fromkeys(quad.triple for quad in quads))
        document = write_rdf(triples, row, ADDRESSES, CONTEXT, f"{BASE}id/place/a")
        assert triples_of(parse(document, format=row.syntax)) == set(triples)
    if row.extension in KEPT_BY_RDFLIB:
        read = read_with_rdflib(body, KEPT_BY_RDFLIB[row.extension])
        assert drop_spaced(read) == drop_spaced(triples_of(quads))


def make_table(quads: Sequence[Quad]) -> Table:
    store = StoreReader(build_memory_store(quads), WrittenLiterals.collect(quads))
    pages = Pages(store, ADDRESSES, TownProfile({}, ("fr", "en")))
    maker = TableMaker(store, pages, Audience("fr", ""), frozenset())
    return maker.make(sorted({q.subject.value for q in quads if isinstance(q.subject, NamedNode)}))


@given(QUADS.filter(bool))
@limited(max_examples=30, deadline=None)
def test_a_table_is_the_same_in_every_format(quads: list[Quad]) -> None:
    table = make_table(quads)
    written = io.StringIO(write_csv(table).decode(), newline="")
    rows = list(csv.DictReader(written))
    values = {
        (triple.subject, triple.predicate, triple.object)
        for triple in triples_of(quads)
        if isinstance(triple.object, Literal)
        if triple.object.value and not triple.object.language
    }
    cells: Counter[str] = Counter()
    for column in table.columns[2:]:
        if column.key.form is Form.LITERAL:
            for cell in filter(None, (row[column.title] for row in rows)):
                cells.update(cell.split(column.separator) if column.separator else [cell])
    assert cells == Counter(value.value for _, _, value in values)

    features = json.loads(write_geojson(table, {}, str), parse_float=str, parse_int=str)[
        "features"
    ]
    titles = [column.title for column in table.columns]
    shown = ({t: one["properties"][t] or "" for t in titles} for one in features)
    assert list(shown) == rows

    files = write_files(quads, BASE, KINDS)
    assert files["things.fr.csv"] == write_csv(table)
    sheet = openpyxl.load_workbook(io.BytesIO(files["things.fr.xlsx"])).worksheets[0]
    [head, *lines] = sheet.iter_rows()
    assert [cell.value for cell in head] == titles
    shown_cells = (map(unescape, map(show_cell, line)) for line in lines)
    assert [dict(zip(titles, cells, strict=True)) for cells in shown_cells] == rows
