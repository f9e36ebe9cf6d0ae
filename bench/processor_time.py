"""The processor time and the memory of a measured process and of its workers."""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PROCESSES = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN


def measure(work: Callable[[], object]) -> float:
    """Return the seconds of the processor that some work takes, those of its workers too."""
    before = get_seconds()
    work()
    return get_seconds() - before


def get_seconds() -> float:
    """Return the seconds of the processor until now, those of ended workers too."""
    used = [resource.getrusage(who) for who in PROCESSES]
    return sum(one.ru_utime + one.ru_stime for one in used)


def format_per_million(seconds: float, count: int) -> str:
    """Return the seconds for 1,000,000 statements, given those for some."""
    return f"{seconds / count * 1_000_000:.2f} s"


def print_peaks() -> None:
    """Print the largest resident size of this process and of a worker."""
    peaks = [resource.getrusage(who).ru_maxrss // 1024 for who in PROCESSES]
    print(f"largest resident size of this process and of a worker, in MB: {peaks}")
