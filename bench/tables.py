"""Processor time and memory to write the tables of a large town.

``python -m bench.tables [statements]``: a town of ``bench.towns`` in a temporary folder. Seconds
are of the processor, for 1,000,000 statements of the release, those that are inferred among them.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import zlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import parse

from bench.processor_time import format_per_million, get_seconds, measure, print_peaks
from bench.towns import grow_town
from terril.model.formats import N_QUADS
from terril.model.spool.workers import count_processors
from terril.representations.pages import Pages, TownProfile
from terril.representations.tables.csv_file import format_line
from terril.representations.tables.streaming import TablesPlan, write_tables
from terril.representations.tables.workbook import start_cell, write_text
from terril.store.datasets import find_datasets
from terril.store.reader import StoreReader, build_memory_store
from terril.town.town import open_town
from tests.spools import write_spool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PASSES = "summaries", "cells", "rows"


def main(folder: Path, statements: int) -> None:
    """Grow the town, then write its tables in this process, and in worker processes."""
    plan, count = _plan(folder, grow_town(folder / "town", statements))
    print(f"{count} statements, {len(plan.spool)} segments")
    one = folder / "files-1"
    one.mkdir()
    meter = _PassMeter(len(plan.spool))
    spent = measure(lambda: write_tables(plan, one, 1, meter.report))
    for name, seconds in zip(PASSES, meter.seconds, strict=True):
        print(f"pass of the {name}: {format_per_million(seconds, count)}")
    print(f"all files, 1 process: {format_per_million(spent, count)}")
    sizes = Counter[str]()
    for path in one.iterdir():
        sizes[path.name.rpartition(".")[2]] += path.stat().st_size
    print(", ".join(f"{name}: {size / 1e6:.1f} MB" for name, size in sorted(sizes.items())))
    _measure_cells(one / "town.csv")
    if count_processors() > 1:
        several = folder / "files-several"
        several.mkdir()
        spent = measure(lambda: write_tables(plan, several, count_processors()))
        print(f"all files, {count_processors()} processes: {format_per_million(spent, count)}")
    print_peaks()


class _PassMeter:
    """A meter of the processor time of each pass, for one process."""

    def __init__(self, segments: int) -> None:
        self._segments = segments
        self._last = get_seconds()
        self.seconds = [0.0] * len(PASSES)

    def report(self, done: int, _: int) -> None:
        now = get_seconds()
        self.seconds[(done - 1) // self._segments] += now - self._last
        self._last = now


def _plan(folder: Path, town: Path) -> tuple[TablesPlan, int]:
    files = open_town(town).read()
    content = files.content()
    statements = list(parse(path=str(content.spool.path), format=N_QUADS.syntax))
    spool, links = write_spool(folder, statements)
    store = StoreReader(build_memory_store(statements, ()))
    profile = TownProfile({}, files.config.languages, str(files.config.licence))
    pages = Pages(store, files.config.addresses, profile)
    things = {quad.subject.value for quad in statements}
    datasets = find_datasets(store, files.config.addresses, things)
    return TablesPlan(spool, links, datasets, pages), len(statements)


def _measure_cells(path: Path) -> None:
    """Print what a cell of a table costs in each kind of file, compression included."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    count = sum(1 for row in rows for cell in row if cell)
    starts = [start_cell(column) for column in range(len(rows[0]))]
    ways: dict[str, tuple[Callable[[Sequence[str]], str], int]] = {
        "CSV": (format_line, 6),
        "XLSX": (lambda row: _write_cells(row, starts), 3),
    }
    for name, (write, level) in ways.items():
        spent = measure(lambda: zlib.compress("".join(map(write, rows)).encode(), level))  # noqa: B023
        print(f"{name}: {spent / count * 1_000_000:.2f} µs a cell")


def _write_cells(row: Sequence[str], starts: Sequence[str]) -> str:
    cells = zip(starts, row, strict=True)
    return "".join(f"{start}1{write_text(cell)}" for start, cell in cells if cell)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(Path(made), int(sys.argv[1]) if sys.argv[1:] else 100_000)
