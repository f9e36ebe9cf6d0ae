"""List a town's history: every switch between releases, with its changes.

The order is the journal's, rollbacks included. Changes outlive their releases: see
``change_files``.
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
    get_changes_path,
    read_changes,
    read_counts,
    write_changes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from terril.release.changes.comparison import Difference
    from terril.release.journal import Switch, SwitchReason
    from terril.release.releases import Releases

log = logging.getLogger(__name__)

FOLDER = ".changes"


@dataclass(frozen=True)
class Change:
    """A switch with its changes.

    Attributes:
        name: id of the release switched to; ``{id}-2`` the second time.
        when: time of the switch, in UTC; later than that of the change before it.
        reason: publication or rollback.
        release: id of the release switched to.
        before: id of the release compared with; ``None`` for an empty one.
        path: file with the differences.
        counts: numbers of changes.
    """

    name: str
    when: datetime
    reason: SwitchReason
    release: str
    before: str | None
    path: Path
    counts: Counts

    def read_differences(self) -> Iterator[Difference]:
        """Yield its differences, one IRI after the other."""
        return read_changes(self.path)


class History:
    """The changes of a town; thread-safe.

    A release that was deleted or damaged before its changes were written is skipped, and the
    next is compared with the last known one. If that cannot be compared with it either, the
    history restarts with the next release.

    Args:
        releases: the releases of the town.
    """

    def __init__(self, releases: Releases) -> None:
        self._releases = releases
        self._lock = threading.Lock()
        self._known: tuple[object, tuple[Change, ...]] = (None, ())

    def list_changes(self) -> Sequence[Change]:
        """Return every known change, the oldest first; computed again after a switch."""
        state = self._releases.get_state()
        with self._lock:
            if self._known[0] != state:
                self._known = (state, tuple(self._compute_changes()))
            return self._known[1]

    def read_later_changes(self) -> Iterator[tuple[str, datetime]]:
        """Yield the IRIs that changed after the first release, each time with the time.

        The oldest come first. What is not among them is as the first release had it.
        """
        for change in self.list_changes()[1:]:
            for one in change.read_differences():
                yield one.subject, change.when

    @cached_property
    def _fallback_folder(self) -> Path:
        """Temporary folder for files if the folder of releases is not writable."""
        folder = tempfile.mkdtemp(prefix="terril-changes-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return Path(folder)

    def _compute_changes(self) -> Sequence[Change]:
        changes: list[Change] = []
        seen: dict[str, int] = {}
        for entry in self._releases.list_switches():
            seen[entry.release] = seen.get(entry.release, 0) + 1
            before = changes[-1].release if changes else None
            if entry.release == before:
                continue
            number = seen[entry.release]
            name = f"{entry.release}-{number}" if number > 1 else entry.release
            if found := self._open_change(name, entry, before):
                changes.append(_order_after(changes, found))
            elif before and (restarted := self._open_change(name, entry, None)):
                changes = [restarted]
        return changes

    def _open_change(self, name: str, entry: Switch, before: str | None) -> Change | None:
        path = self._ensure_file(before, entry.release)
        counts = read_counts(path) if path else None
        if path is None or counts is None:
            return None
        return Change(name, entry.when, entry.why, entry.release, before, path, counts)

    def _ensure_file(self, before: str | None, after: str) -> Path | None:
        """Return the file about two releases, written if missing; ``None`` if impossible."""
        folder = self._releases.folder / FOLDER
        path = get_changes_path(folder, before, after)
        if read_counts(path):
            return path
        try:
            return self._write(path, before, after)
        except ReleaseError as error:
            log.warning("left out of the changes: %s", error)
            return None

    def _write(self, path: Path, before: str | None, after: str) -> Path:
        older = self._releases.get(before) if before else None
        newer = self._releases.get(after)
        try:
            write_changes(path, older, newer)
        except OSError as error:
            log.warning("%s cannot be written: %s", path, error)
            path = self._fallback_folder / path.name
            write_changes(path, older, newer)
        return path


def _order_after(changes: Sequence[Change], change: Change) -> Change:
    """Return the change, dated later than the last one even if the clock was set back.

    Source: LDES 1.0, section on timestamps: a follower never goes back in time.
    """
    if changes and change.when <= changes[-1].when:
        return replace(change, when=changes[-1].when + timedelta(microseconds=1))
    return change
