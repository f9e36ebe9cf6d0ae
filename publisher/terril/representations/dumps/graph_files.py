"""Write the RDF files of a dataset."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.formats import JSON_LD, RDF_FORMATS
from terril.representations.rdf import CompactedGraph, write_quads
from terril.store.datasets import WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pyoxigraph import Quad

    from terril.model.addresses import Addresses
    from terril.model.formats import Format
    from terril.store.datasets import Dataset
    from terril.store.reader import StoreReader


@dataclass(frozen=True)
class GraphFiles:
    """A writer of the RDF files of datasets.

    Attributes:
        store: store of the release.
        addresses: addresses of the town.
        quads: every statement of the release, sorted.
        context: the JSON-LD context.
    """

    store: StoreReader
    addresses: Addresses
    quads: Sequence[Quad]
    context: Mapping[str, object]

    def plan_files(self, dataset: Dataset) -> Mapping[str, Callable[[], bytes]]:
        """Return a content function for each file name of a dataset."""
        whole = dataset.name == WHOLE
        # Named graphs are published for the whole dataset only.
        formats = [row for row in RDF_FORMATS if whole or not row.graphs]
        return {
            f"{dataset.name}.{row.extension}": partial(self._write, dataset, row)
            for row in formats
        }

    def _write(self, dataset: Dataset, row: Format) -> bytes:
        quads = self._select_statements(dataset)
        if row == JSON_LD:
            return self._compacted.write([quad.triple for quad in quads])
        return write_quads(quads, row, self.addresses, self.context)

    @cached_property
    def _compacted(self) -> CompactedGraph:
        """All subjects compacted once for all datasets, since compaction is the slowest step."""
        return CompactedGraph(dict.fromkeys(quad.triple for quad in self.quads), self.context)

    def _select_statements(self, dataset: Dataset) -> Sequence[Quad]:
        """Return the statements about the dataset's things and their parts."""
        if dataset.name == WHOLE:
            return self.quads
        subjects = {NamedNode(iri) for iri in (*dataset.things, *self._list_parts(dataset))}
        return [quad for quad in self.quads if quad.subject in subjects]

    def _list_parts(self, dataset: Dataset) -> Iterator[str]:
        for iri in dataset.things:
            thing = NamedNode(iri)
            near = [quad.object for quad in self.store.about(thing)]
            near += [quad.subject for quad in self.store.towards(thing)]
            for one in near:
                name = self.addresses.name_of(one.value) if isinstance(one, NamedNode) else None
                if name and name.kind in dataset.parts:
                    yield self.addresses.thing(name.kind, name.slug)
