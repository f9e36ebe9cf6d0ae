"""The releases that a town keeps, and which of them is current. The only place that switches."""

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
from terril.release.build_progress import Progress, Step, silent
from terril.release.builder import build, sync_folder
from terril.release.content import ID_LENGTH
from terril.release.journal import Journal
from terril.release.release import Release, check_sizes, open_release
from terril.release.write_lock import CURRENT, SWITCHING, writing

if TYPE_CHECKING:
    from pathlib import Path

    from terril.release.content import Content
    from terril.release.journal import Entry, Why
    from terril.release.remote_copies import Loader

log = logging.getLogger(__name__)

RELEASE_ID = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did.

    Attributes:
        release: it is current now.
        built: ``False`` if it was there already.
        switched: ``False`` if it was current already.
        loaded: whether a remote store got it now.
    """

    release: Release
    built: bool
    switched: bool
    loaded: bool = False


@dataclass(frozen=True, slots=True)
class Releases:
    """The releases of one town; ``folder`` is the ``releases`` beside its ``town.toml``."""

    folder: Path

    def current_id(self) -> str | None:
        """The id that ``current`` points to, for the price of reading a link; ``None`` if none.

        Raises:
            DamagedRelease: ``current`` is no link, as after a copy that followed it.
        """
        link = self.folder / CURRENT
        if link.is_symlink():
            return link.readlink().name
        if link.exists():
            raise DamagedRelease(CURRENT, CURRENT)
        return None

    def current(self) -> Release:
        """The release that is served.

        Raises:
            NoRelease: nothing has been published.
            DamagedRelease: its folder or manifest is gone or unreadable.
        """
        release = self.current_id()
        if release is None:
            raise NoRelease(self.folder)
        return open_release(self.folder / release)

    def get(self, release: str) -> Release:
        """A kept release.

        Raises:
            UnknownRelease: there is none with that id.
            DamagedRelease: its manifest is missing or unreadable.
        """
        if not (RELEASE_ID.fullmatch(release) and (self.folder / release).is_dir()):
            raise UnknownRelease(release)
        return open_release(self.folder / release)

    def named(self, beginning: str) -> Release:
        """The kept release whose id begins so.

        Raises:
            UnknownRelease: there is none.
            AmbiguousRelease: there are several.
            DamagedRelease: its manifest is missing or unreadable.
        """
        found = sorted(one for one in self._ids() if beginning and one.startswith(beginning))
        if len(found) > 1:
            raise AmbiguousRelease(beginning, ", ".join(found))
        return self.get(found[0] if found else beginning)

    def all(self) -> list[Release]:
        """Every kept release that can be read, the one built last first."""
        found = [self._readable(release) for release in self._ids()]
        kept = [release for release in found if release]
        return sorted(kept, key=lambda release: release.created, reverse=True)

    def publish(
        self, content: Content, progress: Progress = silent, loader: Loader | None = None
    ) -> Published:
        """Build what is not there yet, load it where a loader leads to, and make it current.

        Killed at any instant, what was current before still is, or the new release is, whole.

        Raises:
            StoreError: the remote store was not loaded; what was served before still is.
            PublishingElsewhere: another process publishes or rolls back right now.
            ReleasesUnwritable: no space, no permission; what was served before still is.
        """
        with writing(self.folder):
            release = self.folder / content.identity
            built = not _whole(release)
            if built:
                build(content, release, progress)
            opened = open_release(release)
            loaded = loader is not None and loader.load(opened, progress)
            switched = self.current_id() != content.identity
            if switched:
                progress(Step.SWITCH, 0, 1)
                self._switch(content.identity, "publish")
                progress(Step.SWITCH, 1, 1)
            if loader:
                loader.tidy(content.base, self._known(), self._ids())
            return Published(opened, built, switched, loaded)

    def rollback(
        self,
        release: str | None = None,
        progress: Progress = silent,
        loader: Loader | None = None,
    ) -> Release:
        """Make an earlier release current; the one before the current one if none is named.

        Raises:
            StoreError: the remote store has not that release and was not loaded.
            NoRelease: nothing has been published.
            NoEarlierRelease: the current release is the first that is kept.
            UnknownRelease: there is none with that id.
            DamagedRelease: the release to go back to is not as it was published.
            PublishingElsewhere: another process publishes or rolls back right now.
            ReleasesUnwritable: no permission; what was served before still is.
        """
        if self.current_id() is None:
            raise NoRelease(self.folder)
        with writing(self.folder):
            target = self.get(release or self._earlier())
            check_sizes(target)
            if loader:
                loader.load(target, progress)
            if target.id != self.current_id():
                self._switch(target.id, "rollback")
            return target

    def switches(self) -> list[Entry]:
        """Every switch that was made, in its order."""
        return self._journal().made(self.current_id())

    def state(self) -> tuple[object, ...]:
        """Something that differs once another switch was made."""
        path = self._journal().path
        size = path.stat().st_size if path.exists() else 0
        return size, self.current_id()

    def _journal(self) -> Journal:
        return Journal(self.folder / "journal.jsonl")

    def _ids(self) -> list[str]:
        if not self.folder.is_dir():
            return []
        return [path.name for path in self.folder.iterdir() if RELEASE_ID.fullmatch(path.name)]

    def _known(self) -> set[str]:
        """Every release that was ever made here, kept or not."""
        return {entry.release for entry in self._journal().entries()}.union(self._ids())

    def _readable(self, release: str) -> Release | None:
        try:
            return open_release(self.folder / release)
        except DamagedRelease as error:
            log.warning("left out: %s", error)
            return None

    def _earlier(self) -> str:
        current = self.current_id()
        for release in reversed(self._journal().history(current)):
            if release != current and (self.folder / release).is_dir():
                return release
        raise NoEarlierRelease(current or "")

    def _switch(self, release: str, why: Why) -> None:
        before = self.current_id()
        self._journal().append(release, why, before)
        link = self.folder / f"{SWITCHING}{secrets.token_hex(6)}"
        link.symlink_to(release)
        link.replace(self.folder / CURRENT)
        sync_folder(self.folder)
        log.info("%s: %s is current, after %s", why, release, before)


def _whole(folder: Path) -> bool:
    try:
        check_sizes(open_release(folder))
    except DamagedRelease:
        return False
    return True
