"""Date files of a release by the release in which they last changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from terril.release.release import Release


def find_first_and_last_change(
    kept: Iterable[Release], current: Release, paths: Sequence[str]
) -> tuple[Release, Release]:
    """Return the first release that has one of the files, and the last in which one changed.

    Only kept releases are considered, and none later than the current one.

    Args:
        kept: the kept releases of the town.
        current: the release whose files are dated.
        paths: paths of the files in the release.
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
