"""Run `terril serve` on a copy of this repository's town, on the loopback interface."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.engines import free_port

ROOT = Path(__file__).parent.parent
BASE = "https://data.loos-en-gohelle.fr/"
START_SECONDS = 600
STATEMENTS = 150_000
"""Added by ``grow``."""


def terril(*words: str, town: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own; ``more`` are variables of its environment."""
    command = [sys.executable, "-m", "terril", *words, "--town", str(town)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=6000, check=False, env=environment(**more)
    )


def environment(**more: str) -> dict[str, str]:
    """Return the environment of another program, whose lines are not counted.

    Counting doubles its time, and the same lines run in this process in other tests.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return {**kept, "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "default", **more}


def wait_until_answered(url: str) -> None:
    """Return when an address answers with success."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            if httpx.get(url, timeout=5, trust_env=False).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError(url)


@dataclass
class Server:
    """A running ``terril serve``."""

    town: Path
    port: int
    process: subprocess.Popen[bytes]
    prefix: str = ""

    @property
    def url(self) -> str:
        """Address of the root, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def client(self) -> httpx.Client:
        """Return a client whose addresses start at the root."""
        return httpx.Client(base_url=self.url, timeout=600, trust_env=False)

    def wait(self) -> None:
        """Return when the server answers."""
        wait_until_answered(f"{self.url}/health")
        assert self.process.poll() is None, "the server ended"

    def stop(self) -> None:
        """Terminate the process; kill it after a minute."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(town: Path, prefix: str = "", port: int = 0) -> Server:
    """Start a server and return when it is ready."""
    port = port or free_port()
    command = [sys.executable, "-m", "terril", "serve", "--town", str(town)]
    command += ["--port", str(port)] + (["--prefix", prefix] if prefix else [])
    server = Server(town, port, subprocess.Popen(command, env=environment()), prefix)
    try:
        server.wait()
    except BaseException:
        server.process.kill()
        raise
    return server


def copy_town(folder: Path) -> Path:
    """Copy this repository's town, so that it may be published."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "town.toml", folder / "town.toml")
    shutil.copytree(ROOT / "data", folder / "data")
    return folder


def copy_published(town: Path, folder: Path) -> Path:
    """Copy a town with its releases, so that it may be published again."""
    return Path(shutil.copytree(town, folder, symlinks=True))


def large_town(town: Path, folder: Path, limits: str) -> Path:
    """Copy a published town, grow its current release and give it other limits."""
    own = copy_published(town, folder / "town")
    settings = own / "town.toml"
    text = settings.read_text(encoding="utf-8").partition("[limits]")[0]
    settings.write_text(text + limits, encoding="utf-8")
    grow((own / "releases" / "current").resolve())
    return own


def grow(release: Path) -> None:
    """Add ``STATEMENTS`` to the store of a release and to nothing else, without a check."""
    lines = "\n".join(
        f'<http://e.example/{n % 20_000}> <http://e.example/p{n % 13}> "aaaaaaaaaaaaaaaaaa {n}" .'
        for n in range(STATEMENTS)
    )
    program = (
        "import sys, pyoxigraph as o; s = o.Store(sys.argv[1]); "
        "s.bulk_load(sys.stdin.buffer, format=o.RdfFormat.N_TRIPLES, "
        "to_graph=o.DefaultGraph()); s.flush()"
    )
    command = [sys.executable, "-c", program, str(release / "store")]
    subprocess.run(command, input=lines.encode(), check=True, timeout=6000)
