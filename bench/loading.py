"""Seconds and memory of the publisher while it loads a release into other engines.

    python -m bench.loading [statements]

Makes up a release's store with these statements and as many again in its default graph, and loads
it into Oxigraph's server and Virtuoso by a process of its own, which is measured.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import astuple
from pathlib import Path

from pyoxigraph import Store

from bench.commands import measure
from bench.engines import running_oxigraph, running_virtuoso
from bench.stores import BASE, build
from terril.store.graphs import read_partition
from terril.store.remote import ReleaseGraphs, ReleaseLoader, RemoteStore

STATEMENTS = 100_000
STATEMENTS_A_THING = 8


def load(folder: Path, store: RemoteStore) -> None:
    """Load the store of a release into a remote one."""
    partition = read_partition(Store.read_only(str(folder)))
    graphs = ReleaseGraphs(BASE, "000000000000", partition)
    ReleaseLoader(store, graphs).load(folder, lambda _done, _total: None)


def main(statements: int) -> None:
    """Print a line for each engine."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made)
        counts = build(folder / "store", statements // STATEMENTS_A_THING)
        print(f"{sum(counts.values()):,} statements")
        for running in (running_oxigraph, running_virtuoso):
            place = folder / running.__name__
            place.mkdir()
            with running(place) as engine:
                words = (str(folder / "store"), *astuple(engine.store))
                cost = measure([sys.executable, "-m", "bench.loading", *words])
            assert cost.status == 0, cost.output
            print(
                f"{engine.store.engine}: {cost.wall:.1f} s, {cost.processor:.1f} s of processor "
                f"time, {cost.memory / 10**6:.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        load(Path(sys.argv[1]), RemoteStore(*sys.argv[2:]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else STATEMENTS)
