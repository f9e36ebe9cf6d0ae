"""Things that were published once and are no more."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from terril.model.errors import DamagedRelease

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.release.release import Release
    from terril.release.releases import Releases


log = logging.getLogger(__name__)


def gone_things(releases: Releases, current: Release) -> Mapping[str, str]:
    """IRIs that a kept release had and the current one has not, with the last one's id.

    Raises:
        DamagedRelease: the current release's list of things cannot be read.
    """
    gone: dict[str, str] = {}
    for release in reversed(releases.all()):
        gone.update(dict.fromkeys(things_of(release), release.id))
    for thing in current.things():
        gone.pop(thing, None)
    return gone


def things_of(release: Release) -> tuple[str, ...]:
    """The IRIs of its things; none if the release is damaged, which the log then says."""
    try:
        return release.things()
    except DamagedRelease as error:
        # An old release that rots on disk must not keep the current one from being served.
        log.warning("left out: %s", error)
        return ()
