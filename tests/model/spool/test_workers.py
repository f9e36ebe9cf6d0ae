"""Worker processes: results in order, errors as they are, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from terril.model.errors import NoTown, WorkerKilled
from terril.model.spool.workers import map_in_processes

SCRIPT = """
from terril.model.spool.workers import map_in_processes
print(list(map_in_processes(abs, range(-3, 0), 2)))
"""
PARENT = """
import os
from terril.model.execution.interruption import Interruption, raise_on_signals
from terril.model.spool.workers import map_in_processes

pause = "__import__('time').sleep(0.3) or __import__('os').getpid()"
raise_on_signals()
try:
    for process in map_in_processes(eval, [pause] * 1000, 2):
        print(process, flush=True)
except Interruption:
    pass
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


def test_a_process_that_ends_by_itself_is_an_error() -> None:
    """The error gives its exit code; the other processes end."""
    before = count_children()
    with pytest.raises(WorkerKilled) as caught:
        list(map_in_processes(os._exit, [9, 9], 2))
    assert caught.value.code == 9
    assert "memory" in str(caught.value)
    assert count_children() == before


def test_what_cannot_be_sent_is_an_error() -> None:
    """A result without a name, as of a function made on the spot, is told by its text."""
    with pytest.raises(RuntimeError, match="lambda"):
        list(map_in_processes(eval, ["lambda: 1"], 2))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_processes_end_with_a_parent_that_is_killed(number: signal.Signals) -> None:
    """They end when their input does, if not before; none of them reports anything."""
    command = [sys.executable, "-c", PARENT]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as parent:
        assert parent.stdout
        processes = [int(parent.stdout.readline()) for _ in range(2)]
        assert len(set(processes)) == 2
        parent.send_signal(number)
        _, errors = parent.communicate()
    while any(map(is_running, processes)):
        time.sleep(0.01)
    assert errors.count("Traceback") == 0


def is_running(process: int) -> bool:
    """Return whether a process runs; one that has ended and waits for its parent does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except FileNotFoundError:
        return False
    return state.split()[0] != "Z"
