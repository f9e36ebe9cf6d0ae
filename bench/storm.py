"""Pages while two clients keep asking the longest queries: ours, and Oxigraph's server beside it.

    python -m bench.storm [seconds]

Prints the median and the 99th percentile of one document's latency, idle and in the storm, and
their ratio; then the latency of an easy query between hostile ones. Nothing here is a test.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from bench.engines import running_oxigraph
from bench.hostile_queries import bombs
from bench.servers import BASE, copy_town, grow, start, terril

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 12.0
STORMY = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?d . ?e ?f ?g FILTER(?n != NUMBER) }"
LIMITS = "\n[limits]\nquery_seconds = 30\nquery_megabytes = 1024\nquery_workers = 2\n"
CLIENTS = 2
BETWEEN = 40


def latencies(ask: Callable[[], httpx.Response], seconds: float) -> list[float]:
    """Milliseconds of each request, one after the other."""
    found = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.perf_counter()
        ask().raise_for_status()
        found.append((time.perf_counter() - began) * 1000)
        time.sleep(0.005)
    return found


@contextmanager
def storm(address: str) -> Iterator[None]:
    """Clients that ask the longest query again and again."""
    stop = threading.Event()

    def ask(number: int) -> None:
        # Equal queries would share an answer.
        query = STORMY.replace("NUMBER", str(number))
        with httpx.Client(timeout=60, trust_env=False) as client:
            while not stop.is_set():
                with suppress(httpx.HTTPError):
                    client.post(address, data={"query": query})

    for number in range(CLIENTS):
        threading.Thread(target=ask, args=(number,), daemon=True).start()
    time.sleep(1)
    try:
        yield
    finally:
        stop.set()


def row(name: str, idle: list[float], stormy: list[float]) -> None:
    """One line of the table."""
    numbers = [statistics.median(idle), high(idle), statistics.median(stormy), high(stormy)]
    ratio = numbers[3] / numbers[1]
    print(f"| {name} | " + " | ".join(f"{n:.1f}" for n in numbers) + f" | {ratio:.1f} |")


def high(found: list[float]) -> float:
    """The 99th percentile."""
    return statistics.quantiles(found, n=100)[98]


def compare(name: str, ask: Callable[[], httpx.Response], address: str, seconds: float) -> None:
    """A line for one server."""
    latencies(ask, 1)
    idle = latencies(ask, seconds)
    with storm(address):
        stormy = latencies(ask, seconds)
    row(name, idle, stormy)


def main() -> None:
    """Run it all."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        town = copy_town(folder / "town")
        with (town / "town.toml").open("a", encoding="utf-8") as file:
            file.write(LIMITS)
        terril("publish", town=town)
        grow((town / "releases" / "current").resolve())
        dump = (town / "releases" / "current" / "dumps" / "town.nt").read_bytes()
        server = start(town)
        stack.callback(server.stop)
        client = stack.enter_context(server.client())
        print("| | idle p50, ms | idle p99 | storm p50 | storm p99 | p99 storm / idle |")
        print("|---|---|---|---|---|---|")
        page = {"Accept": "text/html"}
        compare(
            "terril, a page",
            lambda: client.get("/doc/organization/cd2e", headers=page),
            f"{server.url}/sparql",
            seconds,
        )
        compare(
            "terril, an easy query",
            lambda: client.get("/sparql", params={"query": f"ASK {{ ?s ?p {time.monotonic()} }}"}),
            f"{server.url}/sparql",
            seconds,
        )
        with running_oxigraph(folder) as engine, httpx.Client(trust_env=False) as other:
            other.post(
                engine.store.graph_store + "?default",
                content=dump,
                headers={"Content-Type": "application/n-triples"},
                timeout=60,
            ).raise_for_status()
            thing = f"DESCRIBE <{BASE}id/organization/cd2e>"
            compare(
                "Oxigraph's server, the same thing",
                lambda: other.get(engine.store.query, params={"query": thing}, timeout=60),
                engine.store.query,
                seconds,
            )
        between(client)


def between(client: httpx.Client) -> None:
    """An easy query after each of some hostile ones."""
    found = []
    for query in list(bombs().values())[:BETWEEN]:
        with suppress(httpx.TimeoutException):
            client.post("/sparql", data={"query": query}, timeout=2)
        began = time.perf_counter()
        client.get("/sparql", params={"query": f"ASK {{ ?s ?p {began} }}"}).raise_for_status()
        found.append((time.perf_counter() - began) * 1000)
    print(
        f"\nAn easy query after each of {len(found)} hostile ones that were broken off: "
        f"median {statistics.median(found):.0f} ms, most {max(found):.0f} ms"
    )


if __name__ == "__main__":
    main()
