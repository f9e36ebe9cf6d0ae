"""Processor time to write the RDF files of a large town, beside that of Oxigraph's own dumps.

``python -m bench.dumps [statements]``: a town of ``bench.towns`` in a temporary folder. Seconds
are of the processor, for 1,000,000 statements. The formats are also measured alone, without
compression; Oxigraph has no JSON-LD with names, and writes the form that it has.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Store, parse

from bench.processor_time import format_per_million, measure, print_peaks
from bench.towns import BASE, grow_town
from terril.model.addresses import Addresses
from terril.model.formats import N_QUADS, N_TRIPLES, RDF_FORMATS
from terril.model.spool.workers import count_processors
from terril.representations.pieces.piece_folder import pack
from terril.representations.rdf.graph_files import (
    DatasetKinds,
    GraphFilesPlan,
    ModelConcepts,
    write_graph_files,
)
from terril.representations.rdf.graph_files.view import View
from terril.representations.rdf.jsonld import read_context
from terril.town.town import open_town
from tests.paths import ROOT
from tests.spools import write_spool

if TYPE_CHECKING:
    from terril.model.formats import Format

DATASETS = (
    DatasetKinds("organizations", ("organization",), ("address",)),
    DatasetKinds("places", ("place",), ("address",)),
    DatasetKinds("themes", ("theme",), ()),
)


def main(folder: Path, statements: int) -> None:
    """Grow the town, then write it."""
    town = grow_town(folder / "town", statements)
    plan, count = _plan(folder, town)
    print(f"{count} statements, {len(plan.spool)} segments")
    views = [
        View(
            [(one.subject, one.values) for one in segment.subjects()],
            segment.text,
            plan.addresses,
            plan.context,
        )
        for segment in plan.spool.segments()
    ]
    store = Store()
    store.bulk_load(path=plan.spool.path, format=N_QUADS.syntax)
    triples = "".join(map(_list_triples, views))
    store.bulk_load(triples, format=N_TRIPLES.syntax)
    for row in RDF_FORMATS:
        _measure(row, views, store, count)
    for processes in sorted({1, count_processors()}):
        files = folder / f"files-{processes}"
        files.mkdir()
        started = time.perf_counter()
        spent = measure(lambda: write_graph_files(plan, files, processes))  # noqa: B023
        wall = time.perf_counter() - started
        needed = format_per_million(spent, count)
        print(f"all files, {processes} processes: {needed}, {wall:.1f} s wall")
    print_peaks()


def _plan(folder: Path, town: Path) -> tuple[GraphFilesPlan, int]:
    content = open_town(town).read().content()
    statements = list(parse(path=str(content.spool.path), format=N_QUADS.syntax))
    spool, links = write_spool(folder, statements)
    path = ROOT / "ontology" / "context.jsonld"
    context = read_context(path.read_bytes(), path)
    concepts = ModelConcepts(statements)
    plan = GraphFilesPlan(spool, links, Addresses(BASE), context, DATASETS, concepts)
    return plan, len(statements)


def _list_triples(view: View) -> str:
    text = view.write(N_TRIPLES)
    return text.content.decode() if text else ""


def _measure(row: Format, views: list[View], store: Store, count: int) -> None:
    texts: list[bytes] = []

    def write() -> None:
        for view in views:
            text = view.write(row)
            texts.append(text.content if text else b"")

    spent = measure(write)
    packing = measure(lambda: [pack(text) for text in texts])
    graph = None if row.graphs else DefaultGraph()
    peer = measure(lambda: store.dump(io.BytesIO(), row.syntax, from_graph=graph))
    numbers = (format_per_million(one, count) for one in (spent, packing, peer))
    ours, gzip, oxigraph = numbers
    print(f"{row.name}: {ours}, gzip {gzip}; Store.dump {oxigraph}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(Path(made), int(sys.argv[1]) if sys.argv[1:] else 100_000)
