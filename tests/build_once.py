"""Folders that take long to make: one process of a parallel run makes them, all share them."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def build_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], None]) -> Path:
    """Return a folder of the test run, built by the first process that asks for it.

    Tests only read it: it is shared by all processes of the run.

    Args:
        factory: of the temporary folders of this process.
        name: of the folder, the same in every process.
        build: fills the folder, which exists.
    """
    root = factory.getbasetemp()
    if root.name.startswith("popen-"):
        # A worker of pytest-xdist has a folder of its own in the one of the run.
        root = root.parent
    folder, done = root / f"shared-{name}", root / f"shared-{name}.done"
    with (root / f"shared-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            folder.mkdir()
            build(folder)
            done.touch()
    return folder
