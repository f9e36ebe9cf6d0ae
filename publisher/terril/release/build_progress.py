"""How far the making of a release has come, for whoever wants to show it."""

from __future__ import annotations

from enum import Enum
from typing import Protocol


class Step(Enum):
    """The steps in their order; a value is what a person reads (English, translatable)."""

    STORE = "Filling the store"
    DUMPS = "Writing the dumps"
    INDEXES = "Writing the search index"
    FILES = "Copying model, queries and settings"
    CHECKSUMS = "Computing checksums"
    FREEZE = "Freezing the release"
    LOAD = "Loading the remote store"
    SWITCH = "Switching to the release"
    VERIFY = "Comparing with the checksums"


class Progress(Protocol):
    """Told at the start of a step, now and then during it, and at its end."""

    def __call__(self, step: Step, done: int, total: int) -> None:
        """Hear that ``done`` of ``total`` pieces of a step are done; they are equal at its end."""


def silent(step: Step, done: int, total: int) -> None:
    """Tell nobody."""
