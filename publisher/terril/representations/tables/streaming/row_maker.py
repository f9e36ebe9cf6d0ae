"""Make the rows of a segment in a worker process: the first pass of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from terril.model.spool.links import Links
from terril.model.spool.spool import Spool
from terril.model.spool.subject_statements import group_objects
from terril.model.spool.term_text import is_iri
from terril.model.vocabulary import LABELS, TYPE
from terril.representations.pages.coordinates import AT
from terril.representations.tables.streaming.cells import CellBuilder, KeyTable
from terril.representations.tables.streaming.notes import NoteTaker
from terril.representations.tables.streaming.row_store import (
    PartRow,
    Position,
    RowStore,
    SegmentRows,
    StoredRows,
    ThingRow,
)
from terril.representations.tables.streaming.summaries import GEO, Summaries, choose_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from terril.model.addresses import Addresses
    from terril.model.spool.subject_statements import SubjectStatements
    from terril.representations.tables.streaming.notes import KindNotes

PLACES = tuple(f"<{prop}>" for prop in AT)
WITHOUT = frozenset(str(term) for term in (*LABELS, TYPE))
"""A part does not show these: its names have a column of their own."""


@dataclass(frozen=True)
class TableSource:
    """The source of all tables; it can be sent to worker processes.

    Attributes:
        spool: path of all statements.
        links: path of all links.
        summaries: path of the summaries.
        folder: of what is kept until the files are written.
        addresses: of the town.
        derived: N-Triples text of the graph of inferred statements, which tables leave out.
        languages: for each language of the tables, those in which to look for a text.
        parts: for each dataset, kinds of its things and kinds of their parts.
    """

    spool: Path
    links: Path
    summaries: Path
    folder: Path
    addresses: Addresses
    derived: str
    languages: Sequence[tuple[str, ...]]
    parts: Sequence[tuple[frozenset[str], frozenset[str]]]

    def get_parts(self, kind: str) -> frozenset[str]:
        """Return the kinds of the parts of a kind of thing, in any dataset."""
        return frozenset().union(*(parts for kinds, parts in self.parts if kind in kinds))

    def may_show(self, kind: str, part: str) -> bool:
        """Return whether a dataset has the kind of thing, and the part has no row in it."""
        return any(
            kind in kinds and part in parts and part not in kinds for kinds, parts in self.parts
        )


class RowMaker:
    """A function that computes and keeps the rows of a segment.

    Args:
        source: of the tables.
    """

    def __init__(self, source: TableSource) -> None:
        self._source = source

    def __call__(self, number: int) -> tuple[StoredRows, dict[str, KindNotes]]:
        """Return where the rows of a segment are, and what is noted of each kind.

        Raises:
            OSError: a file cannot be read or written.
        """
        rows, notes = _SegmentReader(self._source, self._files).read(number)
        return RowStore(self._source.folder).add(number, rows), notes

    @cached_property
    def _files(self) -> _Files:
        source = self._source
        return _Files(
            Spool(source.spool),
            Links(source.links),
            Summaries(source.summaries, len(source.languages)),
        )


@dataclass(frozen=True, slots=True)
class _Files:
    spool: Spool
    links: Links
    summaries: Summaries


class _SegmentReader:
    def __init__(self, source: TableSource, files: _Files) -> None:
        self._source = source
        self._files = files
        self._keys = KeyTable()
        self._builder = CellBuilder(source.languages, files.summaries.find, self._keys)

    def read(self, number: int) -> tuple[SegmentRows, dict[str, KindNotes]]:
        rows: dict[str, list[ThingRow]] = {}
        notes: dict[str, NoteTaker] = {}
        name_of = self._source.addresses.name_of
        for subject in self._files.spool.read_segment(number).subjects():
            name = name_of(subject.subject[1:-1])
            if name:
                if name.kind not in notes:
                    notes[name.kind] = NoteTaker(self._keys, len(self._source.languages))
                row = self._make_row(subject, name.kind, notes[name.kind])
                rows.setdefault(name.kind, []).append(row)
                notes[name.kind].add(row)
        found = {kind: taker.finish() for kind, taker in notes.items()}
        return SegmentRows(self._keys.keys, rows), found

    def _make_row(self, subject: SubjectStatements, kind: str, taker: NoteTaker) -> ThingRow:
        stated = self._select_stated(subject)
        parts = list(self._find_parts(subject.subject, kind, stated, taker.notes))
        labels = choose_labels(subject.values, self._source.languages)
        return ThingRow(
            subject.subject[1:-1],
            labels or self._files.summaries.shorten(subject.subject),
            self._builder.build("", stated),
            parts,
            list(self._find_positions(subject)),
        )

    def _select_stated(self, subject: SubjectStatements) -> dict[str, list[str]]:
        """Return the different objects by predicate, without inferred statements, sorted."""
        derived = self._source.derived
        return group_objects([one for one in subject.statements if one[2] != derived])

    def _find_parts(
        self, subject: str, kind: str, stated: dict[str, list[str]], notes: KindNotes
    ) -> Iterator[PartRow]:
        """Yield the parts of a thing that a table may show in its row."""
        kinds = self._source.get_parts(kind)
        if not kinds:
            return
        starts = tuple([f"<{self._source.addresses.thing(one, '')}" for one in kinds])
        for predicate, values in stated.items():
            prop, part = predicate[1:-1], _get_only_link(values)
            # Most links lead elsewhere, which is cheaper to see without their names.
            near = part.startswith(starts)
            name = self._source.addresses.name_of(part[1:-1]) if near else None
            if not name or name.kind not in kinds:
                notes.others.add(prop)
                continue
            about = self._files.spool.find(part)
            notes.parts.setdefault(prop, set()).add((name.kind, about is not None))
            if about and self._source.may_show(kind, name.kind):
                shown = self._select_stated(about)
                cells = self._builder.build(
                    prop, {key: value for key, value in shown.items() if key not in WITHOUT}
                )
                owners = list(self._find_owners(part, subject)) if cells.links else []
                labels = self._files.summaries.find(part).labels
                yield PartRow(prop, part[1:-1], labels, cells, owners)

    def _find_owners(self, part: str, subject: str) -> Iterator[tuple[str, str]]:
        """Yield property and kind of the things before a subject that have its part too."""
        for predicate, other in self._files.links.find(part):
            name = self._source.addresses.name_of(other[1:-1])
            # Subjects are sorted with the space behind them.
            if name and f"{other} " < f"{subject} ":
                about = self._files.spool.find(other)
                if about and part in self._select_stated(about).get(predicate, ()):
                    yield predicate[1:-1], name.kind

    def _find_positions(self, subject: SubjectStatements) -> Iterable[Position]:
        """Yield the position of a thing, or else those of the places that it is at.

        As :func:`terril.representations.pages.coordinates.find_positions` does.
        """
        values = subject.values
        own = self._find_point(values.get(GEO, ()))
        if own:
            yield (*own, subject.subject[1:-1], ())
            return
        for prop in PLACES:
            found = False
            for place in filter(is_iri, values.get(prop, ())):
                summary = self._files.summaries.find(place)
                position = self._find_point(summary.points)
                if position:
                    yield (*position, place[1:-1], summary.labels)
                    found = True
            if found:
                return

    def _find_point(self, points: Iterable[str]) -> tuple[float, float] | None:
        for point in filter(is_iri, points):
            found = self._files.summaries.find(point)
            if found.latitude is not None and found.longitude is not None:
                return found.latitude, found.longitude
        return None


def _get_only_link(values: Sequence[str]) -> str:
    """Return the IRI that is the only value, but for empty texts; ``""`` if none is."""
    if len(values) == 1:
        return values[0] if is_iri(values[0]) else ""
    full = [value for value in values if value[:2] != '""']
    return full[0] if len(full) == 1 and is_iri(full[0]) else ""
