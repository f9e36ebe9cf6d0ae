"""Since when files of a release are as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from terril.release.release import Release


def first_and_last_change(
    kept: Iterable[Release], current: Release, paths: Sequence[str]
) -> tuple[Release, Release]:
    """The release that first had one of the files, and the one since which all are as now.

    As far as the releases that are kept tell; later ones than the current do not count.

    Args:
        kept: the releases of the town that are kept.
        current: the release that is looked at.
        paths: of the files in the release.
    """
    now = [current.manifest.files.get(path) for path in paths]
    first = since = current
    unchanged = True
    earlier = (one for one in kept if one.created < current.created)
    for release in sorted(earlier, key=lambda one: one.created, reverse=True):
        entries = [release.manifest.files.get(path) for path in paths]
        unchanged = unchanged and entries == now
        first = release if any(entries) else first
        since = release if unchanged else since
    return first, since
