"""Take from a worker process what no query needs: memory, core files, the network."""

from __future__ import annotations

import math
import os
import re
import resource
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

MEGABYTE = 2**20

# The parser and the optimizer call themselves: with 100 MB no text of 100,000 bytes overflows
# the stack unless its brackets nest by the thousand. More would reach into mapped memory.
STACK_BYTES = 100 * MEGABYTE

# Beyond the wall-clock limit, which the server keeps: this one is for when the server is gone.
CPU_MARGIN_SECONDS = 2

NICENESS = 10


class Network(StrEnum):
    """The way in which the network was taken away.

    ``FILTERED``: the kernel refuses system calls for sockets and new processes.
    ``EXHAUSTED``: no file or socket can be opened any more.
    ``NEEDED``: it was not, since the store itself is reached by it.
    """

    FILTERED = "filtered"
    EXHAUSTED = "exhausted"
    NEEDED = "needed"


def lower_priority() -> None:
    """Lower the priority of this process: pages of the server come first.

    A process in a session of its own is in a scheduling group of its own as well, and there
    niceness counts for the group (sched(7), "The autogroup feature").
    """
    os.nice(NICENESS)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(NICENESS), encoding="ascii")


def limit_memory(megabytes: int) -> None:
    """Limit further memory; forbid core files, and allow a deep stack.

    Args:
        megabytes: of data that is written, in MB of 2**20 bytes, beyond what is in use now;
            files mapped for reading do not count.
    """
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_DATA, measure_memory() + megabytes * MEGABYTE)
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    wanted = STACK_BYTES if hard == resource.RLIM_INFINITY else min(STACK_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))


def limit_processor_time(seconds: float) -> None:
    """Have the kernel end this process after so much more processor time, and a margin."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime + seconds) + CPU_MARGIN_SECONDS
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def exhaust_descriptors() -> None:
    """Forbid opening files and sockets; what is open stays open."""
    _lower(resource.RLIMIT_NOFILE, 0)


def measure_memory() -> int:
    """Return the bytes that count against the memory limit now; 0 if the system has no figure."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"^VmData:\s*(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _lower(limit: int, most: int) -> None:
    hard = resource.getrlimit(limit)[1]
    value = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(limit, (value, value))
