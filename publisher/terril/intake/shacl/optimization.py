"""Shapes put in another form that says the same and is checked several times faster.

The engine visits each thing with each property shape of a node shape, at a cost of its own each
time; a property shape with targets is visited once, with all things. So the property shapes of a
node shape take over its targets, which is what ``sh:property`` means for each of them (SHACL,
sections 2.1.3 and 4.7.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, SH, Graph

if TYPE_CHECKING:
    from rdflib import Node

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
# What makes a node shape mean more than its targets and its parts, each by itself.
MORE = (SH.target, SH.deactivated, SH.closed)


def hoist_targets(shapes: Graph) -> Graph:
    """The same shapes, where property shapes have the targets of their node shapes.

    A node shape that others refer to keeps its property shapes, since they use it without its
    targets. So does one that is a class, which is a target that stands nowhere, and one that is
    closed or whose parts are told apart from one another, which they are only together.
    """
    found = Graph()
    found += shapes
    for shape in set(shapes.subjects(SH.property)):
        if _is_plain(shapes, shape):
            _raise(found, shape)
    return found


def _is_plain(shapes: Graph, shape: Node) -> bool:
    aims = any((shape, target, None) in shapes for target in TARGETS)
    more = any((shape, term, None) in shapes for term in MORE)
    known = (None, None, shape) in shapes or (shape, RDF.type, RDFS.Class) in shapes
    # What is told apart from its siblings has to stay among them.
    parts = shapes.objects(shape, SH.property)
    siblings = any((part, SH.qualifiedValueShapesDisjoint, None) in shapes for part in parts)
    return aims and not (more or known or siblings or (shape, SH.path, None) in shapes)


def _raise(shapes: Graph, shape: Node) -> None:
    for part in list(shapes.objects(shape, SH.property)):
        shapes.remove((shape, SH.property, part))
        for target in TARGETS:
            for value in shapes.objects(shape, target):
                shapes.add((part, target, value))
