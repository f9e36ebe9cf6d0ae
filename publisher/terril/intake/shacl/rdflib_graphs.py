"""Convert statements to the graphs of rdflib that pySHACL works with, and shapes to faster ones.

pySHACL evaluates each property shape of a node shape once for each focus node, with an overhead
each time; a property shape with targets is evaluated once, for all focus nodes. So the property
shapes of a node shape take over its targets, which is what ``sh:property`` means for each of them
(SHACL, sections 2.1.3 and 4.7.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad
    from rdflib.term import Node

    from terril.intake.locations.turtle_tokens import Term

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
# Properties that make a node shape more than its targets and independent property shapes.
OTHER_SEMANTICS = (SH.target, SH.deactivated, SH.closed)


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


def hoist_targets(shapes: Graph) -> Graph:
    """Return the shapes with the targets of node shapes moved to their property shapes.

    A node shape that others refer to keeps its property shapes, since they use it without its
    targets. So does one that is a class, which is an implicit target, and one that is closed or
    has disjoint qualified value shapes, which depend on their siblings.
    """
    found = Graph()
    found += shapes
    for shape in set(shapes.subjects(SH.property)):
        if _is_hoistable(shapes, shape):
            _hoist(found, shape)
    return found


def _is_hoistable(shapes: Graph, shape: Node) -> bool:
    targeted = any((shape, target, None) in shapes for target in TARGETS)
    more = any((shape, term, None) in shapes for term in OTHER_SEMANTICS)
    referred = (None, None, shape) in shapes or (shape, RDF.type, RDFS.Class) in shapes
    # Disjoint qualified value shapes are compared with their siblings.
    parts = shapes.objects(shape, SH.property)
    siblings = any((part, SH.qualifiedValueShapesDisjoint, None) in shapes for part in parts)
    return targeted and not (more or referred or siblings or (shape, SH.path, None) in shapes)


def _hoist(shapes: Graph, shape: Node) -> None:
    for part in list(shapes.objects(shape, SH.property)):
        shapes.remove((shape, SH.property, part))
        for target in TARGETS:
            for value in shapes.objects(shape, target):
                shapes.add((part, target, value))
