"""Decide which subjects of a segment belong to a dataset.

A dataset has the things of its kinds, and of the kinds of its parts those that one of these
things points to, or that point to one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from terril.model.addresses import Addresses
    from terril.model.spool import Links, Spool, SubjectStatements
    from terril.store.datasets import Dataset


class DatasetKinds(NamedTuple):
    """The kinds of things of a dataset.

    Attributes:
        name: of the dataset.
        kinds: of its things.
        parts: of what comes along with those things.
    """

    name: str
    kinds: tuple[str, ...]
    parts: tuple[str, ...]

    @classmethod
    def of(cls, dataset: Dataset) -> Self:
        """Return the kinds of a dataset."""
        return cls(dataset.name, dataset.kinds, dataset.parts)


Division = list[tuple[DatasetKinds, list["SubjectStatements"]]]
"""Datasets, each with those subjects of a segment that belong to it."""


class Membership:
    """The subjects of a town by dataset.

    Args:
        spool: statements of the town.
        links: its links.
        addresses: its addresses.
    """

    def __init__(self, spool: Spool, links: Links, addresses: Addresses) -> None:
        self._spool = spool
        self._links = links
        self._addresses = addresses

    def has_parts(self, subject: str, datasets: Iterable[DatasetKinds]) -> bool:
        """Return whether any of a subject and those beside it may be parts of another thing.

        All subjects of a segment are of the same kind.
        """
        start = subject[1 : max(subject.rfind("/"), subject.rfind("#")) + 1]
        kind = self._find_kind(f"<{start}x>")
        return any(kind in dataset.parts for dataset in datasets)

    def divide(
        self, subjects: Sequence[SubjectStatements], datasets: Iterable[DatasetKinds]
    ) -> Division:
        """Return the datasets that may have subjects of a segment, each with those that it has."""
        kinds = [self._find_kind(one.subject) for one in subjects]
        there = set(kinds)
        found: Division = []
        for dataset in datasets:
            if not there.isdisjoint((*dataset.kinds, *dataset.parts)):
                pairs = zip(kinds, subjects, strict=True)
                chosen = [one for kind, one in pairs if self._has(dataset, kind, one)]
                found.append((dataset, chosen))
        return found

    def _has(self, dataset: DatasetKinds, kind: str, subject: SubjectStatements) -> bool:
        if kind in dataset.kinds:
            return True
        return kind in dataset.parts and any(
            near in dataset.kinds for near in self._list_near_kinds(subject)
        )

    def _list_near_kinds(self, subject: SubjectStatements) -> Iterator[str]:
        """Yield the kinds of the things that a subject points to or that point to it."""
        for objects in subject.values.values():
            for value in objects:
                kind = self._find_kind(value)
                if kind and self._spool.find(value):
                    yield kind
        for _, pointing in self._links.find(subject.subject):
            yield self._find_kind(pointing)

    def _find_kind(self, term: str) -> str:
        """Return the kind of a thing of the town, ``""`` for other terms."""
        name = self._addresses.name_of(term[1:-1]) if term[0] == "<" else None
        return name.kind if name else ""
