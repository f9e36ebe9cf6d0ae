"""List the changes of one dataset from release to release."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.release.changes.comparison import ChangeKind
from terril.store.datasets import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from terril.model.addresses import Addresses
    from terril.release.changes.history import Change, History
    from terril.store.datasets import Dataset

CHANGES_READ = 20
"""Changes that are searched for a page: each is a file to read."""


@dataclass(frozen=True, slots=True)
class Event:
    """A change that affected a dataset, with the numbers of new, changed and removed things."""

    name: str
    when: datetime
    added: int
    changed: int
    removed: int


def list_events(addresses: Addresses, history: History, dataset: Dataset) -> Iterator[Event]:
    """Yield the last changes that affected a dataset, the newest first."""
    for change in reversed(history.list_changes()[-CHANGES_READ:]):
        found = _count(addresses, change, dataset)
        if found.total():
            counts = (
                found[what] for what in (ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.REMOVED)
            )
            yield Event(change.name, change.when, *counts)


def _count(addresses: Addresses, change: Change, dataset: Dataset) -> Counter[ChangeKind]:
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
    return Counter(one.kind for one in differences if _contains(addresses, dataset, one.subject))


def _contains(addresses: Addresses, dataset: Dataset, iri: str) -> bool:
    """Return whether a thing, or a term of a document, belongs to the dataset."""
    name = addresses.name_of(iri)
    if name:
        return name.kind in dataset.kinds
    return iri.partition("#")[0] in dataset.documents
