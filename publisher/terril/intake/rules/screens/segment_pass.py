"""Screen all segments of a spool, in worker processes if there are many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from terril.intake.rules.screens.thing_screen import ThingDoubts, ThingScreen


class SegmentScreen:
    """A screen for the segments of a spool, given their numbers; it can be pickled.

    Args:
        path: of the spool.
        screen: for the text of a segment.
    """

    def __init__(self, path: Path, screen: ThingScreen) -> None:
        self._given = path, screen
        self._spool = Spool(path)

    def __reduce__(self) -> tuple[type[SegmentScreen], tuple[Path, ThingScreen]]:
        """Pickle without the open file."""
        return SegmentScreen, self._given

    def __call__(self, number: int) -> ThingDoubts:
        """Return what has to be judged of a segment."""
        return self._given[1].examine(self._spool.read_segment(number).text)


def screen_segments(spool: Spool, screen: ThingScreen, processes: int) -> Iterator[ThingDoubts]:
    """Yield what has to be judged of each segment, in order."""
    one = SegmentScreen(spool.path, screen)
    numbers = range(len(spool))
    if processes == 1:
        return map(one, numbers)
    # Small towns do not wait for what starts processes.
    from terril.model.spool.workers import map_in_processes

    return map_in_processes(one, numbers, processes)
