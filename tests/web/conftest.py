"""The real server on a loopback port, serving this repository's own town."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from terril.web.app import create_app
from tests.paths import ROOT

BASE = "https://data.loos-en-gohelle.fr/"
START_SECONDS = 60
LIMITS = "\n[limits]\nquery_seconds = 2\nquery_megabytes = 512\n"


def terril(*words: str, town: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The command, as an installed program; ``more`` are variables of its environment."""
    command = [sys.executable, "-m", "terril", *words, "--town", str(town)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, env=environment(**more)
    )


def environment(**more: str) -> dict[str, str]:
    """The environment of a program of its own, whose lines are not counted.

    Counting doubles its time, and the same lines run in this process in other tests.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return {**kept, "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "default", **more}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


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
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=60, trust_env=False)

    def wait(self) -> None:
        wait_until_answered(f"{self.url}/health")
        assert self.process.poll() is None, "the server ended"

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(town: Path, prefix: str = "", port: int = 0) -> Server:
    """A server that is ready."""
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
    """This repository's town, in a folder of its own so that tests may publish."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "town.toml", folder / "town.toml")
    shutil.copytree(ROOT / "data", folder / "data")
    return folder


def copy_published(town: Path, folder: Path) -> Path:
    """A town with its releases, in a folder of its own so that tests may publish."""
    return Path(shutil.copytree(town, folder, symlinks=True))


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_town(tmp_path_factory.mktemp("loos"))
    text = (folder / "town.toml").read_text(encoding="utf-8")
    (folder / "town.toml").write_text(text + LIMITS, encoding="utf-8")
    done = terril("publish", town=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def server(town: Path) -> Iterator[Server]:
    started = start(town)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def live_site(server: Server) -> Iterator[httpx.Client]:
    """A client of the real server."""
    with server.client() as client:
        yield client


@pytest.fixture(scope="session")
def inner_site(town: Path) -> Iterator[httpx.Client]:
    """A client of the application alone, in this process."""
    app = create_app(town)
    transport = httpx.WSGITransport(app=app)
    with httpx.Client(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield client
    app.extensions["terril"].close()


@pytest.fixture(scope="session", params=["live_site", "inner_site"])
def site(request: pytest.FixtureRequest) -> httpx.Client:
    """The rules hold on a socket, and without one."""
    client: httpx.Client = request.getfixturevalue(request.param)
    return client


@pytest.fixture(scope="session")
def things(town: Path) -> list[str]:
    """Every IRI of the release that names a thing."""
    text = (town / "releases" / "current" / "things.txt").read_text(encoding="utf-8")
    return text.split()
