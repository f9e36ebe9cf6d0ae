"""Find what makes pySHACL refuse a shapes graph, or extends SHACL Core and SHACL-SPARQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.checks.verdicts import NotCompilable, name_term
from terril.intake.shacl.compiled.shapes.shape_graph import FALSE, SUBCLASS, TRUE
from terril.intake.shacl.compiled.shapes.shape_targets import (
    NODE_SHAPE,
    PROPERTY_SHAPE,
    find_shapes,
)
from terril.model.vocabulary import SH

if TYPE_CHECKING:
    from terril.intake.shacl.compiled.shapes.shape_graph import ShapeGraph

ORDINARY = frozenset(
    map(
        name_term,
        ("NodeShape", "PropertyShape", "SPARQLConstraint", "PrefixDeclaration", "PropertyGroup"),
    )
)


def has_obstacle(graph: ShapeGraph) -> bool:
    """Return whether only pySHACL can evaluate a shapes graph, all of it at once."""
    if any(next(graph.find(name), None) for name in ("target", "parameter", "js")):
        return True
    for values in graph.about.values():
        if any(one.startswith(f"<{SH}") for one in values.get(SUBCLASS, ())):
            return True
    for node in graph.about:
        types = [one for one in graph.types(node) if one.startswith(f"<{SH}")]
        if not ORDINARY.issuperset(types):
            return True
    try:
        return any(_is_broken(node, graph) for node in find_shapes(graph))
    except NotCompilable:
        return True


def _is_broken(node: str, graph: ShapeGraph) -> bool:
    """Return whether pySHACL refuses to load a shape."""
    paths = graph.values(node, "path")
    types = graph.types(node)
    if len(paths) > 1 or any(path[0] == '"' for path in paths):
        return True
    if NODE_SHAPE in types and (paths or PROPERTY_SHAPE in types):
        return True
    if PROPERTY_SHAPE in types and not paths:
        return True
    return graph.values(node, "deactivated") not in ([], [TRUE], [FALSE])
