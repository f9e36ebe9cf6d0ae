"""A release that is announced survives a power cut: names are synced after they change."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from terril.release import Releases
from tests.release.made_up import content_of

Calls = list[tuple[str, Path]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Record what is synced, and what is renamed to which path, in order."""
    found: Calls = []
    fsync = os.fsync

    def recorded_fsync(descriptor: int) -> None:
        found.append(("fsync", Path(f"/proc/self/fd/{descriptor}").readlink()))
        fsync(descriptor)

    def recorded(rename: Callable[..., object]) -> Callable[..., object]:
        def renamed(source: object, target: object, **more: object) -> object:
            result = rename(source, target, **more)
            found.append(("rename", Path(str(target))))
            return result

        return renamed

    monkeypatch.setattr(os, "fsync", recorded_fsync)
    for name in ("rename", "replace"):
        monkeypatch.setattr(os, name, recorded(getattr(os, name)))
    return found


def renames(calls: Calls, folder: Path) -> list[int]:
    """Return where among the calls something in a folder was renamed."""
    return [
        at for at, (what, path) in enumerate(calls) if what == "rename" and path.parent == folder
    ]


def test_the_parent_folder_is_synced_after_each_rename(releases: Releases, calls: Calls) -> None:
    release = releases.publish(content_of("park")).release
    folder = releases.folder
    found = renames(calls, folder)
    assert [calls[at][1].name for at in found] == [release.id, "current"]
    for at, following in zip(found, (*found[1:], len(calls)), strict=True):
        assert ("fsync", folder) in calls[at + 1 : following], calls[at]


def test_every_file_and_folder_is_synced_before_it_gets_its_name(
    releases: Releases, calls: Calls
) -> None:
    release = releases.publish(content_of("park")).release
    at = renames(calls, releases.folder)[0]
    before = {path for what, path in calls[:at] if what == "fsync"}
    [building] = {path for path in before if path.parent == releases.folder}
    contents = sorted(release.folder.rglob("*"))
    assert contents
    assert before >= {building / path.relative_to(release.folder) for path in contents}


def test_a_damaged_release_is_replaced_as_safely(releases: Releases, calls: Calls) -> None:
    content = content_of("park")
    release = releases.publish(content).release
    (release.folder / "manifest.json").unlink()
    calls.clear()
    releases.publish(content)
    folder = releases.folder
    placed = [at for at in renames(calls, folder) if calls[at][1] == release.folder]
    assert len(placed) == 1
    assert ("fsync", folder) in calls[placed[0] + 1 :]
