"""Every date can be read back from a spreadsheet, those of 1900 among them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, timedelta
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from terril.model.vocabulary import SCHEMA, XSD
from tests.representations.tables.written_tables import write_files

BASE = "https://data.springfield.example/"
GRAPH = NamedNode(f"{BASE}id/graph/source")
XLSX = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EPOCH = date(1899, 12, 30)
"""Day 0 of spreadsheets, for all days after the 29 February 1900 that only some of them have."""
FIRST_COMMON_DAY = date(1900, 3, 1)


def workbook(days: list[date]) -> bytes:
    """Write a sheet with a thing a day."""
    things = [f"{BASE}id/event/{number:04}" for number in range(len(days))]
    quads = [
        Quad(
            NamedNode(thing),
            NamedNode(f"{SCHEMA}startDate"),
            Literal(day.isoformat(), datatype=NamedNode(f"{XSD}date")),
            GRAPH,
        )
        for thing, day in zip(things, days, strict=True)
    ]
    return write_files(quads, BASE, ["event"])["things.en.xlsx"]


def read_values(written: bytes) -> list[object]:
    """Return the values of the dates' column as openpyxl reads them."""
    sheet = openpyxl.load_workbook(io.BytesIO(written)).worksheets[0]
    [head, *rows] = sheet.iter_rows(values_only=True)
    assert "startDate" in str(head[-1])
    return [row[-1] for row in rows]


def read_serials(written: bytes) -> list[int | None]:
    """Return the day numbers that stand in the file; ``None`` for a cell that holds a text."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    cells = [row.findall(f"{XLSX}c")[-1] for row in sheet.iter(f"{XLSX}row")][1:]
    return [
        None if cell.get("t") == "inlineStr" else int(cell.findtext(f"{XLSX}v") or "")
        for cell in cells
    ]


def check(days: list[date]) -> None:
    written = workbook(days)
    values, serials = read_values(written), read_serials(written)
    assert len(values) == len(serials) == len(days)
    for day, value, serial in zip(days, values, serials, strict=True):
        if day < FIRST_COMMON_DAY:
            assert value == day.isoformat()
            assert serial is None
        else:
            assert value == datetime(day.year, day.month, day.day)  # noqa: DTZ001
            assert serial == (day - EPOCH).days


@pytest.mark.parametrize("first", [date(1899, 12, 25), date(1900, 1, 29), date(1900, 2, 25)])
def test_days_around_1900_are_the_same_in_every_spreadsheet(first: date) -> None:
    check([first + timedelta(days=number) for number in range(10)])


@given(st.lists(st.dates(max_value=date(2200, 1, 1)), min_size=1, max_size=20))
def test_any_day_is_read_back(days: list[date]) -> None:
    check(days)
