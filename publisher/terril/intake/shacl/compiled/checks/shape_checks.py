"""Compile shapes to functions that say whether a node conforms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.checks.constraints import (
    SET_CONSTRAINTS,
    VALUE_CONSTRAINTS,
)
from terril.intake.shacl.compiled.checks.path_values import Alternatives, Path, compile_path
from terril.intake.shacl.compiled.checks.verdicts import NotCompilable, name_term
from terril.model.vocabulary import SH, XSD

if TYPE_CHECKING:
    from terril.intake.shacl.compiled.checks.verdicts import Lookup, SetCheck, ValueCheck
    from terril.intake.shacl.compiled.shapes.class_hierarchy import ClassHierarchy
    from terril.intake.shacl.compiled.shapes.shape_graph import ShapeGraph

SPARQL = name_term("sparql")
# What describes a shape, and what is read together with another property.
WITHOUT_EFFECT = frozenset(
    map(
        name_term,
        (
            *("path", "name", "description", "message", "severity", "order", "group"),
            *("defaultValue", "deactivated", "flags", "ignoredProperties", "rule"),
            *("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"),
            *("qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint"),
        ),
    )
)
MOST_SHAPES_WITHIN_SHAPES = 50
"""Less than the depth at which pySHACL gives up."""
ON_NODES = ("closed", "equals", "disjoint", "hasValue")
"""The constraints on sets of values that node shapes may have."""


@dataclass(slots=True)
class ShapeCheck:
    """A compiled shape.

    Attributes:
        path: of a property shape; ``None`` for a node shape.
        on_values: on each value node.
        on_sets: on all value nodes of a focus node.
        active: ``False`` if the shape is deactivated.
        exists: its path, if one value is all that it asks for.
    """

    path: Path | None
    on_values: list[ValueCheck] = field(default_factory=list)
    on_sets: list[SetCheck] = field(default_factory=list)
    active: bool = True
    exists: Alternatives | None = None

    def conforms(self, node: str, lookup: Lookup) -> bool:
        """Return whether a node conforms.

        All constraints are evaluated, as in pySHACL: an error in one of them is an error of all.

        Raises:
            CannotJudge: that depends on what is not compiled.
        """
        if self.exists is not None:
            return self.exists.exists(node, lookup)
        values = [node] if self.path is None else self.path.find(node, lookup)
        conforms = True
        for check_set in self.on_sets:
            if not check_set(node, values, lookup):
                conforms = False
        for check_value in self.on_values:
            for value in values:
                if not check_value(value, lookup):
                    conforms = False
        return conforms


class ShapeCompiler:
    """A compiler of shapes, which keeps those that others refer to.

    Args:
        graph: of the shapes.
        hierarchy: of classes, those of the data included.
    """

    def __init__(self, graph: ShapeGraph, hierarchy: ClassHierarchy) -> None:
        self.graph = graph
        self.hierarchy = hierarchy
        self._parameters = _find_parameters(graph)
        self._compiled: dict[str, ShapeCheck] = {}
        self._open: list[str] = []

    def compile_part(self, node: str) -> ShapeCheck:
        """Return a shape that another one refers to.

        Raises:
            NotCompilable: it is recursive, or something in it is not compiled.
        """
        if node in self._open or len(self._open) > MOST_SHAPES_WITHIN_SHAPES:
            raise NotCompilable(node)
        if node not in self._compiled:
            self._open.append(node)
            try:
                if SPARQL in self.graph.about.get(node, {}):
                    raise NotCompilable(node)
                self._compiled[node] = self.compile(node)
            finally:
                self._open.pop()
        return self._compiled[node]

    def compile(self, node: str) -> ShapeCheck:
        """Return a shape without its queries.

        Raises:
            NotCompilable: something else in it is not compiled.
        """
        about = self.graph.about.get(node, {})
        paths = about.get(name_term("path"), [])
        if len(paths) > 1:
            raise NotCompilable(node)
        path = compile_path(paths[0], self.graph) if paths else None
        found = ShapeCheck(path, active=self.graph.is_active(node))
        if not found.active:
            return ShapeCheck(path, active=False)
        for predicate, values in about.items():
            self._add(found, node, predicate, values)
        only_one = about.get(name_term("minCount")) == [f'"1"^^<{XSD}integer>']
        if only_one and isinstance(path, Alternatives) and len(found.on_sets) == 1:
            found.exists = None if found.on_values else path
        return found

    def _add(self, found: ShapeCheck, node: str, predicate: str, values: list[str]) -> None:
        if predicate in self._parameters:
            raise NotCompilable(predicate)
        known = predicate in WITHOUT_EFFECT or predicate == SPARQL
        if known or not predicate.startswith(f"<{SH}"):
            return
        name = predicate[len(SH) + 1 : -1]
        if name in VALUE_CONSTRAINTS:
            found.on_values += VALUE_CONSTRAINTS[name](self, node, values)
        elif name in SET_CONSTRAINTS and (found.path is not None or name in ON_NODES):
            found.on_sets += SET_CONSTRAINTS[name](self, node, values)
        else:
            raise NotCompilable(predicate)


def _find_parameters(graph: ShapeGraph) -> set[str]:
    """Return the properties that are parameters of constraint components of the shapes."""
    return {
        path
        for _, parameters in graph.find("parameter")
        for parameter in parameters
        for path in graph.values(parameter, "path")
    }
