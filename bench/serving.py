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
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from bench.engines import free_port
from bench.servers import environment
from bench.towns import BASE, grow_town
from terril.intake.town_model import read_town_model
from terril.model.addresses import Addresses
from terril.release.release import (
    LITERALS,
    MANIFEST,
    STATISTICS,
    STORE,
    THING_INDEX,
    THINGS,
    FileEntry,
    Manifest,
)
from terril.store.graphs import Statistics, write_statistics
from terril.store.search import make_entry, write_thing_index
from terril.store.written_literals import write_literals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.store.search import ThingEntry

RELEASE = "0123456789ab"
REQUESTS = 200
Request = tuple[str, dict[str, str], dict[str, str]]
"""Address, parameters and headers."""
ADDRESSES = Addresses(BASE)


def build_release(folder: Path, size: int) -> Path:
    """Return a town with a release of about so many statements, without checking or dumps."""
    town = folder / f"town-{size}"
    if (town / "releases" / "current").is_symlink():
        return town
    shutil.rmtree(town, ignore_errors=True)
    grow_town(town, size)
    release = town / "releases" / RELEASE
    release.mkdir(parents=True)
    model = read_town_model(town, None)
    for name, content in (
        ("town.toml", (town / "town.toml").read_bytes()),
        ("model/context.jsonld", model.context),
        *((f"model/ontology/{file.name}", file.content) for file in model.ontology),
        *((f"model/shapes/{file.name}", file.content) for file in model.shapes),
        *((f"queries/{query.name}.rq", query.text.encode()) for query in model.queries),
    ):
        (release / name).parent.mkdir(parents=True, exist_ok=True)
        (release / name).write_bytes(content)
    store = Store(str(release / STORE))
    for file in model.ontology:
        store.extend(
            Quad(q.subject, q.predicate, q.object, NamedNode(file.iri)) for q in file.quads
        )
    for path in _list_files(town):
        graph = NamedNode(ADDRESSES.graph(path.parent.name))
        store.bulk_extend(Quad(t.subject, t.predicate, t.object, graph) for t in _read(path))
        store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in _read(path))
    store.flush()
    count = sum(1 for path in _list_files(town) for _ in _read(path))
    write_literals(release / LITERALS, ())
    write_statistics(release / STATISTICS, Statistics({}, {}, count, count))
    write_thing_index(release / THING_INDEX, _read_entries(town), ("fr", "en"))
    (release / THINGS).write_text("")
    _write_manifest(release, count)
    (town / "releases" / "current").symlink_to(RELEASE)
    return town


def _list_files(town: Path) -> list[Path]:
    return sorted((town / "data").rglob("*.ttl"))


def _read(path: Path) -> Iterator[Triple]:
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        yield quad.triple


def _read_entries(town: Path) -> Iterator[ThingEntry]:
    """Yield the things of the files, in which the statements of a subject follow each other."""
    for path in (path for path in _list_files(town) if path.name != "english.ttl"):
        for subject, triples in groupby(_read(path), lambda triple: triple.subject):
            iri = subject.value if isinstance(subject, NamedNode) else ""
            if name := ADDRESSES.name_of(iri):
                values = ((triple.predicate, triple.object) for triple in triples)
                yield make_entry(iri, name.kind, values, ())


def _write_manifest(release: Path, count: int) -> None:
    files = sorted(path for path in release.rglob("*") if path.is_file())
    manifest = Manifest(
        id=RELEASE,
        created=datetime.now(UTC),
        software="bench",
        base=BASE,
        triples=count,
        things=count // 9,
        graphs={},
        files={str(path.relative_to(release)): FileEntry.of(path) for path in files},
    )
    (release / MANIFEST).write_bytes(manifest.to_json())
    switch = {"when": str(manifest.created), "release": RELEASE, "why": "publish", "before": None}
    (release.parent / "journal.jsonl").write_text(f"{json.dumps(switch)}\n", encoding="utf-8")


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
            found = {"start_s": first, "pss_at_start_mb": _measure_memory(process.pid)}
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
            found["pss_mb"] = _measure_memory(process.pid)
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


def _time(
    client: httpx.Client, requests: list[tuple[str, dict[str, str], dict[str, str]]]
) -> float:
    """Return the median time of requests in milliseconds."""
    times = []
    for address, parameters, headers in requests:
        before = time.perf_counter()
        answer = client.get(address, params=parameters, headers=headers)
        times.append(time.perf_counter() - before)
        assert answer.is_success, (address, answer.status_code, answer.text[:500])
    return 1000 * statistics.median(times)


def _measure_memory(root: int) -> float:
    """Return the proportional set size of a process and all below it, in megabytes."""
    total, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            waiting += map(int, children.read_text().split())
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def main() -> None:
    """Build and measure."""
    folder, *sizes = sys.argv[1:]
    for size in map(int, sizes):
        town = build_release(Path(folder), size)
        print(size, json.dumps(measure(town, size)), flush=True)


if __name__ == "__main__":
    os.environ.pop("http_proxy", None)
    main()
