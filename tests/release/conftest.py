"""Releases in a folder of their own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from terril.release import Releases
from tests.paths import ROOT


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    """A town that has published nothing yet."""
    return Releases(tmp_path / "releases")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command that starts a process that publishes: see ``made_up.main`` for what follows."""
    # A process that is killed while it writes its coverage leaves a broken file.
    for variable in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(ROOT)
    return [sys.executable, "-m", "tests.release.made_up"]
