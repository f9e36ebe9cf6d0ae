"""Measure the rules of reading where nothing is wrong, beside parsing the same files.

``python -m bench.rules [statements]``: a town of :mod:`bench.towns` in a temporary folder;
microseconds of processor time that each screen takes for a statement.
"""

from __future__ import annotations

import sys
import tempfile
import time
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from bench.towns import BASE, grow_town
from terril.intake.naming_policy import NamingPolicy
from terril.intake.rules.expectations import read_expectations
from terril.intake.rules.screens.character_screen import has_controls
from terril.intake.rules.screens.chunk_screen import ChunkScreen
from terril.intake.rules.screens.repeated_types import find_repeated_types
from terril.intake.rules.screens.segment_pass import screen_segments
from terril.intake.rules.screens.thing_screen import ThingScreen
from terril.intake.rules.screens.undescribed import count_undescribed
from terril.intake.rules.values.rdf12 import announces_rdf12
from terril.intake.town_model import read_town_model
from terril.model.addresses import Addresses
from terril.model.formats import TURTLE
from terril.model.spool import (
    LineSorter,
    collect_links,
    collect_origins,
    index_spool,
    merge_runs,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CHUNK = 400
"""Statements of a chunk."""
RUNS = 3
LANGUAGES, GRAPHS = ("fr", "en"), ("source", "editorial")
Chunk = tuple[list[str], str, bytes]


def main(folder: Path, statements: int) -> None:
    """Grow a town, then measure each screen alone."""
    town = grow_town(folder / "town", statements)
    expected = read_expectations(read_town_model(town, "fr"), LANGUAGES, GRAPHS)
    files = [path for graph in GRAPHS for path in sorted((town / "data" / graph).glob("*.ttl"))]
    count = 0
    chunks: list[list[Chunk]] = []
    for path in files:
        chunks.append(list(_divide(path)))
        count += sum(len(lines) for lines, _, _ in chunks[-1])
    _sort(folder, chunks)
    spool = index_spool(folder / "spool")
    addresses = Addresses(BASE)
    every = [chunk for file in chunks for chunk in file]
    chunk_screen = ChunkScreen(NamingPolicy(addresses), expected)
    thing_screen = ThingScreen(addresses, expected)
    graphs = [path.parent.name for path in files]
    start = f"<{BASE}id/"
    measured: dict[str, Callable[[], object]] = {
        "parsing Turtle": lambda: [list(parse(path=path)) for path in files],
        "statements of files": lambda: [chunk_screen.examine(*one, TURTLE) for one in every],
        "  of these: characters": lambda: [has_controls(text) for _, text, _ in every],
        "  of these: RDF 1.2": lambda: [announces_rdf12(one, TURTLE) for _, _, one in every],
        "things": lambda: list(screen_segments(spool, thing_screen, 1)),
        "repeated types": lambda: list(find_repeated_types(folder / "origins", graphs)),
        "links": lambda: count_undescribed(folder / "links", folder / "origins", start),
    }
    print(f"{count} statements, microseconds of processor time for each:")
    for name, run in measured.items():
        print(f"{name:24} {min(_measure(run) for _ in range(RUNS)) / count * 1e6:.2f}")


def _measure(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def _divide(path: Path) -> Iterable[Chunk]:
    """Yield the chunks of a file: lines of N-Quads, all of them as a text, and their source."""
    content = path.read_bytes()
    written = serialize(parse(content, format=RdfFormat.TURTLE), format=RdfFormat.N_TRIPLES)
    graph = NamedNode(f"{BASE}id/graph/{path.parent.name}")
    text = (written or b"").decode().replace(" .\n", f" {graph} .\n")
    lines = list(StringIO(text, newline="\n"))
    size = len(content) * CHUNK // len(lines)
    for number, at in enumerate(range(0, len(lines), CHUNK)):
        part = lines[at : at + CHUNK]
        yield part, "".join(part), content[number * size : (number + 1) * size]


def _sort(folder: Path, files: list[list[Chunk]]) -> None:
    names = ("spool", "links", "origins")
    sorters = [LineSorter(folder, f"{name}.run") for name in names]
    for file, chunks in enumerate(files):
        for number, (lines, text, _) in enumerate(chunks):
            sorters[0].add(lines)
            sorters[1].add(collect_links(text))
            sorters[2].add(collect_origins(lines, file, number))
    for name, sorter in zip(names, sorters, strict=True):
        merge_runs(sorter.finish(), folder / name)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(Path(made), int(sys.argv[1]) if sys.argv[1:] else 100_000)
