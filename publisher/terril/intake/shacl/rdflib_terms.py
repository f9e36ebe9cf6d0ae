"""Convert terms of pyoxigraph to those of rdflib, which pySHACL works with."""

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
    """Return the term for rdflib, which normalizes the spelling of some numbers and dates."""
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value))
    return BNode(str(term).removeprefix("_:"))


def to_graph(quads: Iterable[Quad]) -> Graph:
    """Return the statements as one graph of rdflib."""
    graph = Graph(bind_namespaces="none")
    for quad in quads:
        subject, predicate, value = map(to_rdflib, (quad.subject, quad.predicate, quad.object))
        graph.add((subject, predicate, value))
    return graph


def is_same_term(term: Term, node: Node | None) -> bool:
    """Return whether both are equal; ``91.50`` and ``91.5`` are, as stores normalize numbers."""
    same = to_rdflib(term)
    if isinstance(same, Literal) and isinstance(node, Literal) and same.value is not None:
        typed = (same.datatype, same.language) == (node.datatype, node.language)
        return typed and bool(same.value == node.value)
    return same == node
