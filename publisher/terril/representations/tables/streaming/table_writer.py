"""Write the tables of all datasets of a release, in two passes over its statements."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from terril.model.languages import choose_text, gettext
from terril.model.spool.workers import map_in_processes
from terril.representations.pages import Audience
from terril.representations.pieces import Frame, PieceFolder, PieceTable, write_file
from terril.representations.pieces.file_writer import Output
from terril.representations.tables.csv_file import format_line, get_link_titles, write_metadata
from terril.representations.tables.geojson import FEATURE_SEPARATOR, HEAD, TAIL
from terril.representations.tables.streaming.notes import KindNotes, merge_notes
from terril.representations.tables.streaming.piece_maker import (
    CSV,
    LINKS,
    MAP,
    SHEET,
    PieceMaker,
    SegmentTask,
    TablePlans,
)
from terril.representations.tables.streaming.row_maker import RowMaker, TableSource
from terril.representations.tables.streaming.summaries import write_summaries
from terril.representations.tables.streaming.table_plan import (
    TablePlan,
    label_properties,
    plan_table,
)
from terril.representations.tables.table_columns import explain_columns, get_headings
from terril.representations.tables.workbook import Workbook, number_styles, write_workbook

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
class Job:
    """What tables are to be written of.

    Attributes:
        spool: every statement of the release.
        links: its links.
        datasets: all; those of documents have no tables.
        pages: source of labels, in the languages of the town.
        folder: of the files.
        work: an empty folder for what is kept until the files are written.
        processes: number of worker processes.
    """

    spool: Spool
    links: Links
    datasets: Sequence[Dataset]
    pages: Pages
    folder: Path
    work: Path
    processes: int = 1

    @property
    def audiences(self) -> list[Audience]:
        """The readers of the tables: one in each language."""
        return [Audience(language, "") for language in self.pages.town.languages]


def ignore_progress(done: int, total: int) -> None:
    """Report nothing."""


def write_tables(job: Job, progress: Progress = ignore_progress) -> list[WrittenFile]:
    """Write CSV files with metadata, workbooks and maps of each dataset in each language.

    Memory does not grow with the number of things, but with that of segments and columns.

    Raises:
        OSError: a file cannot be read or written.
    """
    steps = _Steps(progress, 3 * len(job.spool))
    datasets = [one for one in job.datasets if not one.documents]
    languages = [job.pages.get_languages(audience) for audience in job.audiences]
    summaries = job.work / "summaries"
    write_summaries(job.spool, summaries, languages, job.processes, steps.report)
    source = TableSource(
        job.spool.path,
        job.links.path,
        summaries,
        job.work,
        job.pages.addresses,
        str(job.pages.derived_graph),
        languages,
        [(frozenset(one.kinds), frozenset(one.parts)) for one in datasets],
    )
    rows, notes = _make_rows(job, source, steps)
    planned = [
        (dataset, plan_table(dataset, notes, job.pages, audience, place))
        for dataset in datasets
        for place, audience in enumerate(job.audiences)
        if any(kind in notes for kind in dataset.kinds)
    ]
    formats = sorted({form for one in notes.values() for form in one.formats})
    plans = TablePlans(
        job.work,
        [plan for _, plan in planned],
        number_styles(formats),
        label_properties([plan for _, plan in planned], job.pages, job.audiences),
    )
    pieces = _make_pieces(job, plans, rows, steps)
    written: list[WrittenFile] = []
    for place, (dataset, plan) in enumerate(planned):
        count = sum(notes[kind].things for kind in plan.kinds)
        files = _TableFiles(job, dataset, plan, count, formats, pieces[place])
        written += files.write()
    return written


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
    job: Job, source: TableSource, steps: _Steps
) -> tuple[list[tuple[StoredRows, dict[str, int]]], dict[str, KindNotes]]:
    """Return where the rows of each segment are, with their number by kind, and all notes."""
    rows = []
    notes: dict[str, KindNotes] = {}
    for stored, found in map_in_processes(RowMaker(source), range(len(job.spool)), job.processes):
        rows.append((stored, {kind: one.things for kind, one in found.items()}))
        merge_notes(notes, found)
        steps.report()
    return rows, notes


def _make_pieces(
    job: Job,
    tables: TablePlans,
    rows: Sequence[tuple[StoredRows, Mapping[str, int]]],
    steps: _Steps,
) -> list[dict[str, PieceTable]]:
    """Return the pieces of each table by the extension of the file."""
    pieces: list[dict[str, PieceTable]] = [{} for _ in tables.plans]
    tasks = _number_rows(tables, rows)
    for found in map_in_processes(PieceMaker(tables), tasks, job.processes):
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


@dataclass(frozen=True, slots=True)
class _TableFiles:
    """A writer of the files of one table."""

    job: Job
    dataset: Dataset
    plan: TablePlan
    rows: int
    formats: Sequence[str]
    pieces: Mapping[str, PieceTable]

    def write(self) -> Iterator[WrittenFile]:
        """Yield each file; the tables in the first language have two names."""
        titles, language = self.plan.titles, self.plan.tag
        frames = {
            CSV: Frame(format_line(titles).encode()),
            LINKS: Frame(format_line(get_link_titles(language)).encode()),
        }
        if self.plan.located:
            frames[MAP] = Frame(HEAD.encode(), TAIL.encode(), FEATURE_SEPARATOR.encode())
        joined = (self._join(extension, frame) for extension, frame in frames.items())
        found = list(chain.from_iterable(joined))
        found.append(self._write_workbook())
        yield from found
        yield self._write_metadata(self.plan.name)
        if self.plan.language == 0:
            yield from map(self._copy, found)
            yield self._write_metadata(self.dataset.name)

    def _join(self, extension: str, frame: Frame) -> Iterator[WrittenFile]:
        path = self.job.folder / f"{self.plan.name}.{extension}"
        yield from write_file(path, frame, self.pieces.get(extension, PieceTable()))[:2]
        PieceFolder(self.job.work).remove(path.name)

    def _copy(self, file: WrittenFile) -> WrittenFile:
        name = f"{self.dataset.name}{file.name.removeprefix(self.plan.name)}"
        shutil.copyfile(self.job.folder / file.name, self.job.folder / name)
        return file._replace(name=name)

    def _write_workbook(self) -> WrittenFile:
        language = self.plan.tag
        path = self.job.folder / f"{self.plan.name}.{SHEET}"
        book = Workbook(
            self._choose_text(self.dataset.titles),
            (gettext("Data", language), gettext("Columns", language)),
            self.plan.titles,
            self.rows,
            self.formats,
            [
                get_headings(language),
                *explain_columns(self.plan.columns, language, self._define),
            ],
        )
        written = write_workbook(path, book, self.pieces.get(SHEET, PieceTable()))
        PieceFolder(self.job.work).remove(path.name)
        return written

    def _write_metadata(self, start: str) -> WrittenFile:
        about = {
            "dc:title": self._choose_text(self.dataset.titles),
            "dc:description": self._choose_text(self.dataset.descriptions),
        }
        names = f"{start}.{CSV}", f"{start}.{LINKS}"
        licence = self.job.pages.town.licence
        content = write_metadata(self.plan.columns, self.plan.tag, names, about, licence)
        with Output(self.job.folder / f"{names[0]}-metadata.json") as output:
            output.write(content)
        return output.describe()

    def _choose_text(self, texts: Mapping[str, str]) -> str:
        found = choose_text(texts, self.job.pages.get_languages(self._audience))
        return found[0] if found else self.dataset.name

    def _define(self, prop: str) -> str:
        found = self.job.pages.description(prop, self._audience)
        return found.value if found else ""

    @property
    def _audience(self) -> Audience:
        return self.job.audiences[self.plan.language]
