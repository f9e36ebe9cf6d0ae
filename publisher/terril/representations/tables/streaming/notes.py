"""Note what the columns of a table depend on, for the things of a kind, in any segment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from terril.representations.tables.sheet_values import CONVERTED, convert_cell
from terril.representations.tables.table_columns import Form

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from terril.representations.tables.streaming.cells import Cell, Cells, KeyTable, Linked
    from terril.representations.tables.streaming.row_store import ThingRow
    from terril.representations.tables.table_columns import Key

BARS = re.compile(r"\|+")

Part: TypeAlias = "tuple[str, bool]"
"""Kind of a part, and whether the town has statements about it."""


@dataclass
class Usage:
    """The contents of the cells of one column.

    Attributes:
        several: ``True`` if one has several values.
        bars: numbers of bars that do not separate the values of one.
    """

    several: bool = False
    bars: set[int] = field(default_factory=set)

    def add(self, values: Sequence[str]) -> None:
        """Add a cell with several values."""
        self.several = True
        if "|" not in "".join(values):
            return
        for count in {len(run) for value in values for run in BARS.findall(value)}:
            separator = f" {'|' * count} "
            if separator.join(values).split(separator) != list(values):
                self.bars.add(count)

    def merge(self, other: Usage) -> None:
        """Add all cells of another usage."""
        self.several |= other.several
        self.bars |= other.bars

    def choose_separator(self) -> str:
        """Return the separator with the fewest bars; ``""`` if no cell has several values."""
        count = 1
        while count in self.bars:
            count += 1
        return f" {'|' * count} " if self.several else ""


@dataclass
class KindNotes:
    """The notes about the things of one kind.

    Attributes:
        things: their number.
        positions: the number of those that have a position.
        usage: for each language, what the cells of a key have in them.
        parts: what the values of a property are, if each thing has one and it is a part.
        others: the properties of which that is not so.
        formats: the number formats that a spreadsheet needs.
    """

    languages: int
    things: int = 0
    positions: int = 0
    usage: list[dict[Key, Usage]] = field(default_factory=list)
    parts: dict[str, set[Part]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    formats: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Make a place for each language."""
        self.usage = self.usage or [{} for _ in range(self.languages)]

    def merge(self, other: KindNotes) -> None:
        """Add the notes of further things of the kind."""
        self.things += other.things
        self.positions += other.positions
        for mine, theirs in zip(self.usage, other.usage, strict=True):
            merge_usage(mine, theirs)
        for prop, found in other.parts.items():
            self.parts.setdefault(prop, set()).update(found)
        self.others |= other.others
        self.formats |= other.formats


def merge_usage(target: dict[Key, Usage], source: dict[Key, Usage]) -> None:
    """Add the usage of further things."""
    for key, usage in source.items():
        target.setdefault(key, type(usage)()).merge(usage)


def merge_notes(target: dict[str, KindNotes], source: dict[str, KindNotes]) -> None:
    """Add the notes of a segment, by kind."""
    for kind, notes in source.items():
        target.setdefault(kind, KindNotes(notes.languages)).merge(notes)


def find_inner(
    notes: Sequence[KindNotes], parts: Container[str], kinds: Container[str]
) -> frozenset[str]:
    """Return the properties whose only value, in every row of a table, is one part.

    Args:
        notes: of the kinds of things in the table.
        parts: kinds of parts.
        kinds: of the things that have a row of their own, and are no parts therefore.
    """
    found = {prop for one in notes for prop in one.parts}
    for one in notes:
        found -= one.others
        for prop, values in one.parts.items():
            if any(kind not in parts or (known and kind in kinds) for kind, known in values):
                found.discard(prop)
    return frozenset(found)


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
        self.notes.positions += bool(row.positions)
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
