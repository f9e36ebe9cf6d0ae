"""The commands that the README shows are run as they stand, but for the port."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench.servers import Server, environment
from tests.paths import ROOT

pytestmark = pytest.mark.http

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines() if line]
ASKING = [line for line in LINES if line.startswith("curl ")]
BEGINNING = [line for line in LINES if line.startswith("terril new")]
PUBLISHING = [line for line in LINES if line.startswith("terril publish")]


def test_the_readme_shows_commands() -> None:
    assert {line.split()[1] for line in LINES if line.startswith("make ")} == {"serve", "test"}
    assert len(ASKING) >= 3
    assert len(BEGINNING) == len(PUBLISHING) == 1


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl: it is not installed")
@pytest.mark.parametrize("command", ASKING)
def test_a_request_of_the_readme_is_answered(server: Server, command: str) -> None:
    here = command.replace("http://127.0.0.1:8000", server.url).replace("curl ", "curl -sfS ", 1)
    done = subprocess.run(
        ["bash", "-c", here], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 100


def test_another_town_starts_as_in_the_readme(tmp_path: Path) -> None:
    programs = str(Path(sys.executable).parent)
    publish = PUBLISHING[0].partition(" && ")[0]
    done = subprocess.run(
        ["bash", "-c", f"{BEGINNING[0]} && cd my-town && {publish}"],
        cwd=tmp_path,
        env=environment(PATH=f"{programs}:/usr/bin:/bin"),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "my-town" / "releases" / "current").exists()
