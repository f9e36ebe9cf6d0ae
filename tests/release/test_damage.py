"""A damaged release is detected and can be built again."""

from __future__ import annotations

import re
import shutil

import pytest

from terril.model.errors import DamagedRelease
from terril.release import Releases, Step, open_release, verify
from tests.release.made_up import content_of


@pytest.mark.parametrize("file", ["town.toml", "dumps/town.nq", "things.txt", "store/CURRENT"])
def test_a_changed_byte_is_found(releases: Releases, file: str) -> None:
    release = releases.publish(content_of("park")).release
    path = release.folder / file
    path.chmod(0o644)
    written = bytearray(path.read_bytes())
    written[0] ^= 1
    path.write_bytes(written)

    with pytest.raises(DamagedRelease, match=re.escape(file)):
        verify(release)


def test_a_file_that_cannot_be_read_any_more_is_found(releases: Releases) -> None:
    release = releases.publish(content_of("park")).release

    size = release.manifest.files["town.toml"].bytes
    assert list(release.manifest.files)[-1] == "town.toml"

    def lose(step: Step, done: int, total: int) -> None:
        # The size of the last file is not yet done.
        if (step, done) == (Step.VERIFY, total - size):
            (release.folder / "town.toml").unlink()

    with pytest.raises(DamagedRelease, match=re.escape("town.toml")):
        verify(release, lose)


def test_a_damaged_release_is_built_again(releases: Releases) -> None:
    release = releases.publish(content_of("park")).release
    release.get_dump("town.nq").unlink()

    again = releases.publish(content_of("park"))

    assert (again.built, again.switched) == (True, False)
    verify(again.release)
    assert {path.name for path in releases.folder.iterdir()} == {
        ".lock",
        "current",
        "journal.jsonl",
        release.id,
    }


@pytest.mark.parametrize("written", [b"", b"{}", b"not JSON", None])
def test_a_release_without_a_readable_manifest_is_damaged(
    releases: Releases, written: bytes | None
) -> None:
    release = releases.publish(content_of("park")).release
    manifest = release.folder / "manifest.json"
    manifest.unlink()
    if written is not None:
        manifest.write_bytes(written)

    with pytest.raises(DamagedRelease):
        releases.get_current()
    assert releases.list_all() == []
    assert releases.publish(content_of("park")).built


def test_a_release_under_a_name_that_is_not_its_own_is_damaged(releases: Releases) -> None:
    release = releases.publish(content_of("park")).release
    copy = releases.folder / "0123456789ab"
    shutil.copytree(release.folder, copy)
    with pytest.raises(DamagedRelease, match="0123456789ab"):
        open_release(copy)


def test_a_list_of_things_that_is_gone_is_damage(releases: Releases) -> None:
    release = releases.publish(content_of("park")).release
    (release.folder / "things.txt").unlink()
    with pytest.raises(DamagedRelease, match=re.escape("things.txt")):
        release.read_things()


@pytest.mark.parametrize("left", [None, 0, 5000])
def test_an_index_of_things_that_is_gone_or_cut_off_is_damage(
    releases: Releases, left: int | None
) -> None:
    release = releases.publish(content_of("park")).release
    index = release.folder / "things.sqlite"
    content = index.read_bytes()
    index.unlink()
    if left is not None:
        assert left < len(content)
        index.write_bytes(content[:left])
    with pytest.raises(DamagedRelease, match=r"things\.sqlite"):
        release.open_things()


def test_a_copy_that_followed_the_link_is_damage(releases: Releases) -> None:
    (releases.folder / "current").mkdir(parents=True)
    with pytest.raises(DamagedRelease, match="current"):
        releases.get_current()
