"""Find things of earlier releases that the current release no longer has."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from terril.model.errors import DamagedRelease

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.release.release import Release
    from terril.release.releases import Releases


log = logging.getLogger(__name__)


class Tombstones:
    """The things that only earlier kept releases have; looked up one by one, on disk.

    Args:
        current: the release that lacks them.
        others: the other kept releases, the latest build first.
    """

    def __init__(self, current: Release, others: Sequence[Release]) -> None:
        self._current = current
        self._others = others

    def find_last(self, iri: str) -> str:
        """Return the id of the last release that has a thing; ``""`` if the current one has it."""
        if has_thing_if_intact(self._current, iri):
            return ""
        return next((one.id for one in self._others if has_thing_if_intact(one, iri)), "")


def find_tombstones(releases: Releases, current: Release) -> Tombstones:
    """Return the tombstones of the current release."""
    return Tombstones(current, [one for one in releases.list_all() if one.id != current.id])


def has_thing_if_intact(release: Release, iri: str) -> bool:
    """Return whether a release has a thing; ``False``, with a warning, if it is damaged."""
    try:
        return release.has_thing(iri)
    except DamagedRelease as error:
        # An old release that rots on disk must not keep the current one from being served.
        log.warning("left out: %s", error)
        return False
