"""The server of a large town: its start, its memory, and what a document and a query take.

``python -m bench.serving FOLDER STATEMENTS…`` builds a release for each number of statements,
unless the folder has it, and measures a server of it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import httpx

from bench.commands import list_tree, read_memory
from bench.engines import free_port
from bench.servers import environment
from bench.towns import BASE, grow_town
from terril.release.content import write_no_dumps
from terril.town.town import open_town

REQUESTS = 200
Request = tuple[str, dict[str, str], dict[str, str]]
"""Address, parameters and headers."""


def build_release(folder: Path, size: int) -> Path:
    """Return a town with a release of about so many statements, without checking or dumps."""
    town = folder / f"town-{size}"
    if not (town / "releases" / "current").is_symlink():
        shutil.rmtree(town, ignore_errors=True)
        grow_town(town, size)
        opened = open_town(town)
        content = opened.read().content()
        opened.releases.publish(replace(content, write_dumps=write_no_dumps))
    return town


def measure(town: Path, size: int) -> dict[str, float]:
    """Return seconds until the first answer, megabytes of all processes, milliseconds."""
    port = free_port()
    started = time.monotonic()
    command = [sys.executable, "-m", "terril", "serve", "--town", str(town), "--port", str(port)]
    process = subprocess.Popen(command, env=environment(), stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            documents = [
                f"/doc/organization/association-{n}" for n in _spread(size // 11, REQUESTS)
            ]
            first = _wait(client, documents.pop()) - started
            found = {"start_s": first, "start_processor_s": _measure_processor(process.pid)}
            found["pss_at_start_mb"] = read_memory(process.pid) / 2**20
            headers = {"Accept": "text/html"}
            found["document_ms"] = _time(client, [(one, {}, headers) for one in documents])
            queries: list[Request] = [
                ("/sparql", {"query": f"SELECT * {{ <{BASE}id{one[4:]}> ?p ?o }}"}, {})
                for one in documents
            ]
            found["query_ms"] = _time(client, queries)
            lists = [("/organization", {"page": str(n + 1)}, headers) for n in range(5)]
            found["list_ms"] = _time(client, lists)
            chosen = {"theme": "domaine-7"}
            found["narrowed_list_ms"] = _time(client, [("/organization", chosen, headers)])
            found["home_ms"] = _time(client, [("/", {}, headers)])
            found["pss_mb"] = read_memory(process.pid) / 2**20
            return {name: round(value, 2) for name, value in found.items()}
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _spread(most: int, count: int) -> list[int]:
    return [n * max(most // count, 1) for n in range(count)]


def _wait(client: httpx.Client, address: str) -> float:
    while True:
        try:
            if client.get(address).is_success:
                return time.monotonic()
        except httpx.TransportError:
            time.sleep(0.01)


def _time(client: httpx.Client, requests: list[Request]) -> float:
    """Return the median time of requests in milliseconds."""
    times = []
    for address, parameters, headers in requests:
        before = time.perf_counter()
        answer = client.get(address, params=parameters, headers=headers)
        times.append(time.perf_counter() - before)
        assert answer.is_success, (address, answer.status_code, answer.text[:500])
    return 1000 * statistics.median(times)


def _measure_processor(root: int) -> float:
    """Return the seconds of processor time that a process and all below it have used."""
    ticks = 0
    for process in list_tree(root):
        after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(map(int, after_name[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Build and measure."""
    folder, *sizes = sys.argv[1:]
    for size in map(int, sizes):
        town = build_release(Path(folder), size)
        print(size, json.dumps(measure(town, size)), flush=True)


if __name__ == "__main__":
    os.environ.pop("http_proxy", None)
    main()
