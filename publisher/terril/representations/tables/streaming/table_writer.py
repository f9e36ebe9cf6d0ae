"""Write the tables of all datasets of a release, in two passes over its statements."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from terril.model.spool.workers import map_in_processes
from terril.representations.pages import Audience
from terril.representations.pieces import PieceTable
from terril.representations.tables.streaming.notes import KindNotes, merge_notes
from terril.representations.tables.streaming.piece_maker import (
    PieceMaker,
    SegmentTask,
    TablePlans,
)
from terril.representations.tables.streaming.row_maker import RowMaker, TableSource
from terril.representations.tables.streaming.summaries import write_summaries
from terril.representations.tables.streaming.table_files import TableFiles
from terril.representations.tables.streaming.table_plan import (
    label_properties,
    plan_table,
)
from terril.representations.tables.workbook import number_styles

WORK = ".rows"

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from terril.model.spool import Links, Spool
    from terril.representations.pages import Pages
    from terril.representations.pieces import WrittenFile
    from terril.representations.tables.streaming.row_store import StoredRows
    from terril.store.datasets import Dataset

    Progress: TypeAlias = Callable[[int, int], None]
    """A callback, called with what is done and what there is to do."""


@dataclass(frozen=True, slots=True)
class TablesPlan:
    """The statements and labels of which tables are written.

    Attributes:
        spool: every statement of the release.
        links: its links.
        datasets: all; those of documents have no tables.
        pages: source of labels, in the languages of the town.
    """

    spool: Spool
    links: Links
    datasets: Sequence[Dataset]
    pages: Pages

    @property
    def audiences(self) -> list[Audience]:
        """The readers of the tables: one in each language."""
        return [Audience(language, "") for language in self.pages.town.languages]


def ignore_progress(done: int, total: int) -> None:
    """Report nothing."""


def write_tables(
    plan: TablesPlan, folder: Path, processes: int = 1, progress: Progress = ignore_progress
) -> list[WrittenFile]:
    """Write CSV files with metadata, workbooks and maps of each dataset in each language.

    Memory grows with the number of segments and columns, not with that of things. The files are
    the same for any number of processes.

    Args:
        plan: what they are written of.
        folder: of the files; a subfolder for rows and pieces is there until the files are.
        processes: number of worker processes; with one, this process works.
        progress: called with the number of segments that are passed, and of all, of three passes.

    Raises:
        OSError: a file cannot be read or written.
    """
    work = folder / WORK
    work.mkdir()
    steps = _Steps(progress, 3 * len(plan.spool))
    datasets = [one for one in plan.datasets if not one.documents]
    source = _make_source(plan, datasets, work)
    write_summaries(plan.spool, source.summaries, source.languages, processes, steps.report)
    rows, notes = _make_rows(source, range(len(plan.spool)), processes, steps)
    planned = [
        (dataset, plan_table(dataset, notes, plan.pages, audience, place))
        for dataset in datasets
        for place, audience in enumerate(plan.audiences)
        if any(kind in notes for kind in dataset.kinds)
    ]
    formats = sorted({form for one in notes.values() for form in one.formats})
    plans = [one for _, one in planned]
    tables = TablePlans(
        work, plans, number_styles(formats), label_properties(plans, plan.pages, plan.audiences)
    )
    pieces = _make_pieces(tables, rows, processes, steps)
    written: list[WrittenFile] = []
    for place, (dataset, one) in enumerate(planned):
        count = sum(notes[kind].things for kind in one.kinds)
        writer = TableFiles(folder, work, plan.pages, dataset, one, count, formats)
        written += writer.write(pieces[place])
    shutil.rmtree(work)
    return written


def _make_source(plan: TablesPlan, datasets: Sequence[Dataset], work: Path) -> TableSource:
    return TableSource(
        plan.spool.path,
        plan.links.path,
        work / "summaries",
        work,
        plan.pages.addresses,
        str(plan.pages.derived_graph),
        [plan.pages.get_languages(audience) for audience in plan.audiences],
        [(frozenset(one.kinds), frozenset(one.parts)) for one in datasets],
    )


class _Steps:
    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def report(self) -> None:
        """Report that one more segment has been passed."""
        self._done += 1
        self._progress(self._done, self._total)


def _make_rows(
    source: TableSource, segments: range, processes: int, steps: _Steps
) -> tuple[list[tuple[StoredRows, dict[str, int]]], dict[str, KindNotes]]:
    """Return where the rows of each segment are, with their number by kind, and all notes."""
    rows = []
    notes: dict[str, KindNotes] = {}
    for stored, found in map_in_processes(RowMaker(source), segments, processes):
        rows.append((stored, {kind: one.things for kind, one in found.items()}))
        merge_notes(notes, found)
        steps.report()
    return rows, notes


def _make_pieces(
    tables: TablePlans,
    rows: Sequence[tuple[StoredRows, Mapping[str, int]]],
    processes: int,
    steps: _Steps,
) -> list[dict[str, PieceTable]]:
    """Return the pieces of each table by the extension of the file."""
    pieces: list[dict[str, PieceTable]] = [{} for _ in tables.plans]
    tasks = _number_rows(tables, rows)
    for found in map_in_processes(PieceMaker(tables), tasks, processes):
        for place, extension, piece in found:
            pieces[place].setdefault(extension, PieceTable()).add(piece)
        steps.report()
    return pieces


def _number_rows(
    tables: TablePlans, rows: Sequence[tuple[StoredRows, Mapping[str, int]]]
) -> Iterator[SegmentTask]:
    starts = [0] * len(tables.plans)
    for stored, counts in rows:
        yield SegmentTask(stored, tuple(starts))
        for place, plan in enumerate(tables.plans):
            starts[place] += sum(n for kind, n in counts.items() if kind in plan.kinds)
