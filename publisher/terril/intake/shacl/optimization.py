"""Rewrite shapes into equivalent ones that pySHACL validates several times faster.

pySHACL evaluates each property shape of a node shape once for each focus node, with an overhead
each time; a property shape with targets is evaluated once, for all focus nodes. So the property
shapes of a node shape take over its targets, which is what ``sh:property`` means for each of them
(SHACL, sections 2.1.3 and 4.7.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, SH, Graph

if TYPE_CHECKING:
    from rdflib import Node

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
# Properties that make a node shape more than its targets and independent property shapes.
OTHER_SEMANTICS = (SH.target, SH.deactivated, SH.closed)


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
