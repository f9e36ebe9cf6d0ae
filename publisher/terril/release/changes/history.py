"""The history of a town: every switch from a release to another, and what it changed.

The order is the journal's, going back included. What is told does not depend on releases
being kept: see ``change_files``.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import weakref
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from terril.model.errors import ReleaseError
from terril.release.changes.change_files import (
    Counts,
    path_of,
    read_changes,
    read_counts,
    write_changes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from terril.release.changes.comparison import Difference
    from terril.release.journal import Entry, Why
    from terril.release.releases import Releases

log = logging.getLogger(__name__)

FOLDER = ".changes"


@dataclass(frozen=True)
class Change:
    """One switch, and what it changed.

    Attributes:
        name: the id of the release that was switched to; ``{id}-2`` the second time.
        when: of the switch, in UTC; never before the change before it.
        why: whether it was published, or gone back to.
        release: id of the release that was switched to.
        before: id of the release that it is compared with; ``None`` for nothing.
        path: the file that tells it.
        counts: how much it changed.
    """

    name: str
    when: datetime
    why: Why
    release: str
    before: str | None
    path: Path
    counts: Counts

    def differences(self) -> Iterator[Difference]:
        """What it changed, one IRI after the other."""
        return read_changes(self.path)


class History:
    """Every change of a town, the oldest first; safe to use from many threads.

    A release that was pruned or damaged before its change was told is left out, and the next
    is compared with the last one that is known. Where nothing leads from there to a release
    that is kept, the history begins anew with that one.

    Args:
        releases: of the town.
    """

    def __init__(self, releases: Releases) -> None:
        self._releases = releases
        self._lock = threading.Lock()
        self._known: tuple[object, tuple[Change, ...]] = (None, ())
        self._dates: tuple[object, Mapping[str, datetime]] = (None, {})

    def changes(self) -> Sequence[Change]:
        """Every change that can be told, the oldest first; computed when there is a new one."""
        state = self._releases.state()
        with self._lock:
            if self._known[0] != state:
                self._known = (state, tuple(self._tell()))
            return self._known[1]

    def last_changes(self) -> Mapping[str, datetime]:
        """When something else was last said of each IRI; computed when there is a new change."""
        changes = self.changes()
        with self._lock:
            if self._dates[0] is not changes:
                found = {one.subject: it.when for it in changes for one in it.differences()}
                self._dates = (changes, found)
            return self._dates[1]

    @cached_property
    def _spare(self) -> Path:
        """Where files go if the folder of releases cannot be written to; gone with this."""
        folder = tempfile.mkdtemp(prefix="terril-changes-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return Path(folder)

    def _tell(self) -> Sequence[Change]:
        told: list[Change] = []
        seen: dict[str, int] = {}
        for entry in self._releases.switches():
            seen[entry.release] = seen.get(entry.release, 0) + 1
            before = told[-1].release if told else None
            if entry.release == before:
                continue
            number = seen[entry.release]
            name = f"{entry.release}-{number}" if number > 1 else entry.release
            if found := self._change(name, entry, before):
                told.append(_after(told, found))
            elif before and (anew := self._change(name, entry, None)):
                told = [anew]
        return told

    def _change(self, name: str, entry: Entry, before: str | None) -> Change | None:
        path = self._file(before, entry.release)
        counts = read_counts(path) if path else None
        if path is None or counts is None:
            return None
        return Change(name, entry.when, entry.why, entry.release, before, path, counts)

    def _file(self, before: str | None, after: str) -> Path | None:
        """The file about two releases, made if need be; ``None`` if it cannot be."""
        folder = self._releases.folder / FOLDER
        path = path_of(folder, before, after)
        if read_counts(path):
            return path
        try:
            return self._written(path, before, after)
        except ReleaseError as error:
            log.warning("left out of the changes: %s", error)
            return None

    def _written(self, path: Path, before: str | None, after: str) -> Path:
        older = self._releases.get(before) if before else None
        newer = self._releases.get(after)
        try:
            write_changes(path, older, newer)
        except OSError as error:
            log.warning("%s cannot be written: %s", path, error)
            path = self._spare / path.name
            write_changes(path, older, newer)
        return path


def _after(told: Sequence[Change], change: Change) -> Change:
    """The change, later than the last one even if the clock was put back between them.

    Source: LDES 1.0, section on timestamps: a follower never looks back.
    """
    if told and change.when <= told[-1].when:
        return replace(change, when=told[-1].when + timedelta(microseconds=1))
    return change
