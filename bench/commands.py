"""Run a command and measure it: wall time, processor time, and memory of all its processes."""

from __future__ import annotations

import resource
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SECONDS_BETWEEN_SAMPLES = 0.1
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a command with all processes that it started.

    Attributes:
        wall: seconds from start to end.
        processor: seconds of processor time, of the user and of the system.
        memory: most bytes at any time, by the sum of the proportional set sizes: a page that
            several processes share counts once.
        status: exit status.
        output: what it wrote.
    """

    wall: float
    processor: float
    memory: int
    status: int
    output: str


def measure(command: Sequence[str | Path], folder: Path | None = None) -> Cost:
    """Run a command to its end.

    Args:
        command: program and arguments.
        folder: working directory.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    memory = 0
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        while process.poll() is None:
            memory = max(memory, read_memory(process.pid))
            time.sleep(SECONDS_BETWEEN_SAMPLES)
        wall = time.perf_counter() - started
        output.seek(0)
        written = output.read().decode()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, used, memory, process.returncode, written)


def read_memory(process: int) -> int:
    """Return the bytes that a process and all its children use now, as :class:`Cost` counts."""
    return sum(map(_read_pss, list_tree(process)))


def list_tree(process: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield process
    try:
        for task in (PROC / str(process) / "task").iterdir():
            for child in (task / "children").read_text().split():
                # Right after its start, a process still is in the memory of its parent.
                if _read_command(int(child)) != _read_command(process):
                    yield from list_tree(int(child))
    except OSError:
        # It has ended.
        return


def _read_command(process: int) -> bytes:
    return (PROC / str(process) / "cmdline").read_bytes()


def _read_pss(process: int) -> int:
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    found = [line.split() for line in lines if line.startswith("Pss:")]
    return int(found[0][1]) * 1024 if found else 0
