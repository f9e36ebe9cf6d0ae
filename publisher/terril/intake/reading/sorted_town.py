"""The statements of a town, sorted on disk: by subject, by target, and by where they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from terril.model.spool import Links, Origins, Spool, index_spool, merge_runs
from terril.model.spool.workers import map_in_processes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from terril.model.spool.work_folder import WorkFolder

STATEMENTS, LINKS, ORIGINS = "spool", "links", "origins"


@dataclass(frozen=True, slots=True)
class Runs:
    """Paths of sorted files: of statements, of links and of origins."""

    statements: list[Path]
    links: list[Path]
    origins: list[Path]

    def list_paths(self) -> list[Path]:
        """Return the paths of all files."""
        return [*self.statements, *self.links, *self.origins]


@dataclass(frozen=True, slots=True)
class SortedTown:
    """The statements of all files, while the folder of their sorted files exists.

    Attributes:
        spool: of the statements.
        links: from thing to thing.
        origins: of the subjects.
        work: the folder; it is deleted with the last reference to it.
    """

    spool: Spool
    links: Links
    origins: Origins
    work: WorkFolder


def sort_town(work: WorkFolder, runs: Sequence[Runs], processes: int) -> SortedTown:
    """Merge the sorted files of all batches."""
    merged = [
        (STATEMENTS, [path for one in runs for path in one.statements]),
        (LINKS, [path for one in runs for path in one.links]),
        (ORIGINS, [path for one in runs for path in one.origins]),
    ]
    for _ in map_in_processes(partial(_merge, work.path), merged, min(processes, 2)):
        pass
    folder = work.path
    return SortedTown(
        Spool(folder / STATEMENTS), Links(folder / LINKS), Origins(folder / ORIGINS), work
    )


def _merge(folder: Path, merged: tuple[str, list[Path]]) -> None:
    name, runs = merged
    merge_runs(runs, folder / name)
    if name == STATEMENTS:
        index_spool(folder / name)
