"""Make the pieces of all files of a segment in a worker process: the second pass of the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from terril.representations.pieces import PieceFolder
from terril.representations.tables.geojson import FEATURE_SEPARATOR, write_geometry
from terril.representations.tables.streaming.row_cells import (
    CellWriter,
    write_line_and_row,
    write_properties,
)
from terril.representations.tables.streaming.row_layouts import Layout, make_layout
from terril.representations.tables.streaming.row_store import StoredRows, read_rows
from terril.representations.tables.streaming.thing_writer import ThingWriter
from terril.representations.tables.workbook import MAX_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from terril.representations.pieces import Piece
    from terril.representations.tables.streaming.row_store import SegmentRows, ThingRow
    from terril.representations.tables.streaming.table_plan import TablePlan

CSV, LINKS, SHEET, MAP = "csv", "links.csv", "xlsx", "geojson"
BEHIND_THE_HEAD = 2
"""Number of the first row of a sheet below the head."""


class SegmentTask(NamedTuple):
    """A segment of which to make pieces.

    Attributes:
        stored: its rows.
        starts: for each table, the number of the rows before it.
    """

    stored: StoredRows
    starts: Sequence[int]


@dataclass(frozen=True, slots=True)
class TablePlans:
    """The tables of a release, for worker processes.

    Attributes:
        folder: of the pieces.
        plans: of all tables.
        styles: number of the style of each number format, in every workbook.
        properties: label and IRI of each property that links things as CSV, for each language.
    """

    folder: Path
    plans: Sequence[TablePlan]
    styles: Mapping[str, int]
    properties: Sequence[Mapping[str, str]]


class PieceMaker:
    """A function that makes the pieces of a segment.

    Args:
        tables: the tables.
    """

    def __init__(self, tables: TablePlans) -> None:
        self._tables = tables

    def __call__(self, task: SegmentTask) -> list[tuple[int, str, Piece]]:
        """Return table, extension and piece of each file that the segment is in.

        Raises:
            OSError: a file cannot be read or written.
        """
        found = _SegmentWriter(self._tables, read_rows(task.stored), task.starts).write()
        return list(self._add_pieces(task.stored.segment, found))

    def _add_pieces(
        self, segment: int, found: Mapping[int, _Buffers]
    ) -> Iterator[tuple[int, str, Piece]]:
        folder = PieceFolder(self._tables.folder)
        for place, buffers in found.items():
            name = self._tables.plans[place].name
            for extension, content in buffers.join():
                group = f"{name}.{extension}"
                add = folder.add_packed if extension == SHEET else folder.add
                yield place, extension, add(group, segment, content.encode())


@dataclass
class _Buffers:
    """The rows of one table."""

    lines: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    features: list[str] = field(default_factory=list)

    def join(self) -> Iterator[tuple[str, str]]:
        """Yield the content of each piece, without those that are empty."""
        contents = (
            (CSV, "".join(self.lines)),
            (LINKS, "".join(self.links)),
            (SHEET, "".join(self.rows)),
            (MAP, FEATURE_SEPARATOR.join(self.features)),
        )
        return ((extension, content) for extension, content in contents if content)


class _SegmentWriter:
    def __init__(self, tables: TablePlans, segment: SegmentRows, starts: Sequence[int]) -> None:
        self._tables = tables
        self._segment = segment
        self._next = [start + BEHIND_THE_HEAD for start in starts]
        self._writer = CellWriter(segment.keys, tables.styles)
        self._layouts: dict[tuple[int, tuple[int, ...]], Layout] = {}
        self._found: dict[int, _Buffers] = {}

    def write(self) -> Mapping[int, _Buffers]:
        for kind, rows in self._segment.rows.items():
            tables: dict[int, list[int]] = {}
            for place, plan in enumerate(self._tables.plans):
                if kind in plan.kinds:
                    tables.setdefault(plan.language, []).append(place)
                    self._found.setdefault(place, _Buffers())
            for row in rows:
                self._write_thing(row, kind, tables)
        return self._found

    def _write_thing(self, row: ThingRow, kind: str, tables: Mapping[int, Sequence[int]]) -> None:
        thing = ThingWriter(row, self._segment.keys, self._writer)
        geometry = write_geometry([one[:2] for one in row.positions]) if row.positions else ""
        for language, places in tables.items():
            cells = thing.write_cells(language, self._tables.plans[places[0]].kinds[kind])
            numbers = tuple(cells.numbers)
            properties = self._tables.properties[language]
            links = thing.write_links(language, properties)
            for place in places:
                plan, buffers = self._tables.plans[place], self._found[place]
                layout = self._get_layout(place, numbers)
                line, sheet_row = write_line_and_row(cells, layout, self._next[place])
                buffers.lines.append(line)
                buffers.links += links
                buffers.links += thing.write_part_links(plan, properties)
                if self._next[place] <= MAX_ROWS + 1:
                    buffers.rows.append(sheet_row)
                self._next[place] += 1
                if geometry:
                    shown = write_properties(cells, layout)
                    buffers.features.append(thing.write_feature(plan, geometry, shown))

    def _get_layout(self, place: int, numbers: tuple[int, ...]) -> Layout:
        found = self._layouts.get((place, numbers))
        if found is None:
            found = make_layout(self._tables.plans[place], self._segment.keys, numbers)
            self._layouts[place, numbers] = found
        return found
