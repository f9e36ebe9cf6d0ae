"""Take notes of the rows of a kind in one segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.vocabulary import FRACTIONAL_DATATYPES, INTEGER_DATATYPES, XSD
from terril.representations.tables.sheet_values import convert_cell
from terril.representations.tables.streaming.notes import KindNotes, Usage
from terril.representations.tables.table_columns import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.representations.tables.streaming.cells import Cell, Cells, KeyTable, Linked
    from terril.representations.tables.streaming.row_store import ThingRow

CONVERTED = INTEGER_DATATYPES | FRACTIONAL_DATATYPES | {f"{XSD}date"}
"""Datatypes of which a spreadsheet has values of its own."""


class NoteTaker:
    """A writer of the notes of one kind.

    Args:
        keys: of the segment.
        languages: number of the languages of the tables.
    """

    def __init__(self, keys: KeyTable, languages: int) -> None:
        self.notes = KindNotes(languages)
        self._keys = keys.keys
        self._shared: set[int] = set()
        self._usage: list[dict[int, Usage]] = [{} for _ in range(languages)]

    def add(self, row: ThingRow) -> None:
        """Note what the cells of a thing have in them."""
        self.notes.things += 1
        self.notes.located += bool(row.positions)
        self._add_cells(row.cells)
        for part in row.parts:
            self._add_cells(part.cells)

    def finish(self) -> KindNotes:
        """Return the notes."""
        for mine, usage in zip(self._usage, self.notes.usage, strict=True):
            for number in (*self._shared, *mine):
                usage[self._keys[number]] = mine.get(number, Usage())
                if self._keys[number].form is Form.LINK:
                    usage[self._keys[number + 1]] = mine.get(number + 1, Usage())
        return self.notes

    def _add_cells(self, cells: Cells) -> None:
        for number, value in cells.shared:
            self._shared.add(number)
            if isinstance(value, tuple):
                self._add_several(number, value, self._usage)
            elif self._keys[number].tag in CONVERTED:
                self._add_format(number, value)
        for usage, own in zip(self._usage, cells.own, strict=True):
            self._add_own(usage, own)
        for number, linked in cells.links:
            self._shared.add(number)
            if len(linked) > 1:
                self._add_links(number, linked)

    def _add_own(self, usage: dict[int, Usage], own: Iterable[Cell]) -> None:
        for number, value in own:
            usage.setdefault(number, Usage())
            if isinstance(value, tuple):
                self._add_several(number, value, [usage])

    def _add_links(self, number: int, linked: Linked) -> None:
        for language, usage in enumerate(self._usage):
            labels = sorted([labels[language] for _, labels in linked])
            self._add_several(number + 1, tuple(labels), [usage])
            # An IRI has no bars in it (RFC 3987, section 2.2).
            usage.setdefault(number, Usage()).several = True

    def _add_several(
        self, number: int, values: tuple[str, ...], usages: Iterable[dict[int, Usage]]
    ) -> None:
        for usage in usages:
            usage.setdefault(number, Usage()).add(values)

    def _add_format(self, number: int, text: str) -> None:
        found = convert_cell(text, self._keys[number].tag)
        if found:
            self.notes.formats.add(found.format)
