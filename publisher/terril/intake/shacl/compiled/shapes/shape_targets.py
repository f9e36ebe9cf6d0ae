"""Read the targets of shapes (SHACL, section 2.1.3), and hand them down to property shapes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.checks.verdicts import NotCompilable, name_term
from terril.intake.shacl.compiled.shapes.shape_graph import SUBCLASS
from terril.model.vocabulary import RDFS

if TYPE_CHECKING:
    from terril.intake.shacl.compiled.shapes.class_hierarchy import ClassHierarchy
    from terril.intake.shacl.compiled.shapes.shape_graph import ShapeGraph

TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
CLASS = f"<{RDFS}Class>"
OWL_CLASS = "<http://www.w3.org/2002/07/owl#Class>"
# Properties that make a node shape more than its targets and independent property shapes.
OTHER_SEMANTICS = ("target", "deactivated", "closed")
NODE_SHAPE, PROPERTY_SHAPE = name_term("NodeShape"), name_term("PropertyShape")
PARTS = ("property", "node", "not", "qualifiedValueShape")
LISTS_OF_PARTS = ("and", "or", "xone")


@dataclass(slots=True)
class Targets:
    """The targets of a shape.

    Attributes:
        classes: those of its focus nodes, classes below them included.
        subjects_of: properties that its focus nodes have.
        objects_of: properties that lead to its focus nodes.
        nodes: focus nodes themselves.
    """

    classes: set[str] = field(default_factory=set)
    subjects_of: set[str] = field(default_factory=set)
    objects_of: set[str] = field(default_factory=set)
    nodes: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.classes or self.subjects_of or self.objects_of or self.nodes)

    def add(self, other: Targets) -> None:
        """Add the targets of another shape."""
        self.classes = self.classes | other.classes
        self.subjects_of = self.subjects_of | other.subjects_of
        self.objects_of = self.objects_of | other.objects_of
        self.nodes = self.nodes | other.nodes


def read_targets(node: str, graph: ShapeGraph, hierarchy: ClassHierarchy) -> Targets:
    """Return the targets that a shape declares, and the one that it is as a class."""
    classes = [*graph.values(node, "targetClass")]
    if is_class(node, graph):
        classes.append(node)
    return Targets(
        {one for name in classes for one in hierarchy.find_instances_of(name)},
        set(graph.values(node, "targetSubjectsOf")),
        set(graph.values(node, "targetObjectsOf")),
        set(graph.values(node, "targetNode")),
    )


def is_class(node: str, graph: ShapeGraph) -> bool:
    """Return whether a shape is a class, as pySHACL finds it in the shapes graph."""
    return any(
        one in (CLASS, OWL_CLASS) or CLASS in graph.about.get(one, {}).get(SUBCLASS, ())
        for one in graph.types(node)
    )


def is_hoistable(node: str, graph: ShapeGraph) -> bool:
    """Return whether property shapes take over the targets of a node shape.

    The same shapes are hoisted for pySHACL, see :func:`hoist_targets`.
    """
    about = graph.about[node]
    parts = graph.values(node, "property")
    targeted = any(graph.values(node, name) for name in TARGETS)
    more = any(graph.values(node, name) for name in OTHER_SEMANTICS)
    referred = node in graph.referred or bool(set(graph.types(node)) - {NODE_SHAPE})
    siblings = any(graph.values(part, "qualifiedValueShapesDisjoint") for part in parts)
    path = name_term("path") in about
    return bool(parts and targeted and not (more or referred or siblings or path))


def hoist(
    graph: ShapeGraph, hierarchy: ClassHierarchy
) -> tuple[dict[str, Targets], dict[str, Targets]]:
    """Take hoisted parts from node shapes.

    Returns:
        The targets that shapes declare, and those that they have in the end.
    """
    found: dict[str, Targets] = {}
    nodes = [node for node in graph.about if any(graph.values(node, name) for name in TARGETS)]
    nodes += [node for node in find_shapes(graph) if is_class(node, graph)]
    for node in dict.fromkeys(nodes):
        found[node] = read_targets(node, graph, hierarchy)
    own = {node: replace(targets) for node, targets in found.items()}
    hoistable = [node for node in own if is_hoistable(node, graph)]
    for node in hoistable:
        for part in graph.about[node].pop(name_term("property")):
            found.setdefault(part, Targets()).add(own[node])
    return own, found


def find_shapes(graph: ShapeGraph) -> set[str]:
    """Return all shapes that pySHACL finds.

    Raises:
        NotCompilable: a list of shapes is empty or broken.
    """
    found = {node for node in graph.about if {NODE_SHAPE, PROPERTY_SHAPE} & {*graph.types(node)}}
    for name in (*TARGETS, "property", "node"):
        found.update(node for node, _ in graph.find(name))
    for name in PARTS:
        found.update(value for _, values in graph.find(name) for value in values)
    for name in LISTS_OF_PARTS:
        for _, heads in graph.find(name):
            for head in heads:
                members = graph.read_list(head)
                if not members:
                    raise NotCompilable(head)
                found.update(members)
    return found
