"""``terril check --watch`` checks again after each change, until a signal ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from terril.model.execution.file_watch import FileWatch

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "https://saint-ville.example/"
WAITING = "Waiting for a file to change. Ctrl-C ends this.\n"


@pytest.fixture
def process(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the command in a new town."""
    command = [
        sys.executable,
        "-m",
        "terril",
        "check",
        "--watch",
        "--town",
        str(tmp_path / "town"),
    ]
    new = ["new", str(tmp_path / "town"), "--name", "Saint-Ville", "--base", BASE]
    subprocess.run([sys.executable, "-m", "terril", *new], check=True, capture_output=True)
    environment = {**os.environ, "TERRIL_LANG": "en"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as started:
        yield started
        started.kill()


def read_check(process: subprocess.Popen[str]) -> str:
    """Return what the command prints up to the end of a check."""
    lines: list[str] = []
    assert process.stdout
    while not lines or lines[-1] != WAITING:
        lines.append(process.stdout.readline())
        assert lines[-1], "the command has ended"
    return "".join(lines)


def test_a_change_is_checked_and_the_last_result_is_the_exit_code(
    tmp_path: Path, process: subprocess.Popen[str]
) -> None:
    """Mistakes come and go, a broken setting too, and Ctrl-C ends with the last result."""
    data, settings = tmp_path / "town" / "data" / "source", tmp_path / "town" / "town.toml"
    assert "No mistake was found" in read_check(process)
    wrong = data / "wrong.ttl"
    wrong.write_text("<https://saint-ville.example/id/place/a> a .")
    assert "wrong.ttl" in read_check(process)
    wrong.unlink()
    assert "No mistake was found" in read_check(process)
    text = settings.read_text()
    settings.write_text(text + "\nunknown = 1\n")
    assert "unknown" in read_check(process)
    settings.write_text(text)
    assert "No mistake was found" in read_check(process)
    wrong.write_text("<https://saint-ville.example/id/place/a> a .")
    assert "wrong.ttl" in read_check(process)
    process.send_signal(signal.SIGINT)
    assert process.wait() == 1


def test_files_that_come_change_or_go_are_noticed(tmp_path: Path) -> None:
    """Each change ends the wait; one that was made before it counts."""
    folder = tmp_path / "data"
    watch = FileWatch([tmp_path / "town.toml", folder])
    file = folder / "deep" / "a.ttl"
    file.parent.mkdir(parents=True)
    (folder / ".a.ttl.swp").write_text("")
    for change in (
        lambda: file.write_text("1"),
        lambda: file.write_text("22"),
        lambda: os.utime(file, ns=(0, time.time_ns() + 1)),
        lambda: file.rename(folder / "b.ttl"),
        lambda: (tmp_path / "town.toml").write_text(""),
        lambda: (folder / "b.ttl").unlink(),
    ):
        change()
        watch.wait()
