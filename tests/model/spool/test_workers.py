"""Worker processes: results in order, errors as they are, and nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from terril.model.errors import NoTown
from terril.model.spool.workers import map_in_processes

SCRIPT = """
from terril.model.spool.workers import map_in_processes
print(list(map_in_processes(abs, range(-3, 0), 2)))
"""


def divide(number: int) -> tuple[float, int]:
    """Return a tenth, and the process that computed it."""
    sys.stdout.write("a line that no one waits for\n")
    return 10 / number, os.getpid()


def fail(number: int) -> int:
    """Raise an error of this package for one number."""
    if number == 3:
        raise NoTown(Path("/nowhere"))
    return number


def count_children() -> int:
    """Return the number of processes that this one has started and not ended."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    return len(children.read_text().split())


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_come_in_order(processes: int) -> None:
    """Each item has its result, computed in as many processes as were requested."""
    found = list(map_in_processes(divide, range(1, 50), processes))
    assert [one for one, _ in found] == [10 / number for number in range(1, 50)]
    used = {process for _, process in found}
    assert used == {os.getpid()} if processes == 1 else os.getpid() not in used
    assert len(used) <= processes


@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_is_raised_as_it_is(processes: int) -> None:
    """The error of an item comes in its turn, and ends the workers."""
    before = count_children()
    results = map_in_processes(fail, range(10), processes)
    assert [next(results), next(results), next(results)] == [0, 1, 2]
    with pytest.raises(NoTown):
        next(results)
    assert count_children() == before


def test_nothing_is_left_when_results_are_not_taken() -> None:
    """The workers end with the iterator."""
    before = count_children()
    results = map_in_processes(divide, iter(int, 1), 2)
    with pytest.raises(ZeroDivisionError):
        next(results)
    more = map_in_processes(divide, range(1, 1000), 2)
    next(more)
    assert count_children() == before + 2
    more.close()  # type: ignore[attr-defined]
    assert count_children() == before


def test_a_script_without_a_guard_is_not_run_again(tmp_path: Path) -> None:
    """A script may use them at its top level."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=True, timeout=600
    )
    assert done.stdout == "[3, 2, 1]\n"
