"""``terril releases --verify`` finds every file that is not as it was published."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from terril.cli import main
from terril.release import Releases
from tests.paths import ROOT
from tests.release.made_up import content_of

Damage = Callable[[Path], None]


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A town of two made-up releases."""
    shutil.copy(ROOT / "town.toml", tmp_path)
    releases = Releases(tmp_path / "releases")
    for things in (["mill", "school"], ["mill"]):
        releases.publish(content_of(*things))
    return tmp_path


def verify(town: Path) -> Result:
    return CliRunner().invoke(main, ["releases", "--verify", "--town", str(town)])


def newest_first(town: Path) -> list[Path]:
    return [release.folder for release in Releases(town / "releases").list_all()]


def a_dump(release: Path) -> Path:
    return next(path for path in sorted((release / "dumps").iterdir()) if path.stat().st_size)


def flip_a_byte(path: Path) -> None:
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)


def remove(path: Path) -> None:
    path.parent.chmod(0o755)
    path.unlink()


def lengthen(path: Path) -> None:
    path.chmod(0o644)
    with path.open("ab") as file:
        file.write(b"\n")


def test_releases_as_published_are_listed_with_code_0(town: Path) -> None:
    done = verify(town)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    for release, line in zip(newest_first(town), lines, strict=True):
        assert line.startswith(f"{release.name}: ")
        assert line.endswith(" files, all as published.")


@pytest.mark.parametrize("damage", [flip_a_byte, remove, lengthen])
def test_a_damaged_file_ends_it_with_code_2_after_the_other_releases(
    town: Path, damage: Damage
) -> None:
    newest, oldest = newest_first(town)
    damage(a_dump(newest))
    done = verify(town)
    assert done.exit_code == 2
    file = a_dump(oldest).relative_to(oldest).as_posix()
    assert done.stdout.splitlines()[0] == (
        f"{newest.name}: damaged, {file} is not as it was published."
    )
    assert done.stdout.splitlines()[1].startswith(f"{oldest.name}: ")
    assert done.stdout.endswith("all as published.\n")
    assert done.stderr.startswith(f"The release “{newest.name}” is damaged: {file} is not as")
    assert done.stderr.count("\n") == 1


def test_the_first_damage_is_named_and_every_one_is_listed(town: Path) -> None:
    newest, oldest = newest_first(town)
    for release in (newest, oldest):
        flip_a_byte(a_dump(release))
    done = verify(town)
    assert done.exit_code == 2
    assert done.stdout.count(": damaged, ") == 2
    assert f"“{newest.name}”" in done.stderr
    assert oldest.name not in done.stderr


def test_a_release_without_a_manifest_is_damaged(town: Path) -> None:
    newest, oldest = newest_first(town)
    remove(newest / "manifest.json")
    done = verify(town)
    assert done.exit_code == 2
    assert done.stdout.splitlines()[0].startswith(f"{oldest.name}: ")
    assert done.stdout.splitlines()[1] == (
        f"{newest.name}: damaged, manifest.json is not as it was published."
    )
    assert f"“{newest.name}”" in done.stderr


def test_there_must_be_something_to_verify(tmp_path: Path) -> None:
    shutil.copy(ROOT / "town.toml", tmp_path)
    done = verify(tmp_path)
    assert done.exit_code == 2
    assert "terril publish" in done.stderr


def test_to_verify_and_to_compare_exclude_each_other(town: Path) -> None:
    words = ["releases", "--verify", "--compare", "a", "b", "--town", str(town)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2
    assert "--verify or --compare" in done.stderr


def test_a_file_whose_name_is_like_an_id_is_no_release(town: Path) -> None:
    (town / "releases" / "0123456789ab").touch()
    done = verify(town)
    assert (done.exit_code, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize("target", [None, "000000000000"])
def test_releases_of_which_none_is_current_end_with_code_2(town: Path, target: str | None) -> None:
    current = town / "releases" / "current"
    current.unlink()
    if target:
        current.symlink_to(target)
    done = verify(town)
    assert done.exit_code == 2
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr


def test_a_manifest_without_files_is_damaged(town: Path) -> None:
    manifest = newest_first(town)[0] / "manifest.json"
    manifest.chmod(0o644)
    content = json.loads(manifest.read_bytes())
    manifest.write_text(json.dumps({**content, "files": {}}), encoding="utf-8")
    done = verify(town)
    assert done.exit_code == 2
    assert "manifest.json" in done.stderr
