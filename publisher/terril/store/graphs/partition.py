"""Divide graphs into parts that share no statement, so that any of them can be merged.

Several graphs of a query form an RDF merge: a statement of two of them is there once (SPARQL 1.1
Query Language, section 13.2; RDF 1.1 Semantics, section 4.1). Oxigraph counts it twice
(github.com/oxigraph/oxigraph, issue 1919). Of parts without a common statement, its union is
right. Parts are graphs named by blank nodes, which no query can name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, NamedNode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pyoxigraph import Store

ALL_GRAPHS = "#all-graphs"
"""Stands for all graphs of a release, the model's as well; relative to the endpoint's IRI.

Where it is the default graph and no other graphs are named, GRAPH finds every named graph.
"""
REST = "rest"
"""Label of the part with all that is not in the default graph."""


@dataclass(frozen=True)
class GraphPartition:
    """The graphs of a release and their parts.

    Attributes:
        public: IRIs of the named graphs.
        parts: by label, the graphs that have all statements of the part; no other graph has one
            of them.
        rest: ``True`` if there are statements outside the default graph, in the part ``REST``.
    """

    public: tuple[str, ...] = ()
    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rest: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of all parts."""
        return (*self.parts, *((REST,) if self.rest else ()))

    def cover_everything(self) -> list[NamedNode | BlankNode | DefaultGraph]:
        """Return graphs without a common statement that have all statements of the release."""
        return [DefaultGraph(), BlankNode(REST)] if self.rest else [DefaultGraph()]

    def cover(self, graphs: Collection[str]) -> list[NamedNode | BlankNode | DefaultGraph]:
        """Return graphs without a common statement that together have those of some graphs.

        Args:
            graphs: their IRIs; one that the release lacks is empty.
        """
        wanted = frozenset(graphs)
        shared = [one & wanted for one in self.parts.values() if len(one & wanted) > 1]
        divided = frozenset().union(*shared)
        whole = [NamedNode(iri) for iri in sorted(wanted - divided)]
        labels = [label for label, sources in self.parts.items() if sources & divided]
        return [*whole, *(BlankNode(label) for label in labels)]


def label_parts(combinations: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Return the label of each part, by the graphs that have all its statements.

    Graphs that have a statement in common are divided, all others stay as they are.

    Args:
        combinations: the graphs of each statement, sorted; order and duplicates do not matter.
    """
    known = set(combinations)
    several = {graph for graphs in known if len(graphs) > 1 for graph in graphs}
    parts = sorted(graphs for graphs in known if several.intersection(graphs))
    return {graphs: f"part{number}" for number, graphs in enumerate(parts)}


def read_partition(store: Store) -> GraphPartition:
    """Return the graphs and parts of a release's store; a release before version 5 has no parts.

    The graphs of a part are those that hold any one of its statements.
    """
    graphs = list(store.named_graphs())
    public = tuple(sorted(one.value for one in graphs if isinstance(one, NamedNode)))
    labels = {one.value for one in graphs if isinstance(one, BlankNode)}
    parts = {label: _find_sources(store, label) for label in sorted(labels - {REST})}
    return GraphPartition(public, parts, REST in labels)


def _find_sources(store: Store, label: str) -> frozenset[str]:
    first = next(iter(store.quads_for_pattern(None, None, None, BlankNode(label))))
    holders = store.quads_for_pattern(first.subject, first.predicate, first.object, None)
    names = (quad.graph_name for quad in holders)
    return frozenset(name.value for name in names if isinstance(name, NamedNode))
