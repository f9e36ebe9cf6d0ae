"""Work folders go with their objects, and those of killed processes with the next one."""

from __future__ import annotations

import subprocess
import sys
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
