"""Screen all segments of a spool, in worker processes if there are many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.spool.workers import map_in_processes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.rules.screens.thing_screen import ThingDoubts, ThingScreen
    from terril.model.spool import Spool


@dataclass(frozen=True, slots=True)
class SegmentScreen:
    """A screen for the segments of a spool, given their numbers; it can be pickled.

    Attributes:
        spool: all statements.
        screen: for the text of a segment.
    """

    spool: Spool
    screen: ThingScreen

    def __call__(self, number: int) -> ThingDoubts:
        """Return the doubts about a segment."""
        return self.screen.examine(self.spool.read_segment(number).text)


def screen_segments(spool: Spool, screen: ThingScreen, processes: int) -> Iterator[ThingDoubts]:
    """Yield the doubts about each segment, in order."""
    return map_in_processes(SegmentScreen(spool, screen), range(len(spool)), processes)
