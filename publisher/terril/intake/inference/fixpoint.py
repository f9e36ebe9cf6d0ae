"""Apply known rules until nothing more follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.intake.inference.rounds import (
    Deduction,
    FirstRound,
    Inferred,
    LaterRound,
    add_statements,
)
from terril.model.spool import LineSorter, merge_runs
from terril.model.spool.workers import choose_processes, map_in_processes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from terril.intake.inference.known_rules import Values
    from terril.model.spool import Spool

MOST_ROUNDS = 50
"""Each round infers one step further; chains in a town are far shorter."""
MOST_CHARACTERS = 32_000_000
"""Characters that are sorted in memory."""
SEGMENTS_OF_AN_ITEM = 16


@dataclass(frozen=True, slots=True)
class Fixpoint:
    """The rounds of the rules over one town.

    Attributes:
        spool: the statements of the town.
        deduction: applies the rules.
        folder: for files of lines of N-Quads.
        processes: number of worker processes.
    """

    spool: Spool
    deduction: Deduction
    folder: Path
    processes: int
    files: list[Path] = field(default_factory=list)

    def compute(self) -> list[Path]:
        """Return sorted files of the inferred statements."""
        work = FirstRound(self.spool, self.deduction)
        sent = self._run(work, 0, self.processes, self._infer_from_vocabulary())
        for number in range(1, MOST_ROUNDS + 1):
            if sent is None:
                break
            rest = number < MOST_ROUNDS
            later = LaterRound(self.spool, self.deduction, tuple(self.files), sent, rest)
            # Everything near what was sent is read again.
            processes = min(choose_processes(4 * sent.stat().st_size), self.processes)
            before, sent = sent, self._run(later, number, processes, [])
            before.unlink()
        return self.files

    def _run(
        self, work: Callable[[range], Inferred], number: int, processes: int, sent: Sequence[str]
    ) -> Path | None:
        """Return a sorted file of what one round sent; ``None`` if that is nothing."""
        sorters = [
            LineSorter(self.folder, f"{name}.{number}", MOST_CHARACTERS)
            for name in ("inferred", "sent")
        ]
        sorters[1].add(sent)
        items = _divide(len(self.spool))
        for found in map_in_processes(work, items, processes):
            sorters[0].add(found.lines)
            sorters[1].add(found.sent)
        paths = [self.folder / f"{name}-{number}.nq" for name in ("inferred", "sent")]
        for sorter, path in zip(sorters, paths, strict=True):
            merge_runs(sorter.finish(), path)
        self.files.append(paths[0])
        return paths[1] if paths[1].stat().st_size else None

    def _infer_from_vocabulary(self) -> list[str]:
        """Return what follows about the town from statements about the terms of the ontology."""
        found = Inferred()
        for subject, statements in self.deduction.vocabulary.items():
            if self.spool.find(subject) is None:
                known: Values = {}
                add_statements(known, statements)
                self.deduction.infer(subject, known, statements, found)
        return [line for line in found.sent if not line.endswith(" \n")]


def _divide(segments: int) -> list[range]:
    starts = range(0, segments, SEGMENTS_OF_AN_ITEM)
    return [range(start, min(start + SEGMENTS_OF_AN_ITEM, segments)) for start in starts]
