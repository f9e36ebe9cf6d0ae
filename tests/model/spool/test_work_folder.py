"""Work folders go with their objects, and those of killed processes with the next one."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from terril.model.spool.work_folder import WorkFolder

if TYPE_CHECKING:
    from pathlib import Path

KILLED = """
import os, signal
from terril.model.spool.work_folder import WorkFolder
folder = WorkFolder()
(folder.path / "a").write_text("1")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_folder_of_a_killed_process_is_deleted_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is in use stays."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    first = WorkFolder()
    subprocess.run([sys.executable, "-c", KILLED], check=False)
    assert len(list(tmp_path.iterdir())) == 2
    second = WorkFolder()
    assert {path.name for path in tmp_path.iterdir()} == {first.path.name, second.path.name}
    first.delete()
    del second
    assert list(tmp_path.iterdir()) == []


def test_folders_that_are_made_at_once_all_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder is locked before its lock can be seen."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: WorkFolder(), range(100)))
    assert [one.path.is_dir() for one in made] == [True] * 100
