"""Write the parts of a workbook beside its rows (ECMA-376, parts 1 and 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.representations.pieces import Entry, Frame, write_zip
from terril.representations.tables.workbook.sheet_cells import UNWRITABLE, escape_markup
from terril.representations.tables.workbook.sheets import (
    MAIN,
    XML,
    frame_rows,
    get_area,
    write_sheet,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from terril.representations.pieces import PieceTable, WrittenFile

# A workbook contains its date; the same release must give the same bytes at any time.
CREATED = "2000-01-01T00:00:00Z"
FIRST_STYLE = 2
"""The style of the first number format; 0 is that of texts, 1 that of heads."""
FIRST_FORMAT = 164
"""Formats below are built in (section 18.8.30)."""

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET}.worksheet+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{SHEET}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{SHEET}.styles+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{CORE_TYPE}"/></Types>'
)
RELATIONSHIPS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/relationships/officeDocument"'
    ' Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)
PARTS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/relationships/worksheet"'
    ' Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/relationships/worksheet"'
    ' Target="worksheets/sheet2.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/relationships/styles" Target="styles.xml"/>'
    "</Relationships>"
)
FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
HEAD_STYLE = (
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"'
    ' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
)
PLAIN_STYLE = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook of two sheets: the things, and what every column means.

    Attributes:
        title: title of the dataset.
        names: of the two sheets.
        titles: of the columns.
        rows: number of the things.
        formats: number formats, in the order of their styles.
        meanings: rows of the second sheet, its head among them.
    """

    title: str
    names: tuple[str, str]
    titles: Sequence[str]
    rows: int
    formats: Sequence[str]
    meanings: Sequence[Sequence[str]]


def number_styles(formats: Iterable[str]) -> dict[str, int]:
    """Return the style of each number format."""
    return {form: style for style, form in enumerate(formats, FIRST_STYLE)}


def write_workbook(path: Path, book: Workbook, rows: PieceTable) -> WrittenFile:
    """Write a workbook; the same bytes at any time.

    Args:
        path: of the file.
        book: everything but the rows of the first sheet.
        rows: these rows.

    Raises:
        OSError: a piece cannot be read or the file cannot be written.
    """
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONSHIPS,
        "docProps/core.xml": _write_properties(book.title),
        "xl/_rels/workbook.xml.rels": PARTS,
        "xl/workbook.xml": _list_sheets(book),
        "xl/styles.xml": _write_styles(book.formats),
        "xl/worksheets/sheet2.xml": write_sheet(book.meanings),
    }
    entries = [Entry(name, Frame(content.encode())) for name, content in parts.items()]
    first = Entry("xl/worksheets/sheet1.xml", frame_rows(book.titles, book.rows), rows)
    return write_zip(path, [*entries, first])


def _write_properties(title: str) -> str:
    """Part 2, section 8.3."""
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_escape_all(title)}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{CREATED}</dcterms:created>'
        "</cp:coreProperties>"
    )


def _list_sheets(book: Workbook) -> str:
    """Part 1, section 18.2.27; the name is that of the cells with a filter (18.2.5)."""
    first, last = get_area(len(book.titles), book.rows).split(":")
    name = _escape_attribute("'{}'".format(book.names[0].replace("'", "''")))
    area = ":".join(_fix(one) for one in (first, last))
    sheets = "".join(
        f'<sheet name="{_escape_attribute(one)}" sheetId="{place}" r:id="rId{place}"/>'
        for place, one in enumerate(book.names, 1)
    )
    return (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships">'
        f"<bookViews><workbookView/></bookViews><sheets>{sheets}</sheets><definedNames>"
        '<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'
        f"{name}!{area}</definedName></definedNames></workbook>"
    )


def _fix(cell: str) -> str:
    """Return an address that does not move: ``$A$1`` for ``A1``."""
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"


def _write_styles(formats: Sequence[str]) -> str:
    """Part 1, section 18.8.39."""
    numbers = list(enumerate(formats, FIRST_FORMAT))
    known = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{_escape_attribute(form)}"/>'
        for number, form in numbers
    )
    styles = "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/>'
        for number, _ in numbers
    )
    return (
        f'{XML}<styleSheet xmlns="{MAIN}">'
        + (f'<numFmts count="{len(numbers)}">{known}</numFmts>' if numbers else "")
        + f'<fonts count="2"><font>{FONT}</font><font><b/>{FONT}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{FIRST_STYLE + len(numbers)}">{PLAIN_STYLE}{HEAD_STYLE}'
        f'{styles}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0"'
        ' builtinId="0"/></cellStyles></styleSheet>'
    )


def _escape_attribute(text: str) -> str:
    return _escape_all(text).replace('"', "&quot;")


def _escape_all(text: str) -> str:
    """Escape a text that cannot have the escapes of cells: what XML cannot have becomes ``�``."""
    return escape_markup(UNWRITABLE.sub("\ufffd", text))
