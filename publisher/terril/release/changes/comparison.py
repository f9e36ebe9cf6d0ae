"""Compare two releases by statement and by thing.

Both dumps are sorted by subject and merged one subject at a time: the time is linear in the
size of the dumps, the memory constant.
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from terril.release.release import Release

STATEMENTS = "dumps/town.nq"
ADDED, KEPT, REMOVED = "+", "=", "-"
BEFORE, AFTER = 0, 1


class ChangeKind(StrEnum):
    """The kind of a change of a thing."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved"
    """The same statements, in another graph."""


@dataclass(frozen=True)
class Difference:
    """The difference of the statements about one IRI.

    Attributes:
        subject: the IRI.
        lines: every statement about it in either release, as N-Quads after a sign:
            ``+`` added, ``-`` removed, ``=`` kept; sorted.
    """

    subject: str
    lines: tuple[str, ...]

    @cached_property
    def kind(self) -> ChangeKind:
        """The kind of the change."""
        signs = {line[0] for line in self.lines}
        if signs == {ADDED}:
            return ChangeKind.ADDED
        if signs == {REMOVED}:
            return ChangeKind.REMOVED
        same = self._select_statements(ADDED) == self._select_statements(REMOVED)
        return ChangeKind.MOVED if same else ChangeKind.CHANGED

    @cached_property
    def before(self) -> list[Triple]:
        """Statements in the earlier release, regardless of graphs; sorted."""
        return _parse_triples(self._select_statements(ADDED))

    @cached_property
    def after(self) -> list[Triple]:
        """Statements in the later release, regardless of graphs; sorted."""
        return _parse_triples(self._select_statements(REMOVED))

    @property
    def added(self) -> list[Triple]:
        """Statements that were in no graph before."""
        return _parse_triples(self._select_statements(REMOVED) - self._select_statements(ADDED))

    @property
    def removed(self) -> list[Triple]:
        """Statements that are in no graph any more."""
        return _parse_triples(self._select_statements(ADDED) - self._select_statements(REMOVED))

    @property
    def names(self) -> dict[str, str]:
        """Last name by language tag, from the best label property it had."""
        for label in LABELS:
            found: dict[str, str] = {}
            for value in (t.object for t in self.after or self.before if t.predicate == label):
                if isinstance(value, Literal):
                    tag = value.language or ""
                    found[tag] = min(found.get(tag, value.value), value.value)
            if found:
                return found
        return {}

    def _select_statements(self, without: str) -> frozenset[str]:
        """Return the statements as N-Triples, except those with the sign ``without``."""
        rows = (line[1:] for line in self.lines if line[0] != without)
        # An N-Quads line ends with its graph and a full stop.
        return frozenset(f"{row.rsplit(' ', 2)[0]} ." for row in rows)


def compare(before: Release | None, after: Release) -> Iterator[Difference]:
    """Yield a difference for every IRI with other statements, in the order of the dumps.

    Args:
        before: the earlier release; ``None`` stands for an empty one.
        after: the later release.

    Raises:
        DamagedRelease: a dump is not as it was published.
    """
    older = _Dump(before) if before else None
    newer = _Dump(after)
    for name, old, new in _merge_by_subject(older or (), newer):
        if old != new:
            lines = tuple(sorted(_sign(frozenset(old), frozenset(new))))
            if any(line[0] != KEPT for line in lines):
                yield Difference(name[1:-1], lines)


SubjectLines = tuple[str, list[str]]


class _Dump:
    """A dump by subject: yields the IRI in angle brackets, and its N-Quads lines."""

    def __init__(self, release: Release) -> None:
        path = release.folder / STATEMENTS
        entry = release.manifest.files.get(STATEMENTS)
        if entry is None or not entry.matches(path):
            raise DamagedRelease(release.id, STATEMENTS)
        self._release = release.id
        self._path = path

    def __iter__(self) -> Iterator[SubjectLines]:
        last = ""
        with self._path.open(encoding="utf-8", newline="\n") as file:
            for name, lines in groupby(file, key=_get_subject):
                if name <= last:
                    raise DamagedRelease(self._release, STATEMENTS)
                last = name
                yield name, [line.rstrip("\n") for line in lines]


def _get_subject(line: str) -> str:
    return line.partition(" ")[0]


def _merge_by_subject(
    older: Iterable[SubjectLines], newer: Iterable[SubjectLines]
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each subject of either dump, with its lines in both."""
    left = ((name, BEFORE, lines) for name, lines in older)
    right = ((name, AFTER, lines) for name, lines in newer)
    for name, rows in groupby(merge(left, right), key=itemgetter(0)):
        lines = {place: found for _, place, found in rows}
        yield name, lines.get(BEFORE, []), lines.get(AFTER, [])


def _sign(old: frozenset[str], new: frozenset[str]) -> Iterator[str]:
    for sign, lines in ((ADDED, new - old), (KEPT, new & old), (REMOVED, old - new)):
        yield from (f"{sign}{line}" for line in lines)


def _parse_triples(lines: Iterable[str]) -> list[Triple]:
    return [quad.triple for quad in parse("\n".join(sorted(lines)), format=RdfFormat.N_TRIPLES)]
