"""Killed at any instant, the last whole release is served and the next publish works."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from terril.model.errors import ConcurrentPublication
from terril.release import Releases, Step, verify
from tests.release.made_up import BUILD_STEPS, content_of, many
from tests.sampling import EXTENTS, Extent, part_of

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 2000
FIRST = content_of("park")
SECOND = many("b", COUNT)
SIZES = {FIRST.identity: 1, SECOND.identity: COUNT}
KILLED = -signal.SIGKILL


@pytest.fixture
def served(releases: Releases) -> Releases:
    """A town that serves its first release."""
    releases.publish(FIRST)
    return releases


def check_after_death(releases: Releases) -> None:
    current = releases.get_current()
    verify(current)
    # Each statement stands in its graph and in the default graph.
    assert len(Store.read_only(str(current.store_folder))) == 2 * SIZES[current.id]

    releases.publish(SECOND)

    assert releases.get_current_id() == SECOND.identity
    verify(releases.get_current())
    assert sorted(path.name for path in releases.folder.iterdir()) == sorted(
        [".lock", "current", "journal.jsonl", FIRST.identity, SECOND.identity]
    )
    assert releases.rollback().id == FIRST.identity


def start(command: list[str], releases: Releases, how: str) -> subprocess.Popen[str]:
    arguments = [*command, str(releases.folder), "b", str(COUNT), how, "0"]
    pipe = subprocess.PIPE
    return subprocess.Popen(arguments, stdin=pipe, stdout=pipe, text=True)


def end(process: subprocess.Popen[str]) -> int:
    process.kill()
    process.communicate()
    return process.returncode


def run_until(process: subprocess.Popen[str], step: Step) -> None:
    """Let the process run until it starts a step, where it waits."""
    assert process.stdin
    assert process.stdout
    while not process.stdout.readline().startswith(f"{step.name} "):
        process.stdin.write("\n")
        process.stdin.flush()


@pytest.mark.parametrize("extent", EXTENTS)
def test_killed_before_any_of_its_changes_on_disk(
    served: Releases, command: list[str], tmp_path: Path, extent: Extent
) -> None:
    def attempt(number: int) -> tuple[Releases, subprocess.CompletedProcess[str]]:
        folder = tmp_path / str(number)
        shutil.copytree(served.folder, folder, symlinks=True)
        arguments = [*command, str(folder), "b", str(COUNT), "die", str(number)]
        ended = subprocess.run(arguments, capture_output=True, text=True, check=False)
        return Releases(folder), ended

    changes = int(attempt(0)[1].stdout.split()[0])
    # Every change of the end, where the switch is made, and a sample of the many before.
    numbers = sorted({*range(1, changes, 7), *range(changes - 12, changes + 1)})
    for number in part_of(numbers, 4, extent, lambda number: number > changes - 13):
        releases, ended = attempt(number)
        assert ended.returncode == KILLED, (number, ended.stderr)
        check_after_death(releases)
        shutil.rmtree(releases.folder)


@pytest.mark.parametrize("step", BUILD_STEPS)
def test_killed_at_the_start_of_each_step(
    served: Releases, command: list[str], step: Step
) -> None:
    process = start(command, served, "step")
    run_until(process, step)
    assert end(process) == KILLED
    check_after_death(served)


@pytest.mark.parametrize("extent", EXTENTS)
def test_killed_at_random_times(
    served: Releases, command: list[str], tmp_path: Path, extent: Extent
) -> None:
    chance = random.Random(62750)  # noqa: S311
    times = [chance.uniform(0.08, 0.4) for _ in range(12)]
    for number, seconds in part_of(enumerate(times), 3, extent):
        folder = tmp_path / str(number)
        shutil.copytree(served.folder, folder, symlinks=True)
        process = start(command, Releases(folder), "die")
        time.sleep(seconds)
        assert end(process) in (KILLED, 0)
        check_after_death(Releases(folder))


def test_two_publishers_exclude_each_other_until_one_dies(
    served: Releases, command: list[str]
) -> None:
    process = start(command, served, "step")
    run_until(process, Step.DUMPS)

    with pytest.raises(ConcurrentPublication):
        served.publish(SECOND)
    with pytest.raises(ConcurrentPublication):
        served.rollback()
    assert served.get_current_id() == FIRST.identity

    end(process)
    assert served.publish(SECOND).built


def test_a_reader_sees_one_whole_release_or_the_other(
    served: Releases, command: list[str]
) -> None:
    process = start(command, served, "die")
    seen = []
    while process.poll() is None:
        release = served.get_current()
        verify(release)
        seen.append(release.id)
    process.communicate()

    assert served.get_current_id() == SECOND.identity
    assert set(seen) <= set(SIZES)
    assert seen == sorted(seen, key=[FIRST.identity, SECOND.identity].index)
