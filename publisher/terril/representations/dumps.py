"""Plan the files of each dataset of a release: RDF, tables by language, GeoJSON; the model."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from weakref import finalize

from terril.model.formats import GZIP, RDF_FORMATS, RDF_XML
from terril.model.spool import LineSorter, Links, collect_links, index_spool, merge_runs
from terril.model.spool.term_text import format_line
from terril.model.triples import canonicalize
from terril.representations.pages import Pages, TownProfile
from terril.representations.rdf import find_obstacle, write_quads
from terril.representations.rdf.graph_files import (
    DatasetKinds,
    GraphFilesPlan,
    ModelConcepts,
    write_graph_files,
)
from terril.representations.tables.streaming import TablesPlan, write_tables
from terril.store.datasets import find_datasets
from terril.store.reader import StoreReader, build_memory_store
from terril.store.written_literals import WrittenLiterals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from terril.model.addresses import Addresses
    from terril.model.formats import Format
    from terril.model.spool import Spool
    from terril.representations.rdf import Context
    from terril.store.datasets import Dataset


@dataclass(frozen=True)
class Dumps:
    """A planner of the files of a town's datasets.

    Attributes:
        addresses: addresses of the town.
        languages: languages of the town, preferred first.
        licence: IRI of the licence of the data.
        context: the JSON-LD context.
        documents: statements of each document of the model, by its IRI.
    """

    addresses: Addresses
    languages: tuple[str, ...]
    licence: str
    context: Context
    documents: Mapping[str, Sequence[Quad]] = field(default_factory=dict)

    def plan_files(
        self, quads: Sequence[Quad], things: Iterable[str]
    ) -> Mapping[str, Callable[[], bytes]]:
        """Return a content function for each file name, in the order of writing.

        Args:
            quads: every statement of the release, sorted.
            things: IRIs of all its things.
        """
        # The files are read from named graphs alone.
        store = StoreReader(build_memory_store(quads, ()), WrittenLiterals.collect(quads))
        pages = Pages(store, self.addresses, TownProfile({}, self.languages, self.licence))
        documents = DocumentFiles(self.documents, self.addresses, self.context)
        found: dict[str, Callable[[], bytes]] = {}
        datasets = find_datasets(store, self.addresses, things)
        for dataset in datasets:
            if dataset.documents:
                found |= documents.plan_files(dataset)
        return {**found, **SpooledFiles(quads, pages, datasets, self.context).plan_files()}


@dataclass(frozen=True)
class DocumentFiles:
    """A writer of the files of the model.

    Attributes:
        documents: statements of each document, by its IRI.
        addresses: addresses of the town.
        context: the JSON-LD context.
    """

    documents: Mapping[str, Sequence[Quad]]
    addresses: Addresses
    context: Context

    def plan_files(self, dataset: Dataset) -> Mapping[str, Callable[[], bytes]]:
        """Return a content function for each file name of a dataset."""
        statements = self._select_statements(dataset)
        return {
            f"{dataset.name}.{row.extension}": partial(self._write, dataset, row)
            for row in RDF_FORMATS
            if not row.graphs and (row != RDF_XML or find_obstacle(statements) is None)
        }

    def _write(self, dataset: Dataset, row: Format) -> bytes:
        quads = canonicalize(self._select_statements(dataset))
        return write_quads(quads, row, self.addresses, self.context)

    def _select_statements(self, dataset: Dataset) -> Sequence[Quad]:
        return [quad for iri in dataset.documents for quad in self.documents.get(iri, ())]


class SpooledFiles:
    """The RDF files and tables of all datasets, in a folder that goes with this object.

    Args:
        quads: every statement of the release, sorted.
        pages: source of the labels.
        datasets: all of them.
        context: the JSON-LD context.
    """

    def __init__(
        self, quads: Sequence[Quad], pages: Pages, datasets: Sequence[Dataset], context: Context
    ) -> None:
        self._folder = folder = Path(mkdtemp(prefix="terril-"))
        finalize(self, shutil.rmtree, folder)
        files = folder / "files"
        files.mkdir()
        spool, links = write_spool(folder, quads)
        plan = GraphFilesPlan(
            spool,
            links,
            pages.addresses,
            context,
            tuple(DatasetKinds.of(one) for one in datasets if not one.documents),
            ModelConcepts(quads),
        )
        self._names = [one.file.name for one in write_graph_files(plan, files)]
        tables = write_tables(TablesPlan(spool, links, datasets, pages), files)
        self._names += [one.name for one in tables if not one.name.endswith(f".{GZIP}")]

    def plan_files(self) -> Mapping[str, Callable[[], bytes]]:
        """Return a content function for each file name."""
        return {name: partial(self._read, name) for name in self._names}

    def _read(self, name: str) -> bytes:
        return (self._folder / "files" / name).read_bytes()


def write_spool(folder: Path, quads: Iterable[Quad]) -> tuple[Spool, Links]:
    """Write statements to a sorted file, and their links to another, and open both."""
    statements, links = LineSorter(folder, "statements"), LineSorter(folder, "links")
    for quad in quads:
        line = format_line(quad)
        statements.add([line])
        links.add(collect_links(line))
    merge_runs(statements.finish(), folder / "spool")
    merge_runs(links.finish(), folder / "spool.links")
    return index_spool(folder / "spool"), Links(folder / "spool.links")
