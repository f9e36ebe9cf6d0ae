"""What it costs to give back literals as they were written.

    python -m bench.literals [things]

Makes up places whose every number the store respells, fills a store and its record, and describes
places that were not described before, with the record and without it in turns. Prints medians of
one run.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

from terril.model.spool import RespeltLiterals, group_quads
from terril.model.vocabulary import SCHEMA, SKOS, TYPE, XSD
from terril.store.descriptions import describe
from terril.store.reader import StoreReader
from terril.store.written_literals import LiteralsWriter, WrittenLiterals, collect_literals

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "https://data.town.example/"
GRAPH = NamedNode(f"{BASE}id/graph/source")
DOCUMENTS = 1000


def make_quads(things: int) -> Iterator[Quad]:
    """Yield ten statements about each place and its coordinates, five of them respelt numbers."""
    chance = random.Random(62750)  # noqa: S311  # the same town every time
    decimal, count = NamedNode(f"{XSD}decimal"), NamedNode(f"{XSD}nonNegativeInteger")
    for number in range(things):
        place = NamedNode(f"{BASE}id/place/{number}")
        point = NamedNode(f"{BASE}id/coordinates/{number}")
        yield Quad(place, TYPE, NamedNode(f"{SCHEMA}Place"), GRAPH)
        yield Quad(place, NamedNode(f"{SKOS}prefLabel"), Literal(f"lieu {number}"), GRAPH)
        yield Quad(place, NamedNode(f"{SCHEMA}geo"), point, GRAPH)
        yield Quad(point, TYPE, NamedNode(f"{SCHEMA}GeoCoordinates"), GRAPH)
        other = NamedNode(f"{BASE}id/place/{chance.randrange(things)}")
        yield Quad(place, NamedNode(f"{SCHEMA}containedInPlace"), other, GRAPH)
        for name in ("latitude", "longitude", "elevation"):
            value = Literal(f"{chance.random():.6f}0", datatype=decimal)
            yield Quad(point, NamedNode(f"{SCHEMA}{name}"), value, GRAPH)
        for name in ("floorSize", "maximumAttendeeCapacity"):
            value = Literal(str(chance.randrange(1000)), datatype=count)
            yield Quad(place, NamedNode(f"{SCHEMA}{name}"), value, GRAPH)


def fill(folder: Path, things: int) -> None:
    """Fill a store and its record, and print the seconds of both."""
    began = time.perf_counter()
    store = Store(str(folder / "store"))
    store.bulk_extend(make_quads(things))
    store.bulk_extend(Quad(*quad.triple) for quad in make_quads(things))
    store.flush()
    del store
    filled = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with closing(sqlite3.connect(folder / "literals.sqlite")) as database:
        writer, respelt = LiteralsWriter(database), RespeltLiterals()
        for found in group_quads(make_quads(things)):
            writer.add(collect_literals(found, respelt.find_in(found.lines)))
        writer.finish()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    written = time.perf_counter()
    size = (folder / "literals.sqlite").stat().st_size
    print(f"{things * 10:,} statements, {things * 5:,} respelt")
    print(f"store: {filled - began:.1f} s; record: {written - filled:.1f} s, {size / 1e6:.1f} MB")
    print(f"memory: {before / 1024:.0f} MB, with the record {after / 1024:.0f} MB")


def measure(folder: Path, things: int) -> None:
    """Print the milliseconds of a document, with the record and without it."""
    record = WrittenLiterals.open(folder / "literals.sqlite")
    readers = {
        "without the record": StoreReader(folder / "store"),
        "with the record": StoreReader(folder / "store", record),
    }
    took: dict[str, list[float]] = {name: [] for name in readers}
    chance = random.Random(1)  # noqa: S311
    for number in chance.sample(range(things), min(DOCUMENTS, things)):
        for name, reader in readers.items():
            began = time.perf_counter()
            found = describe(reader, NamedNode(f"{BASE}id/place/{number}")).triples()
            serialize(found, format=RdfFormat.TURTLE)
            took[name].append(time.perf_counter() - began)
    for name, seconds in took.items():
        print(f"a document {name}: {statistics.median(seconds) * 1000:.2f} ms")


def main(things: int) -> None:
    """Fill and measure."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        fill(Path(folder), things)
        measure(Path(folder), things)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20_000)
