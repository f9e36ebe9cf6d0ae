"""Plan the files of each dataset of a release: RDF, tables by language, GeoJSON; the model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.representations.dumps.document_files import DocumentFiles
from terril.representations.dumps.graph_files import GraphFiles
from terril.representations.dumps.table_files import TableFiles
from terril.representations.pages import Pages, TownProfile
from terril.store.datasets import find_datasets
from terril.store.reader import StoreReader, build_memory_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from terril.model.addresses import Addresses


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
    context: Mapping[str, object]
    documents: Mapping[str, Sequence[Quad]] = field(default_factory=dict)

    def plan_files(
        self, quads: Sequence[Quad], things: Iterable[str]
    ) -> Mapping[str, Callable[[], bytes]]:
        """Return a content function for each file name, in the order of writing.

        Args:
            quads: every statement of the release, sorted.
            things: IRIs of all its things.
        """
        store = StoreReader(build_memory_store(quads))
        pages = Pages(store, self.addresses, TownProfile({}, self.languages, self.licence))
        graphs = GraphFiles(store, self.addresses, quads, self.context)
        tables = TableFiles(store, pages)
        documents = DocumentFiles(self.documents, self.addresses, self.context)
        found: dict[str, Callable[[], bytes]] = {}
        for dataset in find_datasets(store, self.addresses, things):
            if dataset.documents:
                found |= documents.plan_files(dataset)
            else:
                found |= graphs.plan_files(dataset)
                found |= tables.plan_files(dataset)
        return found
