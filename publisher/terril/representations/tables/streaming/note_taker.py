"""Take notes of the rows of a kind in one segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.vocabulary import FRACTIONAL_DATATYPES, INTEGER_DATATYPES, XSD
from terril.representations.tables.sheet_values import convert_cell
from terril.representations.tables.streaming.cells import group_links, sort_links
from terril.representations.tables.streaming.notes import KindNotes, Usage
from terril.representations.tables.table_columns import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.representations.tables.streaming.cells import Cell, Cells, KeyTable
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
        return self.notes

    def _add_cells(self, cells: Cells) -> None:
        self._shared.update(number for number, _ in cells.shared)
        for number, value in cells.shared:
            if isinstance(value, tuple):
                self._add_several(number, value, self._usage)
            else:
                self._add_format(number, value)
        for usage, own in zip(self._usage, cells.own, strict=False):
            self._add_own(usage, own)
        numbers = {link[0] for link in cells.links}
        for number in numbers:
            self._shared.update((number, number + 1))
        if len(numbers) < len(cells.links):
            self._add_links(cells)

    def _add_own(self, usage: dict[int, Usage], own: Iterable[Cell]) -> None:
        for number, value in own:
            usage.setdefault(number, Usage())
            if isinstance(value, tuple):
                self._add_several(number, value, [usage])

    def _add_links(self, cells: Cells) -> None:
        for number, links in group_links(cells.links).items():
            if len(links) > 1:
                for language, usage in enumerate(self._usage):
                    iris, labels = sort_links(links, language)
                    self._add_several(number, iris, [usage])
                    self._add_several(number + 1, labels, [usage])

    def _add_several(
        self, number: int, values: tuple[str, ...], usages: Iterable[dict[int, Usage]]
    ) -> None:
        for usage in usages:
            usage.setdefault(number, Usage()).add(values)

    def _add_format(self, number: int, text: str) -> None:
        key = self._keys[number]
        if key.form is Form.LITERAL and key.tag in CONVERTED:
            found = convert_cell(text, key.tag)
            if found:
                self.notes.formats.add(found.format)
