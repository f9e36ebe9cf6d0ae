"""Find all things of a town that a rule has to judge, in passes over its sorted files."""

from __future__ import annotations

from array import array
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from terril.intake.rules.screens.equal_names import find_equal_names, find_repeated_hashes
from terril.intake.rules.screens.repeated_types import find_repeated_types
from terril.intake.rules.screens.segment_pass import screen_segments
from terril.intake.rules.screens.similar_addresses import find_similar
from terril.intake.rules.screens.thing_screen import ThingScreen
from terril.intake.rules.things.points import collect_points, drop_repeated, find_middle
from terril.model.spool import LineSorter, merge_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from terril.intake.rules.context import RuleContext
    from terril.intake.rules.things.points import Middle

Number = TypeVar("Number", int, float)
MOST_CHARACTERS = 8_000_000
"""Characters that each sorter holds in memory."""


class TownScreen:
    """The things of a town that have to be judged.

    Attributes:
        things: N-Triples texts of those that rules about single things, or about things of one
            name or one address, have to judge.
        outlying: those with a point far from the others.
        middle: of all points; ``None`` if they are too few.
    """

    def __init__(self, context: RuleContext, work: Path, processes: int) -> None:
        """Screen all statements.

        Args:
            context: of the rules.
            work: folder for temporary files.
            processes: number of worker processes.
        """
        self._index = context.things
        self._screen = ThingScreen(context.naming.addresses, context.expected)
        self._positions = array("d")
        self._position_ends, self._name_ends = array("q"), array("q")
        self._unclear: list[str] = []
        self.things: set[str] = set()
        self._names = array("I")
        with _sort(work, "spellings") as spellings:
            self._read_segments(spellings.sorter, processes)
            self.things.update(find_similar(spellings, self._index.origins.subjects()))
        with _sort(work, "names") as names:
            self._read_names(names.sorter)
            self.things.update(find_equal_names(names))
        graphs = [file.graph.value for file in self._index.files]
        self.things.update(find_repeated_types(self._index.origins.path, graphs))
        self.middle, self.outlying = self._find_outlying()

    def _read_segments(self, spellings: LineSorter, processes: int) -> None:
        for found in screen_segments(self._index.spool, self._screen, processes):
            self.things |= found.things
            self._unclear += found.unclear
            self._positions += found.positions
            self._position_ends.append(len(self._positions))
            self._names += found.names
            self._name_ends.append(len(self._names))
            spellings.add(found.spellings)

    def _read_names(self, names: LineSorter) -> None:
        """Read again the segments with names that others may have."""
        repeated = find_repeated_hashes(self._names)
        for number, own in enumerate(_divide(self._names, self._name_ends)):
            if not repeated.isdisjoint(own):
                text = self._index.spool.read_segment(number).text
                names.add(list(self._screen.format_names(text, repeated)))

    def _find_outlying(self) -> tuple[Middle | None, set[str]]:
        """Return the middle of all points, and the things with points that are far from it."""
        points = drop_repeated(collect_points(self._index.read_statements(self._unclear)))
        north = self._positions[::2] + array("d", (one.latitude for one in points))
        east = self._positions[1::2] + array("d", (one.longitude for one in points))
        middle = find_middle(north, east)
        if middle is None:
            return None, set()
        outside = {
            str(one.subject) for one in points if middle.is_outside(one.latitude, one.longitude)
        }
        for number, own in enumerate(_divide(self._positions, self._position_ends)):
            if any(map(middle.is_outside, own[::2], own[1::2])):
                text = self._index.spool.read_segment(number).text
                for thing, positions in self._screen.find_points(text).items():
                    if any(middle.is_outside(*one) for one in positions):
                        outside.add(thing)
        return middle, outside


def _divide(values: array[Number], ends: Iterable[int]) -> Iterator[array[Number]]:
    """Yield the values of each segment, given their ends."""
    start = 0
    for end in ends:
        yield values[start:end]
        start = end


class _SortedFile:
    """Lines that are sorted on disk, and read when all are there."""

    def __init__(self, folder: Path, name: str) -> None:
        self.sorter = LineSorter(folder, name, MOST_CHARACTERS)
        self.path = folder / name

    def __iter__(self) -> Iterator[str]:
        runs = self.sorter.finish()
        if runs:
            merge_runs(runs, self.path)
            with self.path.open(encoding="utf-8", newline="\n") as file:
                yield from file


@contextmanager
def _sort(folder: Path, name: str) -> Iterator[_SortedFile]:
    """Sort lines in a file of a folder, which is deleted afterwards."""
    file = _SortedFile(folder, name)
    try:
        yield file
    finally:
        file.path.unlink(missing_ok=True)
