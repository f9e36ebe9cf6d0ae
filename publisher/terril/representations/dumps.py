"""Plan the files of each dataset of a release: RDF, tables by language, GeoJSON; the model."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.model.formats import GZIP, RDF_FORMATS, RDF_XML
from terril.model.triples import canonicalize
from terril.representations.pages import Pages, TownProfile
from terril.representations.rdf import find_obstacle, write_rdf
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
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

    from terril.model.addresses import Addresses
    from terril.model.formats import Format
    from terril.model.spool import ReleaseStatements
    from terril.representations.rdf import Context
    from terril.store.datasets import Dataset

    Progress = Callable[[int, int], None]


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

    def write_files(
        self, statements: ReleaseStatements, folder: Path, processes: int, progress: Progress
    ) -> None:
        """Write all files, with the copies of those that have one.

        Args:
            statements: of the release.
            folder: of the files; subfolders are there until the files are.
            processes: number of worker processes; with one, this process works.
            progress: called with the number of segments that are written, and of all.

        Raises:
            OSError: a file cannot be read or written.
        """
        terms = StoreReader(
            build_memory_store(statements.terms, ()), WrittenLiterals.collect(statements.terms)
        )
        datasets = find_datasets(terms, self.addresses, statements.things)
        documents = DocumentFiles(self.documents, self.addresses, self.context)
        for dataset in datasets:
            if dataset.documents:
                documents.write_files(dataset, folder)
        # Tables take three passes, RDF files one.
        total = 4 * len(statements.spool)
        plan = GraphFilesPlan(
            statements.spool,
            statements.links,
            self.addresses,
            self.context,
            tuple(DatasetKinds.of(one) for one in datasets if not one.documents),
            ModelConcepts(statements.terms),
        )
        write_graph_files(plan, folder, processes, lambda done, _: progress(done, total))
        pages = Pages(terms, self.addresses, TownProfile({}, self.languages, self.licence))
        write_tables(
            TablesPlan(statements.spool, statements.links, datasets, pages),
            folder,
            processes,
            lambda done, _: progress(len(statements.spool) + done, total),
        )


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

    def write_files(self, dataset: Dataset, folder: Path) -> None:
        """Write the files of a dataset."""
        statements = self._select_statements(dataset)
        for row in RDF_FORMATS:
            if not row.graphs and (row != RDF_XML or find_obstacle(statements) is None):
                path = folder / f"{dataset.name}.{row.extension}"
                path.write_bytes(written := self._write(dataset, row))
                # Without a time stamp, equal content compresses to equal bytes.
                copy = path.with_name(f"{path.name}.{GZIP}")
                copy.write_bytes(gzip.compress(written, mtime=0))

    def _write(self, dataset: Dataset, row: Format) -> bytes:
        quads = canonicalize(self._select_statements(dataset))
        triples = list(dict.fromkeys(quad.triple for quad in quads))
        return write_rdf(triples, row, self.addresses, self.context)

    def _select_statements(self, dataset: Dataset) -> Sequence[Quad]:
        return [quad for iri in dataset.documents for quad in self.documents.get(iri, ())]
