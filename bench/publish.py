"""Measure ``terril publish`` at several sizes, step by step, beside ``oxigraph load``.

``python -m bench.publish [STATEMENTS …]`` makes towns of the real model and publishes each:
seconds, and the memory of all processes together. ``oxigraph load`` loads the same statements.
"""

from __future__ import annotations

import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

from bench.commands import measure
from bench.towns import grow_town
from terril.town.town import open_town

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from terril.release import Step

STEPS = "--steps"


def main(folder: Path, statements: int) -> None:
    """Make a town, publish it, and load its files into a store of Oxigraph."""
    town = grow_town(folder / f"town-{statements}", statements)
    file = folder / "statements.nt"
    serialize(_read_files(town), file, RdfFormat.N_TRIPLES)
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    store = folder / "store"
    loading = measure([program, "load", "--location", store, "--file", file])
    publication = measure([sys.executable, "-m", "bench.publish", STEPS, town])
    if loading.status or publication.status:
        raise SystemExit(f"{loading.output[-2000:]}{publication.output[-2000:]}")
    print(f"{statements:,} statements")
    for name, cost in (("oxigraph load", loading), ("terril publish", publication)):
        times = f"{cost.wall:.1f} s, {cost.processor:.1f} s of processor time"
        print(f"{name}: {times}, {cost.memory / 1e6:.0f} MB")
    print(f"ratio of times: {publication.wall / loading.wall:.1f}")
    print(publication.output)


def _read_files(town: Path) -> Iterator[Triple]:
    for path in sorted((town / "data").rglob("*.ttl")):
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            yield quad.triple


def publish(folder: Path) -> None:
    """Publish a town as the command does, and print when each step begins."""
    started = time.perf_counter()
    begun: list[Step] = []

    def report(step: Step, done: int, total: int) -> None:  # noqa: ARG001  # a progress callback
        if step not in begun:
            begun.append(step)
            print(f"  {time.perf_counter() - started:8.1f} s  {step.value}")

    town = open_town(folder)
    checked = town.check()
    print(f"  {time.perf_counter() - started:8.1f} s  checked: {len(checked.findings)} findings")
    town.publish(checked, report)
    print(f"  {time.perf_counter() - started:8.1f} s  published")


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[:1] == [STEPS]:
        publish(Path(words[1]))
    else:
        for size in map(int, words or ["100000"]):
            with tempfile.TemporaryDirectory(prefix="bench-", dir="/var/tmp") as made:
                main(Path(made), size)
