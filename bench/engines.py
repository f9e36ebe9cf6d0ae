"""Real engines behind an endpoint, each on its own loopback ports, in its own folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sysconfig
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from pyoxigraph import Store

from terril.store.graphs import read_partition
from terril.store.remote import ReleaseGraphs, ReleaseLoader, RemoteRelease, RemoteStore

if TYPE_CHECKING:
    from collections.abc import Iterator

START_SECONDS = 600
VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
ServerThreads = 20
CheckpointInterval = 0

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10

[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass
class RunningEngine:
    """An engine that answers; ``process`` is its own."""

    store: RemoteStore
    process: subprocess.Popen[bytes]


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens to."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def find_oxigraph() -> str | None:
    """Return the server of Oxigraph: of this environment, else of the machine."""
    own = Path(sysconfig.get_path("scripts")) / "oxigraph"
    return str(own) if own.exists() else shutil.which("oxigraph")


def find_virtuoso() -> str | None:
    """Return the path of Virtuoso; ``None`` if the machine lacks it."""
    return shutil.which("virtuoso-t")


@contextmanager
def running_oxigraph(folder: Path, port: int = 0) -> Iterator[RunningEngine]:
    """Run a server of Oxigraph on a store in a folder, at a port or at any that is free."""
    program, port = find_oxigraph(), port or free_port()
    assert program
    address = f"http://127.0.0.1:{port}"
    command = [program, "serve", "--location", str(folder / "data"), "--bind", address[7:]]
    store = RemoteStore(
        f"{address}/query", f"{address}/update", f"{address}/store", engine="oxigraph"
    )
    with _running(command, store, folder) as engine:
        yield engine


@contextmanager
def running_virtuoso(folder: Path, rows: int = 1_000_000) -> Iterator[RunningEngine]:
    """Run a Virtuoso with its first user and password, which this sets in the environment."""
    program, port = find_virtuoso(), free_port()
    assert program
    address = f"http://127.0.0.1:{port}"
    settings = folder / "virtuoso.ini"
    settings.write_text(VIRTUOSO.format(folder=folder, sql=free_port(), http=port, rows=rows))
    command = [program, "+foreground", "+configfile", str(settings)]
    store = RemoteStore(
        f"{address}/sparql",
        f"{address}/sparql-auth",
        f"{address}/sparql-graph-crud-auth",
        engine="virtuoso",
    )
    with credentials("dba", "dba"), _running(command, store, folder) as engine:
        yield engine


@contextmanager
def credentials(user: str, password: str) -> Iterator[None]:
    """Set user and password in the environment."""
    given = {"TERRIL_STORE_USER": user, "TERRIL_STORE_PASSWORD": password}
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _running(command: list[str], store: RemoteStore, folder: Path) -> Iterator[RunningEngine]:
    quiet = subprocess.DEVNULL
    # Virtuoso writes a mark of its checkpoints to the current folder.
    process = subprocess.Popen(command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet)
    try:
        _wait(store, process)
        yield RunningEngine(store, process)
    finally:
        process.kill()
        process.wait()


def _wait(store: RemoteStore, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, f"{store.engine} ended"
        try:
            query = {"query": "ASK {}"}
            if httpx.get(store.query, params=query, timeout=5, trust_env=False).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError(store.query)


def load(store: RemoteStore, folder: Path, base: str, name: str) -> RemoteRelease:
    """Load the store of a release into a remote one."""
    source = Store.read_only(str(folder))
    graphs = ReleaseGraphs(base, name, read_partition(source))
    ReleaseLoader(store, graphs).load(folder, lambda _done, _total: None)
    return RemoteRelease((store,), graphs)
