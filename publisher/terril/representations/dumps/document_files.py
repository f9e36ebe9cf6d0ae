"""Write the files of a dataset that consists of documents of the model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from terril.model.canonical import canonical
from terril.model.formats import RDF_FORMATS
from terril.representations.rdf import write_quads

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pyoxigraph import Quad

    from terril.model.addresses import Addresses
    from terril.model.formats import Format
    from terril.store.datasets import Dataset


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
    context: Mapping[str, object]

    def plan_files(self, dataset: Dataset) -> Mapping[str, Callable[[], bytes]]:
        """Return a content function for each file name of a dataset."""
        return {
            f"{dataset.name}.{row.extension}": partial(self._write, dataset, row)
            for row in RDF_FORMATS
            if not row.graphs
        }

    def _write(self, dataset: Dataset, row: Format) -> bytes:
        quads = [quad for iri in dataset.documents for quad in self.documents.get(iri, ())]
        return write_quads(canonical(quads), row, self.addresses, self.context)
