"""On a system without flock(2), such as Windows, publishing ends with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from terril.release import Releases
from tests.paths import ROOT
from tests.release.made_up import content_of

HIDDEN = "import sys; sys.modules['fcntl'] = None; "
PUBLISH = """
from pathlib import Path
from terril.model.errors import UnsupportedSystem
from terril.release import Releases
from tests.paths import ROOT
from tests.release.made_up import content_of
try:
    Releases(Path(sys.argv[1])).publish(content_of("park"))
except UnsupportedSystem as error:
    sys.exit(str(error))
"""
COMMAND = "from terril.cli import main; main()"


def run_without_flock(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", HIDDEN + program, *arguments]
    environment = {**os.environ, "TERRIL_LANG": "fr"}
    return subprocess.run(
        words, capture_output=True, text=True, check=False, cwd=ROOT, env=environment
    )


def test_publishing_without_a_lock_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    ended = run_without_flock(PUBLISH, str(folder))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("Terril runs on Linux and macOS")
    assert not folder.exists()


@pytest.mark.parametrize("command", ["rollback", "releases"])
def test_every_command_ends_with_a_sentence_and_changes_nothing(
    tmp_path: Path, command: str
) -> None:
    releases = Releases(tmp_path / "releases")
    releases.publish(content_of("park"))
    current = releases.publish(content_of("mill")).release.id
    (tmp_path / "town.toml").write_bytes((ROOT / "town.toml").read_bytes())

    ended = run_without_flock(COMMAND, command, "--town", str(tmp_path))

    assert ended.returncode == 2
    assert ended.stderr.startswith("Terril fonctionne sous Linux et macOS")
    assert releases.get_current_id() == current
