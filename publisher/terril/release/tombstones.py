"""Find things of earlier releases that the current release no longer has."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from terril.model.errors import DamagedRelease

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.release.release import Release
    from terril.release.releases import Releases


log = logging.getLogger(__name__)


def find_tombstones(releases: Releases, current: Release) -> Mapping[str, str]:
    """Return IRIs that only earlier kept releases have, each with the id of the last of them.

    Raises:
        DamagedRelease: the current release's list of things cannot be read.
    """
    tombstones: dict[str, str] = {}
    for release in reversed(releases.list_all()):
        tombstones.update(dict.fromkeys(read_things_if_intact(release), release.id))
    for thing in current.read_things():
        tombstones.pop(thing, None)
    return tombstones


def read_things_if_intact(release: Release) -> tuple[str, ...]:
    """Return the IRIs of a release's things; log a warning and return none if it is damaged."""
    try:
        return release.read_things()
    except DamagedRelease as error:
        # An old release that rots on disk must not keep the current one from being served.
        log.warning("left out: %s", error)
        return ()
