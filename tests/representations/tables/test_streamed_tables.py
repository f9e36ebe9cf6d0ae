"""The files of a release are those of tables that are made in memory, whatever the statements."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as limited
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from terril.model.addresses import Addresses
from terril.model.vocabulary import LABELS, ORG, RDFS, SCHEMA, SKOS, TYPE, XSD
from terril.representations.pages import Audience, Pages, TownProfile
from terril.representations.pages.coordinates import find_positions
from terril.representations.tables.csv_file import write_csv, write_metadata
from terril.representations.tables.geojson import write_geojson
from terril.representations.tables.table import Table, TableMaker
from terril.store.reader import StoreReader, build_memory_store
from terril.store.written_literals import WrittenLiterals
from tests.representations.sheets import show_cell, unescape
from tests.representations.tables.written_tables import LANGUAGES, write_files

BASE = "https://data.springfield.example/"
KINDS, PARTS = ("place", "organization"), frozenset({"coordinates", "address", "place"})
NAMES = [f"{kind}/{name}" for kind in (*KINDS, "coordinates", "address") for name in "ab"]
NAMES += ["place/a1", "place/a-b", "person/x", "graph/source"]
THINGS = st.sampled_from([NamedNode(f"{BASE}id/{name}") for name in NAMES])
TERMS = [NamedNode(f"{SKOS}note"), NamedNode("https://vocab.example/a,b%20")]
LINKS = [f"{SCHEMA}geo", f"{SCHEMA}address", f"{ORG}hasSite", f"{SCHEMA}location"]
DEGREES = [f"{SCHEMA}latitude", f"{SCHEMA}longitude"]
PREDICATES = st.sampled_from(
    [TYPE, NamedNode(f"{RDFS}label"), *LABELS[:2], *TERMS, *map(NamedNode, (*LINKS, *DEGREES))]
)
SOURCE, DERIVED = (NamedNode(f"{BASE}id/graph/{name}") for name in ("source", "derived"))
GRAPHS = st.sampled_from([SOURCE, SOURCE, DERIVED])
PIECES = st.sampled_from(
    ["a", "b", "|", " | ", " || ", '"', ",", "\n", "\r", "é", "😀", "<", "&", "_x000D_", " ", "\\"]
)
TEXTS = st.lists(PIECES, max_size=4).map("".join)
NUMBERS = st.sampled_from(["1", "007", "2.50", "-0", "91", "x", "2020-02-29"])
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(
        lambda text, tag: Literal(text, language=tag),
        TEXTS.filter(bool),
        st.sampled_from(["fr", "en", "en-gb", "de"]),
    ),
    st.builds(
        lambda text, name: Literal(text, datatype=NamedNode(f"{XSD}{name}")),
        NUMBERS,
        st.sampled_from(["integer", "decimal", "date"]),
    ),
)
LINKED = st.builds(Quad, THINGS, st.sampled_from(list(map(NamedNode, LINKS))), THINGS, GRAPHS)
PLACED = st.builds(
    lambda thing, prop, number: Quad(
        thing, NamedNode(prop), Literal(number, datatype=NamedNode(f"{XSD}decimal")), SOURCE
    ),
    THINGS,
    st.sampled_from(DEGREES),
    NUMBERS,
)
QUADS = st.lists(
    st.one_of(
        st.builds(Quad, THINGS | st.sampled_from(TERMS), PREDICATES, LITERALS | THINGS, GRAPHS),
        LINKED,
        PLACED,
    ),
    min_size=1,
    max_size=30,
)


@given(QUADS)
@limited(deadline=None, max_examples=50)
def test_files_have_the_rows_of_tables_in_memory(quads: list[Quad]) -> None:
    compare(quads)


@pytest.mark.soak
@given(QUADS)
@limited(deadline=None, max_examples=3000)
def test_more_files_have_the_rows_of_tables_in_memory(quads: list[Quad]) -> None:
    compare(quads)


def test_files_are_the_same_for_any_number_of_processes() -> None:
    note = NamedNode(f"{SKOS}note")
    quads = [
        Quad(NamedNode(f"{BASE}id/{kind}/{number}"), prop, Literal(f"{kind} {number}"), SOURCE)
        for kind in KINDS
        for number in range(600)
        for prop in (note, LABELS[0])
    ]
    one = write_files(quads, BASE, KINDS)
    assert one["things.csv"].count(b"\n") == 1201
    assert write_files(quads, BASE, KINDS, processes=2) == one


def compare(quads: Sequence[Quad]) -> None:
    store = StoreReader(build_memory_store(quads), WrittenLiterals.collect(quads))
    pages = Pages(store, Addresses(BASE), TownProfile({}, LANGUAGES))
    things = list_things(quads)
    files = write_files(quads, BASE, KINDS, sorted(PARTS))
    for language in LANGUAGES:
        audience = Audience(language, "")
        if not things:
            assert not files
            return
        table = TableMaker(store, pages, audience, PARTS).make(things)
        start = f"things.{language}"
        assert files[f"{start}.csv"].decode() == write_csv(table).decode()
        assert files[f"{start}.csv-metadata.json"] == write_metadata(
            table.columns,
            language,
            (f"{start}.csv", f"{start}.links.csv"),
            {f"dc:{name}": f"Things in {language}" for name in ("title", "description")},
            "https://licence.example/",
        )
        links = list(csv.reader(io.StringIO(files[f"{start}.links.csv"].decode(), newline="")))
        assert links[1:] == list(list_links(store, pages, audience, table))
        assert read_sheet(files[f"{start}.xlsx"]) == [list(row) for row in table.rows]
        compare_maps(store, pages, table, files.get(f"{start}.geojson"))


def list_things(quads: Sequence[Quad]) -> list[str]:
    """Return the things with a row, in the order of their statements."""
    name_of = Addresses(BASE).name_of
    subjects = sorted({str(quad.subject) + " " for quad in quads})
    found = ((iri, name_of(iri)) for iri in (subject[1:-2] for subject in subjects))
    return [iri for iri, name in found if name and name.kind in KINDS]


def list_links(
    store: StoreReader, pages: Pages, audience: Audience, table: Table
) -> Iterator[list[str]]:
    """Yield the links of each row: of the thing, then of the parts in the row; each once."""
    things = [row[0] for row in table.rows]
    inner = find_inner(store, things)
    seen: set[tuple[str, ...]] = set()
    for thing in things:
        stated = read_stated(store, thing)
        parts = [stated[prop][0].value for prop in inner if prop in stated]
        for subject in (thing, *parts):
            for prop, values in sorted(read_stated(store, subject).items()):
                if subject != thing and NamedNode(prop) in (TYPE, *LABELS):
                    continue
                linked = (one.value for one in values if isinstance(one, NamedNode))
                for label, value in sorted((get_label(pages, v, audience), v) for v in linked):
                    line = [subject, get_label(pages, subject, audience)]
                    line += [get_label(pages, prop, audience), prop, label, value]
                    if tuple(line) not in seen:
                        seen.add(tuple(line))
                        yield line


def find_inner(store: StoreReader, things: Sequence[str]) -> list[str]:
    """Return the properties that have one value in each row, a part without a row of its own."""
    name_of = Addresses(BASE).name_of
    good: dict[str, bool] = {}
    for thing in things:
        for prop, values in read_stated(store, thing).items():
            full = [one for one in values if one.value]
            name = name_of(full[0].value) if len(full) == 1 else None
            part = name is not None and name.kind in PARTS and full[0].value not in things
            good[prop] = part and isinstance(full[0], NamedNode) and good.get(prop, True)
    return sorted(prop for prop, one in good.items() if one)


def read_stated(store: StoreReader, iri: str) -> dict[str, list[NamedNode | Literal]]:
    """Return the asserted values of a thing by property."""
    found: dict[str, list[NamedNode | Literal]] = {}
    for quad in store.about(NamedNode(iri)):
        values = found.setdefault(quad.predicate.value, [])
        if quad.graph_name != DERIVED and isinstance(quad.object, NamedNode | Literal):
            values += [quad.object] if quad.object not in values else []
    return {prop: values for prop, values in found.items() if values}


def get_label(pages: Pages, iri: str, audience: Audience) -> str:
    return pages.label(iri, audience).value


def read_sheet(written: bytes) -> list[list[str]]:
    """Return the rows of a sheet as a spreadsheet shows them."""
    sheet = openpyxl.load_workbook(io.BytesIO(written)).worksheets[0]
    return [[unescape(show_cell(cell)) for cell in row] for row in sheet.iter_rows(min_row=2)]


def compare_maps(store: StoreReader, pages: Pages, table: Table, written: bytes | None) -> None:
    positions = {row[0]: find_positions(store, row[0]) for row in table.rows}
    rows = tuple(row for row in table.rows if positions[row[0]])
    if not rows:
        assert written is None
        return
    audience = Audience(table.language, "")
    expected = write_geojson(
        replace(table, rows=rows), positions, lambda iri: get_label(pages, iri, audience)
    )
    assert written is not None
    assert written.decode() == expected.decode()
