"""Divide graphs into parts that share no statement, so that any of them can be merged.

Several graphs of a query form an RDF merge: a statement of two of them is there once (SPARQL 1.1
Query Language, section 13.2; RDF 1.1 Semantics, section 4.1). Oxigraph counts it twice
(github.com/oxigraph/oxigraph, issue 1919). Of parts without a common statement, its union is
right. Parts are graphs named by blank nodes, which no query can name.

Statements are the same if the store keeps them as the same: ``7`` of one graph and ``007`` of
another are one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from terril.model.triples import iterate_stored

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

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
        rest: whether there are statements outside the default graph, in the part ``REST``.
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


def plan_parts(quads: Iterable[Quad], default: Collection[Triple]) -> Iterator[Quad]:
    """Yield the statements of all parts, each in the graph of its part.

    Args:
        quads: every statement of a release, in named graphs.
        default: the statements of the default graph.
    """
    sources: dict[Triple, tuple[str, ...]] = {}
    visible: set[Triple] = set()
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    for quad, triple in iterate_stored(quads):
        if isinstance(quad.graph_name, NamedNode):
            graphs = tuple(sorted({*sources.get(triple, ()), quad.graph_name.value}))
            # Millions of statements have the same few graphs.
            sources[triple] = known.setdefault(graphs, graphs)
        if triple != quad.triple and quad.triple in default:
            visible.add(triple)
    several = {graph for graphs in sources.values() if len(graphs) > 1 for graph in graphs}
    parts = {graphs for graphs in set(sources.values()) if several.intersection(graphs)}
    labels = {graphs: f"part{n}" for n, graphs in enumerate(sorted(parts))}
    for triple, graphs in sources.items():
        if label := labels.get(graphs):
            yield Quad(triple.subject, triple.predicate, triple.object, BlankNode(label))
        if triple not in default and triple not in visible:
            yield Quad(triple.subject, triple.predicate, triple.object, BlankNode(REST))


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
