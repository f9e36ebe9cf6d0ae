"""The units of evaluation: each shape with targets, compiled."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.checks.shape_checks import ShapeCheck, ShapeCompiler
from terril.intake.shacl.compiled.checks.verdicts import NotCompilable
from terril.intake.shacl.compiled.queries.compiled_query import CompiledQuery, compile_queries
from terril.intake.shacl.compiled.shapes.class_hierarchy import ClassHierarchy
from terril.intake.shacl.compiled.shapes.shape_graph import ShapeGraph
from terril.intake.shacl.compiled.shapes.shape_targets import Targets, hoist

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import Quad


@dataclass(frozen=True, slots=True)
class Unit:
    """A shape and its targets.

    Attributes:
        node: of the shape.
        targets: those of the shape.
        check: without its queries; ``None`` if pySHACL has to evaluate all of it.
        queries: those of the shape.
    """

    node: str
    targets: Targets
    check: ShapeCheck | None
    queries: Sequence[CompiledQuery] = ()


class Dispatch:
    """An index of targets by class and by property.

    Args:
        targets: in the order of their numbers.
    """

    def __init__(self, targets: Iterable[Targets]) -> None:
        self._by_class: defaultdict[str, list[int]] = defaultdict(list)
        self._by_property: defaultdict[str, list[int]] = defaultdict(list)
        self.by_link: defaultdict[str, list[int]] = defaultdict(list)
        self.by_node: defaultdict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(targets):
            for index, keys in (
                (self._by_class, one.classes),
                (self._by_property, one.subjects_of),
                (self.by_link, one.objects_of),
                (self.by_node, one.nodes),
            ):
                for key in keys:
                    index[key].append(number)

    def find(self, types: Iterable[str], predicates: Iterable[str]) -> list[int]:
        """Return the numbers that apply to a subject, given its classes and properties."""
        found: set[int] = set()
        for one in types:
            found.update(self._by_class.get(one, ()))
        for one in predicates:
            found.update(self._by_property.get(one, ()))
        return sorted(found)


@dataclass(slots=True)
class CompiledShapes:
    """All shapes with targets.

    Attributes:
        units: one for each active shape.
        dispatch: of the units.
        declared: the nodes that declare targets, which are counted.
        counted: dispatch of these.
        needs: those of the queries of all units.
    """

    units: Sequence[Unit]
    dispatch: Dispatch
    declared: Sequence[str]
    counted: Dispatch
    needs: Sequence[tuple[str, frozenset[str]]]


def compile_shapes(shapes: Iterable[Quad], axioms: Iterable[tuple[str, str]]) -> CompiledShapes:
    """Compile the shapes of a graph without obstacles.

    Args:
        shapes: their statements.
        axioms: subclass and superclass of each axiom, in the data as well.
    """
    graph = ShapeGraph(shapes)
    hierarchy = ClassHierarchy(axioms)
    declared, targets = hoist(graph, hierarchy)
    compiler = ShapeCompiler(graph, hierarchy)
    units = [_compile(compiler, node, own, graph) for node, own in targets.items()]
    units = [unit for unit in units if unit.check is None or unit.check.active]
    return CompiledShapes(
        units,
        Dispatch(unit.targets for unit in units),
        list(declared),
        Dispatch(declared.values()),
        list(dict.fromkeys(need for unit in units for one in unit.queries for need in one.needs)),
    )


def _compile(compiler: ShapeCompiler, node: str, targets: Targets, graph: ShapeGraph) -> Unit:
    try:
        return Unit(node, targets, compiler.compile(node), compile_queries(node, graph))
    except NotCompilable:
        return Unit(node, targets, None)
