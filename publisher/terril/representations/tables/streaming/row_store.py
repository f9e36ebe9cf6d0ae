"""Compute the rows of a segment once, and keep them on disk until all columns are known."""

from __future__ import annotations

import marshal
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from terril.representations.tables.streaming.cells import Cells
from terril.representations.tables.table_columns import Form, Key

if TYPE_CHECKING:
    from collections.abc import Sequence

Position: TypeAlias = "tuple[float, float, str, Sequence[str]]"
"""Latitude, longitude, IRI of the place whose position it is, and the labels of the place."""


class PartRow(NamedTuple):
    """A part that may stand in the row of its thing.

    Attributes:
        property: IRI of the property from the thing.
        iri: of the part.
        labels: in each language.
        cells: without the names of the part.
        owners: property and kind of each thing before this one with the same part.
    """

    property: str
    iri: str
    labels: Sequence[str]
    cells: Cells
    owners: Sequence[tuple[str, str]]


class ThingRow(NamedTuple):
    """A thing with what any table can show of it.

    Attributes:
        iri: of the thing.
        labels: in each language.
        cells: of its own statements.
        parts: what may stand in its row too.
        positions: its own, or those of the places that it is at.
    """

    iri: str
    labels: Sequence[str]
    cells: Cells
    parts: Sequence[PartRow]
    positions: Sequence[Position]


class SegmentRows(NamedTuple):
    """The rows of a segment.

    Attributes:
        keys: which the cells name by number.
        rows: by kind, in order.
    """

    keys: Sequence[Key]
    rows: dict[str, list[ThingRow]]


class StoredRows(NamedTuple):
    """The place of the rows of a segment.

    Attributes:
        segment: its number.
        path: of a file of a worker process.
        start: position in it.
        size: bytes.
    """

    segment: int
    path: str
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class RowStore:
    """Files with rows, one for each process that writes.

    Attributes:
        folder: of the files.
    """

    folder: Path

    def add(self, segment: int, found: SegmentRows) -> StoredRows:
        """Write the rows of a segment.

        Raises:
            OSError: they cannot be written.
        """
        keys = [(key.part, key.property, key.form.value, key.tag) for key in found.keys]
        content = marshal.dumps((keys, [(k, _flatten(rows)) for k, rows in found.rows.items()]))
        path = self.folder / f"rows:{os.getpid()}"
        with path.open("ab") as file:
            start = file.tell()
            file.write(content)
        return StoredRows(segment, str(path), start, len(content))


def read_rows(stored: StoredRows) -> SegmentRows:
    """Return the rows of a segment.

    Raises:
        OSError: they cannot be read.
    """
    with Path(stored.path).open("rb") as file:
        file.seek(stored.start)
        # Our own file of this run: nobody else writes to the folder.
        keys, kinds = marshal.loads(file.read(stored.size))  # noqa: S302
    found = [Key(part, prop, Form(form), tag) for part, prop, form, tag in keys]
    return SegmentRows(found, {kind: list(map(_restore, rows)) for kind, rows in kinds})


def _flatten(rows: Sequence[ThingRow]) -> list[tuple[Any, ...]]:
    """Return rows as plain tuples: :mod:`marshal` writes no others, and is five times faster."""
    return [
        (
            *(row.iri, row.labels, tuple(row.cells)),
            [(*part[:3], tuple(part.cells), part.owners) for part in row.parts],
            row.positions,
        )
        for row in rows
    ]


def _restore(row: tuple[Any, ...]) -> ThingRow:
    iri, labels, cells, parts, positions = row
    found = [
        PartRow(prop, part, names, Cells(*about), owners)
        for prop, part, names, about, owners in parts
    ]
    return ThingRow(iri, labels, Cells(*cells), found, positions)
