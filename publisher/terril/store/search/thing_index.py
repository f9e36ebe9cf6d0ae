"""Read the index of a release's things a page at a time.

Nothing of it is held in memory: the things of a kind are a range of numbers in the file.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Sequence
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

BATCH = 1000
KINDS = "SELECT kind, first, things FROM kinds ORDER BY kind"
LANGUAGES = "SELECT DISTINCT language FROM orders"
IRI = "SELECT iri FROM things WHERE id = ?"
RANGE = "SELECT iri FROM things WHERE id >= ? AND id < ? ORDER BY id"
VALUE = """
SELECT value FROM facet_values
WHERE kind = :kind AND facet = :facet AND (value = :word OR word = :word) ORDER BY id LIMIT 1
"""


class ThingIndex:
    """The index of one release; safe to use from many threads.

    Args:
        path: the file that :func:`write_thing_index` wrote.
    """

    def __init__(self, path: Path) -> None:
        self._address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"

    def open(self) -> sqlite3.Connection:
        """Open the file for reading."""
        return sqlite3.connect(self._address, uri=True)

    @cached_property
    def kinds(self) -> Mapping[str, ThingRange]:
        """The things of each kind, by IRI."""
        with closing(self.open()) as database:
            rows = database.execute(KINDS).fetchall()
        return {kind: ThingRange(self, first, things) for kind, first, things in rows}

    @cached_property
    def languages(self) -> Sequence[str]:
        """The languages in whose names the things are ordered."""
        with closing(self.open()) as database:
            return [language for (language,) in database.execute(LANGUAGES)]

    def find_value(self, kind: str, facet: str, word: str) -> str | None:
        """Return the IRI for a word of an address: the last part of the IRI, or all of it."""
        values = {"kind": kind, "facet": facet, "word": word}
        with closing(self.open()) as database:
            found = database.execute(VALUE, values).fetchone()
        return str(found[0]) if found else None


class ThingRange(Sequence[str]):
    """The IRIs of the things of one kind, sorted; read as they are needed.

    Args:
        index: of the release.
        first: number of the first thing.
        things: how many there are.
    """

    def __init__(self, index: ThingIndex, first: int, things: int) -> None:
        self._index = index
        self.first = first
        self._things = things

    def __len__(self) -> int:
        return self._things

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        found = range(self.first, self.first + self._things)[place]
        with closing(self._index.open()) as database:
            if isinstance(found, int):
                return _read_iri(database, found)
            if found.step == 1:
                rows = database.execute(RANGE, (found.start, found.stop))
                return [iri for (iri,) in rows]
            return [_read_iri(database, number) for number in found]

    def __iter__(self) -> Iterator[str]:
        for start in range(0, self._things, BATCH):
            yield from self[start : start + BATCH]

    def __contains__(self, iri: object) -> bool:
        numbers = range(self.first, self.first + self._things)
        with closing(self._index.open()) as database:
            place = bisect_left(numbers, str(iri), key=lambda one: _read_iri(database, one))
            return place < len(numbers) and _read_iri(database, numbers[place]) == iri


def _read_iri(database: sqlite3.Connection, number: int) -> str:
    (iri,) = database.execute(IRI, (number,)).fetchone()
    return str(iri)
