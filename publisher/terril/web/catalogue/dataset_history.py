"""What became of one dataset from release to release."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.release.changes.comparison import ChangeKind
from terril.store.datasets import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from terril.release.changes.history import Change, History
    from terril.store.datasets import Dataset
    from terril.town.served_release import ServedRelease

LOOKED_AT = 20
"""Changes that a page looks through: each is a file to read."""


@dataclass(frozen=True, slots=True)
class Event:
    """A change that touched a dataset: how many of its things are new, changed, removed."""

    name: str
    when: datetime
    added: int
    changed: int
    removed: int


def history_of(served: ServedRelease, history: History, dataset: Dataset) -> Iterator[Event]:
    """The last changes that touched a dataset, the newest first."""
    for change in reversed(history.list_changes()[-LOOKED_AT:]):
        found = _counted(served, change, dataset)
        if found.total():
            counts = (
                found[what] for what in (ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.REMOVED)
            )
            yield Event(change.name, change.when, *counts)


def _counted(served: ServedRelease, change: Change, dataset: Dataset) -> Counter[ChangeKind]:
    if dataset.name == WHOLE:
        counts = change.counts
        return Counter(
            {
                ChangeKind.ADDED: counts.added,
                ChangeKind.CHANGED: counts.changed,
                ChangeKind.REMOVED: counts.removed,
            }
        )
    differences = (one for one in change.read_differences() if one.kind != ChangeKind.MOVED)
    return Counter(one.kind for one in differences if _has(served, dataset, one.subject))


def _has(served: ServedRelease, dataset: Dataset, iri: str) -> bool:
    """Whether a thing, or a term of a document, is one that the dataset is about."""
    name = served.addresses.name_of(iri)
    if name:
        return name.kind in dataset.kinds
    return iri.partition("#")[0] in dataset.documents
