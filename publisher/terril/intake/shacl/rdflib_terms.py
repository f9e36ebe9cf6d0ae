"""pyoxigraph's terms as rdflib's, for the tools that know only those."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
from rdflib import BNode, Graph, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad
    from rdflib.term import Node

    from terril.intake.locations.turtle_tokens import Term


def to_rdflib(term: Term) -> Node:
    """The same term for rdflib, which spells some numbers and dates anew."""
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value))
    return BNode(str(term).removeprefix("_:"))


def graph_of(quads: Iterable[Quad]) -> Graph:
    """The statements as one rdflib graph."""
    graph = Graph(bind_namespaces="none")
    for quad in quads:
        subject, predicate, value = map(to_rdflib, (quad.subject, quad.predicate, quad.object))
        graph.add((subject, predicate, value))
    return graph


def alike(term: Term, node: Node | None) -> bool:
    """Whether both mean the same; ``91.50`` and ``91.5`` do, since stores spell numbers anew."""
    same = to_rdflib(term)
    if isinstance(same, Literal) and isinstance(node, Literal) and same.value is not None:
        typed = (same.datatype, same.language) == (node.datatype, node.language)
        return typed and bool(same.value == node.value)
    return same == node
