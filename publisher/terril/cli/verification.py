"""Verify the files of kept releases against their checksums, and print the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.cli.progress import show_progress
from terril.cli.terminal import _, get_console
from terril.model.errors import DamagedRelease, NoRelease, UnknownRelease
from terril.release.release import verify
from terril.release.releases import RELEASE_ID

if TYPE_CHECKING:
    from terril.release import Release, Releases


def verify_releases(releases: Releases) -> None:
    """Read every file of every release and print a line for each release, the newest first.

    A release whose manifest cannot be read comes last: its age is not known.

    Raises:
        NoRelease: there is none.
        DamagedRelease: the first damage, raised after all releases have been verified; or
            ``current`` does not lead to one of them.
    """
    readable, damages = _open_all(releases)
    if not (readable or damages):
        raise NoRelease(releases.folder)
    found = [_verify(release) for release in readable]
    for damage in damages:
        _print_damage(damage)
    if damages := [damage for damage in (*found, *damages) if damage]:
        raise damages[0]
    # Intact releases are of no use if none of them can be served.
    releases.get_current()


def _open_all(releases: Releases) -> tuple[list[Release], list[DamagedRelease]]:
    readable, damages = [], []
    paths = releases.folder.iterdir() if releases.folder.is_dir() else ()
    for name in sorted(path.name for path in paths if RELEASE_ID.fullmatch(path.name)):
        try:
            readable.append(releases.get(name))
        except DamagedRelease as damage:
            damages.append(damage)
        except UnknownRelease:
            # A file whose name is like an id is no release.
            continue
    readable.sort(key=lambda release: release.created, reverse=True)
    return readable, damages


def _verify(release: Release) -> DamagedRelease | None:
    try:
        with show_progress() as show:
            verify(release, show)
    except DamagedRelease as damage:
        _print_damage(damage)
        return damage
    count = len(release.manifest.files)
    _print(_("{release}: {count} files, all as published.", release=release.id, count=count))
    return None


def _print_damage(damage: DamagedRelease) -> None:
    sentence = _("{release}: damaged, {file} is not as it was published.", **vars(damage))
    _print(sentence)


def _print(sentence: str) -> None:
    get_console().print(sentence, markup=False, soft_wrap=True)
