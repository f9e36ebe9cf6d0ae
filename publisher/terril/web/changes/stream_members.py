"""The versions of a change, page by page: who reads on in order has each read only once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from itertools import islice
from typing import TYPE_CHECKING

from terril.release.changes.comparison import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from terril.release.changes.comparison import Difference
    from terril.release.changes.history import Change

READERS = 4
"""Files that stay open where the last page ended; each waits for the next page of a reader."""


class MemberPages:
    """Pages of what changes tell, safe to use from many threads.

    Args:
        size: members of a page.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._waiting: OrderedDict[tuple[Path, int], Iterator[Difference]] = OrderedDict()

    def page(self, change: Change, number: int) -> list[Difference]:
        """The members of one page of a change; pages count from 1."""
        with self._lock:
            rest = self._waiting.pop((change.path, number), None)
        if rest is None:
            rest = islice(_members(change), (number - 1) * self._size, None)
        found = list(islice(rest, self._size))
        if len(found) == self._size:
            self._keep(change.path, number + 1, rest)
        return found

    def _keep(self, path: Path, number: int, rest: Iterator[Difference]) -> None:
        with self._lock:
            self._waiting[path, number] = rest
            while len(self._waiting) > READERS:
                self._waiting.popitem(last=False)


def _members(change: Change) -> Iterator[Difference]:
    """What something else is said of; what only moved between graphs is told nowhere."""
    return (one for one in change.read_differences() if one.kind != ChangeKind.MOVED)
