"""The files of each dataset of a release: RDF, tables in each language, a map; the model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.representations.dumps.document_files import DocumentFiles
from terril.representations.dumps.graph_files import GraphFiles
from terril.representations.dumps.table_files import TableFiles
from terril.representations.pages import Pages, Town
from terril.store.datasets import find_datasets
from terril.store.reader import StoreReader, build_memory_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from terril.model.addresses import Addresses


@dataclass(frozen=True)
class Dumps:
    """What the files of a town are made with.

    Attributes:
        addresses: of the town.
        languages: of the town, the preferred one first.
        licence: IRI of the licence of the data.
        context: the JSON-LD context.
        documents: the statements of each document of the model, by its IRI.
    """

    addresses: Addresses
    languages: tuple[str, ...]
    licence: str
    context: Mapping[str, object]
    documents: Mapping[str, Sequence[Quad]] = field(default_factory=dict)

    def files(
        self, quads: Sequence[Quad], things: Iterable[str]
    ) -> Mapping[str, Callable[[], bytes]]:
        """What makes each file, by its name, in the order in which to make them.

        Args:
            quads: every statement of the release, sorted.
            things: IRIs of all its things.
        """
        store = StoreReader(build_memory_store(quads))
        pages = Pages(store, self.addresses, Town({}, self.languages, self.licence))
        graphs = GraphFiles(store, self.addresses, quads, self.context)
        tables = TableFiles(store, pages)
        documents = DocumentFiles(self.documents, self.addresses, self.context)
        found: dict[str, Callable[[], bytes]] = {}
        for dataset in find_datasets(store, self.addresses, things):
            if dataset.documents:
                found |= documents.of(dataset)
            else:
                found |= graphs.of(dataset)
                found |= tables.of(dataset)
        return found
