"""A workbook has every cell as it is in the data, and can be read by other programs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as limited
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from terril.model.vocabulary import SKOS, XSD
from terril.representations.pieces import PieceFolder, PieceTable
from terril.representations.tables.workbook import (
    MAX_COLUMNS,
    Workbook,
    start_cell,
    write_text,
    write_workbook,
)
from tests.odd_values import ANY_TEXT
from tests.representations.sheets import unescape
from tests.representations.tables.written_tables import write_files

BASE = "https://data.springfield.example/"
PARK = f"{BASE}id/place/park"
SOURCE = NamedNode(f"{BASE}id/graph/source")
NOTE = f"{SKOS}note"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}{name}"))


def book_of(*values: Literal) -> openpyxl.Workbook:
    """Write a workbook of a place with notes, and read it."""
    quads = [Quad(NamedNode(PARK), NamedNode(NOTE), value, SOURCE) for value in values]
    written = write_files(quads, BASE, ["place"])["things.en.xlsx"]
    return openpyxl.load_workbook(io.BytesIO(written))


def write_cells(rows: list[list[str]]) -> bytes:
    """Write a workbook of texts, the first row of which has the titles."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        lines = (
            "".join(f"{start_cell(c)}{r}{write_text(text)}" for c, text in enumerate(row))
            for r, row in enumerate(rows[1:], 2)
        )
        content = "".join(f'<row r="{r}">{line}</row>' for r, line in enumerate(lines, 2))
        table = PieceTable()
        table.add(PieceFolder(folder).add_packed("rows", 0, content.encode()))
        names = "Data", "Columns"
        book = Workbook("A & “B”", names, rows[0], len(rows) - 1, [], [["column"], *rows[:1]])
        write_workbook(folder / "a.xlsx", book, table)
        return (folder / "a.xlsx").read_bytes()


@pytest.mark.parametrize("text", ["=1+1", "+33 3 21", "-5 °C", "@town", '=HYPERLINK("x")'])
def test_no_text_becomes_a_formula(text: str) -> None:
    cell = book_of(Literal(text)).worksheets[0].cell(2, 3)
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (typed("5", "integer"), 5),
        (typed("0", "integer"), 0),
        (typed("9007199254740993", "integer"), "9007199254740993"),
        (typed("0.50", "decimal"), 0.5),
        (typed("INF", "double"), "INF"),
        (typed("five", "integer"), "five"),
        (typed("1850-01-01", "date"), "1850-01-01"),
        (typed("soon", "date"), "soon"),
        (Literal("0050"), "0050"),
        (Literal("x" * 40_000), "x" * 32_766 + "…"),
        # A spreadsheet counts UTF-16 code units.
        (Literal("😀" * 20_000), "😀" * 16_383 + "…"),
        (Literal("😀" * 16_383 + "x"), "😀" * 16_383 + "x"),
    ],
)
def test_a_cell_has_a_number_where_it_can_keep_it(value: Literal, shown: object) -> None:
    assert book_of(value).worksheets[0].cell(2, 3).value == shown


def test_a_number_in_a_column_of_lists_is_a_text() -> None:
    sheet = book_of(typed("5", "integer"), typed("6", "integer")).worksheets[0]
    assert sheet.cell(2, 3).value == "5 | 6"


def test_a_day_is_a_day() -> None:
    sheet = book_of(typed("2020-02-29", "date")).worksheets[0]
    assert str(sheet.cell(2, 3).value) == "2020-02-29 00:00:00"


def test_a_workbook_explains_a_column() -> None:
    sheet = book_of(Literal("a"), Literal("b")).worksheets[1]
    explained = [cell.value or "" for cell in sheet[4]]
    assert explained == ["skos:note", "value", NOTE, "", f"{XSD}string", " | "]


def test_a_sheet_has_its_head_in_view() -> None:
    book = book_of(Literal("a"))
    data, columns = book.worksheets
    assert (data.title, columns.title) == ("Data", "Columns")
    assert data.freeze_panes == columns.freeze_panes == "B2"
    assert data.auto_filter.ref == data.dimensions == "A1:C2"
    assert data["A1"].font.b
    assert not data["A2"].font.b
    assert data.column_dimensions["A"].width == columns.column_dimensions["A"].width == 40.7109375
    assert book.properties.title == "Things in en"


@given(st.lists(st.lists(ANY_TEXT, min_size=2, max_size=2), min_size=1, max_size=4))
@limited(deadline=None)
def test_any_text_is_read_back(rows: list[list[str]]) -> None:
    written = write_cells([["a", "b"], *rows])
    sheet = openpyxl.load_workbook(io.BytesIO(written)).worksheets[0]
    assert [[unescape(c.value or "") for c in row] for row in sheet.iter_rows(min_row=2)] == rows


def test_pandas_reads_it() -> None:
    found = pd.read_excel(io.BytesIO(write_cells([["a", "b"], ["x", "y"]])))
    assert found.to_dict("records") == [{"a": "x", "b": "y"}]


def test_columns_beyond_the_last_are_left_out() -> None:
    titles = [f"c{number}" for number in range(MAX_COLUMNS + 5)]
    with zipfile.ZipFile(io.BytesIO(write_cells([titles]))) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    cells = sheet.findall(f"{MAIN}sheetData/{MAIN}row/{MAIN}c")
    assert [cells[0].get("r"), cells[-1].get("r"), len(cells)] == ["A1", "XFD1", MAX_COLUMNS]


def test_every_part_is_well_formed_and_named() -> None:
    with zipfile.ZipFile(io.BytesIO(write_cells([["<a>", 'b "&"']]))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert "[Content_Types].xml" in names
        for name in names:
            ElementTree.fromstring(archive.read(name))  # noqa: S314
        types = ElementTree.fromstring(archive.read("[Content_Types].xml"))  # noqa: S314
    parts = [part.get("PartName", "").removeprefix("/") for part in types if part.get("PartName")]
    assert sorted(parts) == sorted(n for n in names if not n.endswith((".rels", "Types].xml")))
