"""A signal ends a command at any moment with a sentence, and nothing is left half done."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from bench.engines import RunningEngine, free_port
from terril.cli.new_town.scaffold import FILES
from terril.model.execution.interruption import SIGNALS
from terril.release import Loader, Releases, verify
from terril.release.remote_copies import locate_in_store
from terril.release.write_lock import hold_write_lock
from terril.store.remote import ReleaseLoader
from tests.sampling import EXTENTS, Extent, part_of

MARK = "TERRIL_TEST_MARK"
SENTENCE = "Interrupted before its end; it is safe to run the command again."
MOMENTS = 24
BASE = "https://saint-ville.example/"
COMMANDS = {
    "check": ("check",),
    "publish": ("publish",),
    "new": ("new", "fresh", "--name", "Saint-Ville", "--base", BASE),
    "query": ("query", "SELECT * { ?s ?p ?o }"),
    "releases": ("releases", "--verify"),
    "rollback": ("rollback",),
}


@dataclass
class Run:
    """A command in a folder, with all processes that come of it."""

    folder: Path
    words: tuple[str, ...]
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def work(self) -> Path:
        """The folder for temporary files."""
        return self.folder / "work"

    def start(self) -> subprocess.Popen[str]:
        town = () if "--base" in self.words else ("--town", "town")
        self.work.mkdir(exist_ok=True)
        return subprocess.Popen(
            [sys.executable, "-m", "terril", *self.words, *town],
            cwd=self.folder,
            env={**os.environ, MARK: self.mark, "TERRIL_LANG": "en", "TMPDIR": str(self.work)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def find_processes(self) -> list[int]:
        """Return the processes that have the mark in their environment, and still run."""
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            try:
                if f"{MARK}={self.mark}".encode() in path.read_bytes().split(b"\0"):
                    found.append(int(path.parent.name))
            except OSError:
                # It has ended meanwhile, or belongs to somebody else.
                continue
        return found


def wait_for_handlers(process: subprocess.Popen[str]) -> None:
    """Wait until the process catches signals: before, Python itself has not started yet."""
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        caught = next(line for line in status.read_text().splitlines() if "SigCgt" in line)
        if int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1:
            return
        time.sleep(0.002)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town with two releases and a change that is not published yet."""
    folder = tmp_path_factory.mktemp("signals")
    run(Run(folder, ("new", "town", *COMMANDS["new"][2:])))
    settings = folder / "town" / "town.toml"
    for size in (7, 8, 9):
        if size > 7:
            run(Run(folder, ("publish",)))
        written = settings.read_text(encoding="utf-8").partition("# size\n")[2] or (
            settings.read_text(encoding="utf-8")
        )
        settings.write_text(f"page_size = {size}\n# size\n{written}", encoding="utf-8")
    return folder


def run(started: Run) -> float:
    """Run a command to its end, and return the seconds that it took."""
    began = time.monotonic()
    with started.start() as process:
        _, errors = process.communicate()
    assert process.returncode == 0, errors
    return time.monotonic() - began


def copy(master: Path, folder: Path) -> Path:
    shutil.copytree(master, folder, symlinks=True)
    return folder


