"""Define the steps of building a release and the progress callback."""

from __future__ import annotations

from enum import Enum
from typing import Protocol


class Step(Enum):
    """Steps of a build in their order; the values are shown to people (English, translatable)."""

    INDEXES = "Writing the search index"
    DUMPS = "Writing the dumps"
    STORE = "Filling the store"
    FILES = "Copying model, queries and settings"
    CHECKSUMS = "Computing checksums"
    FREEZE = "Freezing the release"
    LOAD = "Loading the remote store"
    SWITCH = "Switching to the release"
    VERIFY = "Comparing with the checksums"


class Progress(Protocol):
    """A callback, called at the start of a step, now and then during it, and at its end."""

    def __call__(self, step: Step, done: int, total: int) -> None:
        """Report that ``done`` of ``total`` pieces of a step are done; equal at its end."""


def ignore_progress(step: Step, done: int, total: int) -> None:
    """Report nothing."""
