"""Define the steps of long work, their units and the progress callback."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class Unit(Enum):
    """The unit of the numbers of a step."""

    BYTES = "bytes"
    FILES = "files"
    LINKS = "links"
    ROWS = "rows"
    STATEMENTS = "statements"
    THINGS = "things"


class Step(Enum):
    """Steps of a check and a build in order; the values are shown (English, translatable)."""

    READ = "Reading the files"
    CHECK = "Checking the statements"
    INDEXES = "Writing the search index"
    DUMPS = "Writing the dumps"
    STORE = "Filling the store"
    FILES = "Copying model, queries and settings"
    CHECKSUMS = "Computing checksums"
    FREEZE = "Freezing the release"
    LOAD = "Loading the remote store"
    SWITCH = "Switching to the release"
    COMPARE = "Comparing with the release before"
    VERIFY = "Comparing with the checksums"

    @property
    def unit(self) -> Unit:
        """The unit that the numbers of the step count."""
        return _UNITS.get(self, Unit.FILES)


_UNITS: Mapping[Step, Unit] = {
    Step.READ: Unit.BYTES,
    Step.CHECK: Unit.STATEMENTS,
    Step.STORE: Unit.STATEMENTS,
    Step.LOAD: Unit.STATEMENTS,
    Step.VERIFY: Unit.BYTES,
}


class Progress(Protocol):
    """A callback, called at the start of a step, now and then during it, and at its end.

    Calls are cheap, a few thousand a second are fine; nothing is shown in the first second.
    """

    def __call__(self, step: Step, done: int, total: int) -> None:
        """Report that ``done`` of ``total`` units of a step are done; equal at its end.

        A ``total`` of 0 means that it is not known.
        """


def ignore_progress(step: Step, done: int, total: int) -> None:
    """Report nothing."""
