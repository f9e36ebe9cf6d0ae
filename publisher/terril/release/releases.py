"""Manage a town's kept releases and which is current. The only module that switches."""

from __future__ import annotations

import logging
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.errors import (
    AmbiguousRelease,
    DamagedRelease,
    NoEarlierRelease,
    NoRelease,
    UnknownRelease,
)
from terril.model.execution.progress import Progress, Step, ignore_progress
from terril.release.builder import build, sync_folder
from terril.release.content import ID_LENGTH
from terril.release.journal import Journal
from terril.release.release import Release, check_sizes, open_release
from terril.release.write_lock import CURRENT, SWITCHING, hold_write_lock

if TYPE_CHECKING:
    from pathlib import Path

    from terril.model.errors import StoreError
    from terril.release.content import Content
    from terril.release.journal import Switch, SwitchReason
    from terril.release.remote_copies import Loader

log = logging.getLogger(__name__)

RELEASE_ID = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Published:
    """The outcome of a publication.

    Attributes:
        release: the current release.
        built: ``False`` if it existed already.
        switched: ``False`` if it was current already.
        loaded: ``True`` if it was loaded into a remote store now.
        replicas: addresses of the replicas of that store that have it.
        skipped: why the others have not.
    """

    release: Release
    built: bool
    switched: bool
    loaded: bool = False
    replicas: tuple[str, ...] = ()
    skipped: tuple[StoreError, ...] = ()


@dataclass(frozen=True, slots=True)
class Releases:
    """The releases of one town; ``folder`` is the ``releases`` beside its ``town.toml``."""

    folder: Path

    def get_current_id(self) -> str | None:
        """Return the id that ``current`` points to, ``None`` if none; reads one link only.

        Raises:
            DamagedRelease: ``current`` is no symbolic link, as after a copy that followed it.
        """
        link = self.folder / CURRENT
        if link.is_symlink():
            return link.readlink().name
        if link.exists():
            raise DamagedRelease(CURRENT, CURRENT)
        return None

    def get_current(self) -> Release:
        """Return the current release.

        Raises:
            NoRelease: nothing has been published.
            DamagedRelease: its folder or manifest is missing or unreadable.
        """
        release = self.get_current_id()
        if release is None:
            raise NoRelease(self.folder)
        return open_release(self.folder / release)

    def get(self, release: str) -> Release:
        """Return a kept release by its id.

        Raises:
            UnknownRelease: there is none with that id.
            DamagedRelease: its manifest is missing or unreadable.
        """
        if not (RELEASE_ID.fullmatch(release) and (self.folder / release).is_dir()):
            raise UnknownRelease(release)
        return open_release(self.folder / release)

    def find(self, prefix: str) -> Release:
        """Return the kept release whose id starts with a prefix.

        Raises:
            UnknownRelease: there is none.
            AmbiguousRelease: there are several.
            DamagedRelease: its manifest is missing or unreadable.
        """
        found = sorted(one for one in self._list_ids() if prefix and one.startswith(prefix))
        if len(found) > 1:
            raise AmbiguousRelease(prefix, ", ".join(found))
        return self.get(found[0] if found else prefix)

    def list_all(self) -> list[Release]:
        """Return every readable kept release, the latest build first."""
        found = [self._open_or_none(release) for release in self._list_ids()]
        kept = [release for release in found if release]
        return sorted(kept, key=lambda release: release.created, reverse=True)

    def publish(
        self, content: Content, progress: Progress = ignore_progress, loader: Loader | None = None
    ) -> Published:
        """Build the release unless it exists, load it with the loader, and make it current.

        Atomic: if the process is killed, either the earlier release or the complete new one is
        current.

        Raises:
            StoreError: loading the remote store failed; the earlier release stays current.
            ConcurrentPublication: another process holds the write lock.
            ReleasesUnwritable: no space, no permission; the earlier release stays current.
        """
        with hold_write_lock(self.folder):
            release = self.folder / content.identity
            built = not _is_intact(release)
            if built:
                build(content, release, progress)
            opened_release = open_release(release)
            loaded = loader is not None and loader.load(opened_release, progress)
            switched = self.get_current_id() != content.identity
            if switched:
                progress(Step.SWITCH, 0, 1)
                self._switch(content.identity, "publish")
                progress(Step.SWITCH, 1, 1)
            if loader:
                loader.remove_unkept(content.base, self._list_known_ids(), self._list_ids())
            return Published(
                opened_release,
                built,
                switched,
                loaded,
                loader.whole if loader else (),
                loader.skipped if loader else (),
            )

    def rollback(
        self,
        release: str | None = None,
        progress: Progress = ignore_progress,
        loader: Loader | None = None,
    ) -> Release:
        """Make an earlier release current; by default the one before the current one.

        Raises:
            StoreError: the remote store lacks that release and loading it failed.
            NoRelease: nothing has been published.
            NoEarlierRelease: the current release is the first that is kept.
            UnknownRelease: there is none with that id.
            DamagedRelease: the release to go back to is not as it was published.
            ConcurrentPublication: another process holds the write lock.
            ReleasesUnwritable: no permission; the current release stays current.
        """
        if self.get_current_id() is None:
            raise NoRelease(self.folder)
        with hold_write_lock(self.folder):
            target = self.get(release or self._find_earlier())
            check_sizes(target)
            if loader:
                loader.load(target, progress)
            if target.id != self.get_current_id():
                self._switch(target.id, "rollback")
            return target

    def list_switches(self) -> list[Switch]:
        """Return every completed switch, the oldest first."""
        return self._open_journal().read_finished(self.get_current_id())

    def get_state(self) -> tuple[object, ...]:
        """Return a value that changes with every switch, to be compared only."""
        path = self._open_journal().path
        size = path.stat().st_size if path.exists() else 0
        return size, self.get_current_id()

    def _open_journal(self) -> Journal:
        return Journal(self.folder / "journal.jsonl")

    def _list_ids(self) -> list[str]:
        if not self.folder.is_dir():
            return []
        return [path.name for path in self.folder.iterdir() if RELEASE_ID.fullmatch(path.name)]

    def _list_known_ids(self) -> set[str]:
        """Return the ids of all releases ever built here, kept or not."""
        return {entry.release for entry in self._open_journal().read_all()}.union(self._list_ids())

    def _open_or_none(self, release: str) -> Release | None:
        try:
            return open_release(self.folder / release)
        except DamagedRelease as error:
            log.warning("left out: %s", error)
            return None

    def _find_earlier(self) -> str:
        current = self.get_current_id()
        for release in reversed(self._open_journal().trace(current)):
            if release != current and (self.folder / release).is_dir():
                return release
        raise NoEarlierRelease(current or "")

    def _switch(self, release: str, reason: SwitchReason) -> None:
        before = self.get_current_id()
        self._open_journal().append(release, reason, before)
        link = self.folder / f"{SWITCHING}{secrets.token_hex(6)}"
        link.symlink_to(release)
        link.replace(self.folder / CURRENT)
        sync_folder(self.folder)
        log.info("%s: %s is current, after %s", reason, release, before)


def _is_intact(folder: Path) -> bool:
    try:
        check_sizes(open_release(folder))
    except DamagedRelease:
        return False
    return True
