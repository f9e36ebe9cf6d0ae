"""Note what the columns of a table depend on, for the things of a kind, in any segment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from terril.representations.tables.table_columns import Key

BARS = re.compile(r"\|+")

Part: TypeAlias = "tuple[str, bool]"
"""Kind of a part, and whether the town has statements about it."""


@dataclass
class Usage:
    """What the cells of one column have in them.

    Attributes:
        several: whether one has several values.
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
    """What is noted of the things of one kind.

    Attributes:
        things: their number.
        located: the number of those that have a position.
        usage: for each language, what the cells of a key have in them.
        parts: what the values of a property are, if each thing has one and it is a part.
        others: the properties of which that is not so.
        formats: the number formats that a spreadsheet needs.
    """

    languages: int
    things: int = 0
    located: int = 0
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
        self.located += other.located
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
