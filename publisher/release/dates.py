"""Since when a file of a release is as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from publisher.release.release import Release


def first_and_last_change(
    kept: Iterable[Release], current: Release, path: str
) -> tuple[datetime, datetime]:
    """When a file was first published, and since when it is as in the current release.

    As far as the releases that are kept tell; later ones than the current do not count.

    Args:
        kept: the releases of the town that are kept.
        current: the release that is looked at.
        path: of the file in the release.
    """
    first = since = current.created
    unchanged = True
    earlier = (one for one in kept if one.created < current.created)
    for release in sorted(earlier, key=lambda one: one.created, reverse=True):
        entry = release.manifest.files.get(path)
        if entry is None:
            unchanged = False
            continue
        unchanged = unchanged and entry == current.manifest.files.get(path)
        first = release.created
        since = release.created if unchanged else since
    return first, since