@pytest.mark.parametrize("extent", EXTENTS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_signal_ends_a_command_and_leaves_nothing_behind(
    master: Path, tmp_path: Path, name: str, extent: Extent
) -> None:
    seconds = run(Run(copy(master, tmp_path / "whole"), COMMANDS[name]))
    for place, moment, number in draw_moments(name, seconds, extent):
        started = Run(copy(master, tmp_path / str(place)), COMMANDS[name])
        code = interrupt(started, moment, number)
        check_folder(started.folder)
        if name == "new":
            check_new(started.folder / "fresh", finished=code == 0)
        shutil.rmtree(started.folder)


@pytest.mark.parametrize("extent", EXTENTS)
def test_a_signal_while_a_store_is_loaded_leaves_it_to_the_next_publication(
    master: Path, tmp_path: Path, oxigraph: RunningEngine, extent: Extent
) -> None:
    store = oxigraph.store
    town = copy(master, tmp_path / "remote") / "town"
    settings = town / "town.toml"
    rest = settings.read_text(encoding="utf-8").partition("[store]\n")[0]
    addresses = f'query = "{store.query}"\nupdate = "{store.update}"\n'
    settings.write_text(f"{rest}[store]\n{addresses}", encoding="utf-8")
    publish = Run(tmp_path / "remote", COMMANDS["publish"])
    seconds = run(Run(copy(publish.folder, tmp_path / "whole"), COMMANDS["publish"]))
    for place, moment, number in draw_moments("store", seconds, extent):
        started = Run(copy(publish.folder, tmp_path / str(place)), COMMANDS["publish"])
        releases = Releases(started.folder / "town" / "releases")
        # The later half, in which the store is loaded.
        interrupt(started, max(moment, seconds / 2), number)
        check_folder(started.folder)
        run(started)
        current = releases.get_current()
        graphs = locate_in_store(current, (store,)).graphs
        assert ReleaseLoader(store, graphs).is_whole()
        Loader((store,)).remove_unkept(BASE, {current.id}, set())
        shutil.rmtree(started.folder)


def draw_moments(name: str, seconds: float, extent: Extent) -> list[tuple[int, float, int]]:
    """Return numbers, seconds after the start, and signals."""
    chance = random.Random(name)  # noqa: S311  # not for secrets
    drawn = [
        (place, chance.uniform(0, seconds), chance.choice(SIGNALS)) for place in range(MOMENTS)
    ]
    return part_of(drawn, 1, extent)


def interrupt(started: Run, moment: float, number: int) -> int:
    """Start a command, send it a signal at a moment, check its end and return its exit code."""
    with started.start() as process:
        wait_for_handlers(process)
        time.sleep(moment)
        process.send_signal(number)
        _, errors = process.communicate()
    check_end(process.returncode, number, errors)
    assert started.find_processes() == []
    assert list(started.work.iterdir()) == []
    return process.returncode


def check_end(code: int, number: int, errors: str) -> None:
    assert code in (0, 128 + number), errors
    assert "Traceback" not in errors
    assert "Exception ignored" not in errors
    assert errors.count(SENTENCE) == (code != 0), errors


def check_new(folder: Path, *, finished: bool) -> None:
    """Check that a new town is whole or not there, also if a signal came after its last file."""
    assert folder.exists() or not finished
    if folder.exists():
        assert {path for path in folder.rglob("*") if path.is_file()} == {
            folder / file for file in FILES
        }


def check_folder(folder: Path) -> None:
    releases = Releases(folder / "town" / "releases")
    known = {".lock", "current", "journal.jsonl", ".changes"}
    kept = {release.id for release in releases.list_all()}
    assert {path.name for path in releases.folder.iterdir()} == known | kept
    assert {path.suffix for path in (releases.folder / ".changes").iterdir()} <= {".gz"}
    with hold_write_lock(releases.folder):
        for release in releases.list_all():
            verify(release)
    assert releases.get_current_id() in kept


@pytest.mark.http
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_processes_of_a_server_end_with_it(master: Path, number: signal.Signals) -> None:
    port = free_port()
    served = Run(master, ("serve", "--port", str(port)))
    with served.start() as process:
        while not is_served(port):
            assert process.poll() is None
            time.sleep(0.05)
        assert len(served.find_processes()) > 2
        process.send_signal(number)
        process.communicate()
    assert process.returncode == (-signal.SIGKILL if number == signal.SIGKILL else 0)
    while served.find_processes():
        time.sleep(0.05)


def is_served(port: int) -> bool:
    try:
        address = f"http://127.0.0.1:{port}/health"
        return httpx.get(address, timeout=60, trust_env=False).is_success
    except httpx.TransportError:
        return False


@pytest.mark.parametrize("words", [(), ("--help",), ("check", "--help"), ("nothing",)])
def test_output_that_nobody_reads_changes_no_exit_code(words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "terril", *words]
    read = subprocess.run(command, capture_output=True, check=False)
    assert run_unread(command) == (read.returncode, "")


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_check_that_nobody_reads_has_its_own_exit_code(
    master: Path, tmp_path: Path, form: str
) -> None:
    folder = copy(master, tmp_path / "copy") / "town"
    command = [sys.executable, "-m", "terril", "check", "--format", form, "--town", str(folder)]
    assert run_unread(command) == (0, "")
    places = folder / "data" / "source" / "places.ttl"
    places.write_text(f"{places.read_text(encoding='utf-8')}\n<x", encoding="utf-8")
    assert run_unread(command) == (1, "")


def run_unread(command: list[str]) -> tuple[int, str]:
    """Run a command whose standard output is closed, and return its exit code and errors."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ended = subprocess.run(
            command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(writer)
    return ended.returncode, "" if "Usage:" in ended.stderr else ended.stderr
