"""What two releases say differently, statement by statement and thing by thing.

Both dumps are sorted by subject, so they are read side by side, one subject at a time: what
comparing costs grows with the time to read them, and hardly in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from pyoxigraph import Literal, RdfFormat, Triple, parse

from terril.model.errors import DamagedRelease
from terril.model.vocabulary import LABELS
from terril.release.manifest import FileEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from terril.release.release import Release

STATEMENTS = "dumps/town.nq"
ADDED, KEPT, REMOVED = "+", "=", "-"
BEFORE, AFTER = 0, 1


class What(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved"
    """The same is said, but by another graph."""


@dataclass(frozen=True)
class Difference:
    """What became of the statements about one IRI.

    Attributes:
        subject: the IRI.
        lines: every statement that is or was said of it, as N-Quads behind a sign:
            ``+`` is new, ``-`` is no more, ``=`` stays; sorted.
    """

    subject: str
    lines: tuple[str, ...]

    @cached_property
    def what(self) -> What:
        """What became of it."""
        signs = {line[0] for line in self.lines}
        if signs == {ADDED}:
            return What.ADDED
        if signs == {REMOVED}:
            return What.REMOVED
        same = self._statements(ADDED) == self._statements(REMOVED)
        return What.MOVED if same else What.CHANGED

    @cached_property
    def before(self) -> list[Triple]:
        """What was said, whichever graph said it; sorted."""
        return _triples(self._statements(ADDED))

    @cached_property
    def after(self) -> list[Triple]:
        """What is said, whichever graph says it; sorted."""
        return _triples(self._statements(REMOVED))

    @property
    def added(self) -> list[Triple]:
        """What no graph had said."""
        return _triples(self._statements(REMOVED) - self._statements(ADDED))

    @property
    def removed(self) -> list[Triple]:
        """What no graph says any more."""
        return _triples(self._statements(ADDED) - self._statements(REMOVED))

    @property
    def names(self) -> dict[str, str]:
        """What it was called last: a text by language tag, from the best label it had."""
        for label in LABELS:
            found: dict[str, str] = {}
            for value in (t.object for t in self.after or self.before if t.predicate == label):
                if isinstance(value, Literal):
                    tag = value.language or ""
                    found[tag] = min(found.get(tag, value.value), value.value)
            if found:
                return found
        return {}

    def _statements(self, without: str) -> frozenset[str]:
        """The statements as N-Triples, those with a sign left out."""
        rows = (line[1:] for line in self.lines if line[0] != without)
        # An N-Quads line ends with its graph and a full stop.
        return frozenset(f"{row.rsplit(' ', 2)[0]} ." for row in rows)


def compare(before: Release | None, after: Release) -> Iterator[Difference]:
    """Every IRI of which two releases say something different, in the order of the dumps.

    Args:
        before: ``None`` for nothing at all.
        after: the release to compare with it.

    Raises:
        DamagedRelease: a dump is not as it was published.
    """
    older = _Dump(before) if before else None
    newer = _Dump(after)
    for name, old, new in _side_by_side(older or (), newer):
        if old != new:
            lines = tuple(sorted(_signed(frozenset(old), frozenset(new))))
            if any(line[0] != KEPT for line in lines):
                yield Difference(name[1:-1], lines)


Subject = tuple[str, list[str]]


class _Dump:
    """A release's statements by subject: its name in angle brackets, and its N-Quads lines."""

    def __init__(self, release: Release) -> None:
        path = release.folder / STATEMENTS
        entry = release.manifest.files.get(STATEMENTS)
        if entry is None or not _is_whole(path, entry):
            raise DamagedRelease(release.id, STATEMENTS)
        self._release = release.id
        self._path = path

    def __iter__(self) -> Iterator[Subject]:
        last = ""
        with self._path.open(encoding="utf-8", newline="\n") as file:
            for name, lines in groupby(file, key=_subject):
                if name <= last:
                    raise DamagedRelease(self._release, STATEMENTS)
                last = name
                yield name, [line.rstrip("\n") for line in lines]


def _is_whole(path: Path, entry: FileEntry) -> bool:
    try:
        return FileEntry.of(path) == entry
    except OSError:
        return False


def _subject(line: str) -> str:
    return line.partition(" ")[0]


def _side_by_side(
    older: Iterable[Subject], newer: Iterable[Subject]
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each subject of either, with its lines in both."""
    left = ((name, BEFORE, lines) for name, lines in older)
    right = ((name, AFTER, lines) for name, lines in newer)
    for name, rows in groupby(merge(left, right), key=itemgetter(0)):
        lines = {place: found for _, place, found in rows}
        yield name, lines.get(BEFORE, []), lines.get(AFTER, [])


def _signed(old: frozenset[str], new: frozenset[str]) -> Iterator[str]:
    for sign, lines in ((ADDED, new - old), (KEPT, new & old), (REMOVED, old - new)):
        yield from (f"{sign}{line}" for line in lines)


def _triples(lines: Iterable[str]) -> list[Triple]:
    return [quad.triple for quad in parse("\n".join(sorted(lines)), format=RdfFormat.N_TRIPLES)]
