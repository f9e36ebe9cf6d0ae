"""The same questions to our own engine, Oxigraph's server and Virtuoso, side by side.

    python -m bench.stores [things]

Makes up a town, loads it into each, asks each question of one after the other, five times, and
prints medians and their ratios. Nothing here is a test: numbers differ from machine to machine.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Store

from bench.engines import running_oxigraph, running_virtuoso
from terril.model.errors import QueryError
from terril.model.vocabulary import PREFIXES, SCHEMA, SKOS, XSD
from terril.store.graphs import read_partition
from terril.store.remote import ReleaseGraphs, ReleaseLoader, RemoteRelease
from terril.store.sparql import Query, QueryLimits, examine
from terril.store.workers import QueryWorkers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BASE = "https://data.town.example/"
ROUNDS = 5
WORDS = ("mine", "parc", "école", "rue", "place", "musée", "terril", "fosse", "eau", "forêt")
QUESTIONS = {
    "one thing": f"SELECT ?p ?o {{ <{BASE}id/place/7> ?p ?o }}",
    "yes or no": f"ASK {{ <{BASE}id/place/7> a schema:Place }}",
    "count all": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "count a graph": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s schema:name ?o } } GROUP BY ?g",
    "two steps": "SELECT (COUNT(*) AS ?n) "
    "{ ?a schema:containedInPlace/schema:containedInPlace ?c . ?c schema:floorSize 7 }",
    "group": "SELECT ?w (COUNT(*) AS ?n) { ?s schema:keywords ?w } GROUP BY ?w ORDER BY DESC(?n)",
    "search text": "SELECT ?s { ?s skos:prefLabel ?n FILTER(CONTAINS(LCASE(?n), 'terril 77')) }",
    "sort all": "SELECT ?s ?n { ?s schema:floorSize ?n } ORDER BY DESC(?n) ?s LIMIT 10",
    "10,000 rows": "SELECT ?s ?n { ?s skos:prefLabel ?n } LIMIT 10000",
    "a graph": f"DESCRIBE <{BASE}id/place/7>",
}


def town(things: int) -> Iterator[Quad]:
    """Eight statements about each thing, in two graphs."""
    chance = random.Random(62750)  # noqa: S311  # the same town every time
    source, editorial = (NamedNode(f"{BASE}id/graph/{name}") for name in ("source", "editorial"))
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    integer, decimal = NamedNode(f"{XSD}integer"), NamedNode(f"{XSD}decimal")
    for number in range(things):
        me = NamedNode(f"{BASE}id/place/{number}")
        word = chance.choice(WORDS)
        other = NamedNode(f"{BASE}id/place/{chance.randrange(things)}")
        size = Literal(str(chance.randrange(1000)), datatype=integer)
        north = Literal(f"50.{chance.randrange(1, 9999)}1", datatype=decimal)
        label = NamedNode(f"{SKOS}prefLabel")
        yield Quad(me, kind, NamedNode(f"{SCHEMA}Place"), source)
        yield Quad(me, NamedNode(f"{SCHEMA}name"), Literal(f"{word} {number}"), source)
        yield Quad(me, NamedNode(f"{SCHEMA}keywords"), Literal(word), source)
        yield Quad(me, NamedNode(f"{SCHEMA}floorSize"), size, source)
        yield Quad(me, NamedNode(f"{SCHEMA}latitude"), north, source)
        yield Quad(me, NamedNode(f"{SCHEMA}containedInPlace"), other, editorial)
        yield Quad(me, label, Literal(f"{word} {number}", language="fr"), editorial)
        yield Quad(me, label, Literal(f"The {word} {number}", language="en"), editorial)


def build(folder: Path, things: int) -> dict[str, int]:
    """The statements of each graph of a store as releases have it."""
    store = Store(str(folder))
    store.bulk_extend(town(things))
    store.bulk_extend(Quad(*quad.triple) for quad in town(things))
    store.optimize()
    store.flush()
    return {f"{BASE}id/graph/source": 5 * things, f"{BASE}id/graph/editorial": 3 * things}


def ask(pool: QueryWorkers, text: str) -> float | None:
    """Seconds from question to whole answer, ``None`` without one."""
    read = examine(text)
    began = time.perf_counter()
    try:
        with pool.execute(Query(read, "text/turtle" if read.graph else "text/csv")) as answer:
            sum(len(chunk) for chunk in answer.chunks())
    except QueryError as error:
        print(f"  {type(error).__name__}: {text}")
        return None
    return time.perf_counter() - began


def milliseconds(times: list[float | None]) -> float | None:
    """The median, if there was an answer each time."""
    whole = [each for each in times if each is not None]
    return statistics.median(whole) * 1000 if len(whole) == len(times) else None


def show(name: str, medians: Mapping[str, float | None]) -> None:
    """One line of the table, in the syntax of Markdown."""
    ours = medians["embedded"]
    cells = []
    for median in medians.values():
        ratio = f" (×{median / ours:.1f})" if median and ours and median != ours else ""
        cells.append(f"{median:,.1f}{ratio}" if median else "–")
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main(things: int) -> None:
    """Print the table."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    began = time.perf_counter()
    counts = build(folder / "store", things)
    print(f"{sum(counts.values()):,} statements; own store: {time.perf_counter() - began:.1f} s")
    partition = read_partition(Store.read_only(str(folder / "store")))
    graphs = ReleaseGraphs(BASE, "000000000000", partition)
    limits = QueryLimits(seconds=60, workers=1)
    with ExitStack() as stack:
        pools = {"embedded": stack.enter_context(QueryWorkers(folder / "store", limits, PREFIXES))}
        for running in (running_oxigraph, running_virtuoso):
            place = folder / running.__name__
            place.mkdir()
            engine = stack.enter_context(running(place))
            release = RemoteRelease((engine.store,), graphs)
            began = time.perf_counter()
            ReleaseLoader(engine.store, graphs).load(folder / "store", lambda _done, _total: None)
            print(f"{engine.store.engine} loaded: {time.perf_counter() - began:.1f} s", flush=True)
            pool = stack.enter_context(QueryWorkers(release, limits, PREFIXES))
            pools[engine.store.engine] = pool
        print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(f"| Question | {' | '.join(f'{name}, ms' for name in pools)} |")
        print(f"|---|{'---|' * len(pools)}")
        for name, text in QUESTIONS.items():
            times: dict[str, list[float | None]] = {each: [] for each in pools}
            for _ in range(ROUNDS):
                for each, pool in pools.items():
                    times[each].append(ask(pool, text))
            show(name, {each: milliseconds(times[each]) for each in pools})


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 60_000)
