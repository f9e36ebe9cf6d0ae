"""Compile property paths to functions from a node to its value nodes (SHACL, section 2.3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.checks.verdicts import NotCompilable, name_term
from terril.intake.shacl.compiled.shapes.shape_graph import FIRST, REST
from terril.model.spool.term_text import is_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from terril.intake.shacl.compiled.checks.verdicts import Lookup
    from terril.intake.shacl.compiled.shapes.shape_graph import ShapeGraph

MOST_STEPS = 8
"""The depth of a path that pySHACL follows is ten."""


class Path:
    """A property path."""

    def find(self, node: str, lookup: Lookup) -> Sequence[str]:
        """Return the value nodes of a node, without duplicates."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Predicate(Path):
    """One property."""

    predicate: str

    def find(self, node: str, lookup: Lookup) -> Sequence[str]:
        """Return the objects of a node."""
        return lookup.find_values(node, self.predicate)


@dataclass(frozen=True, slots=True)
class Inverse(Path):
    """One property from object to subject."""

    predicate: str

    def find(self, node: str, lookup: Lookup) -> Sequence[str]:
        """Return the subjects that lead to a node."""
        return lookup.find_subjects(node, self.predicate)


@dataclass(frozen=True, slots=True)
class Alternatives(Path):
    """Several paths, each of which may be taken; those that need no lookup come first."""

    paths: tuple[Path, ...]

    def find(self, node: str, lookup: Lookup) -> Sequence[str]:
        """Return the value nodes of all paths."""
        return _unite(path.find(node, lookup) for path in self.paths)

    def exists(self, node: str, lookup: Lookup) -> bool:
        """Return whether there is any value node."""
        return any(path.find(node, lookup) for path in self.paths)


@dataclass(frozen=True, slots=True)
class Steps(Path):
    """Two paths, one after the other."""

    first: Path
    rest: Path

    def find(self, node: str, lookup: Lookup) -> Sequence[str]:
        """Return the value nodes at the end."""
        steps = self.first.find(node, lookup)
        return _unite(self.rest.find(step, lookup) for step in steps)


def _unite(found: Iterable[Sequence[str]]) -> Sequence[str]:
    return list(dict.fromkeys(value for values in found for value in values))


def compile_path(path: str, graph: ShapeGraph, depth: int = 0) -> Path:
    """Return the path that a node of the shapes stands for.

    Raises:
        NotCompilable: it is repeated, ill-formed, or the inverse of more than one property.
    """
    if is_iri(path):
        return Predicate(path)
    if depth > MOST_STEPS:
        raise NotCompilable(path)
    about = graph.about.get(path, {})
    if about.keys() == {FIRST, REST}:
        return _compile_steps(graph.read_list(path), graph, depth)
    kinds = [*about.items()]
    if len(kinds) != 1 or len(kinds[0][1]) != 1:
        raise NotCompilable(path)
    kind, (value,) = kinds[0]
    if kind == name_term("inversePath") and is_iri(value):
        return Inverse(value)
    if kind == name_term("alternativePath"):
        return _compile_alternatives(graph.read_list(value), graph, depth)
    raise NotCompilable(path)


def _compile_steps(steps: Sequence[str], graph: ShapeGraph, depth: int) -> Path:
    paths = [compile_path(step, graph, depth + 2) for step in steps]
    if len(paths) < 2:
        raise NotCompilable(" ".join(steps))
    found = paths[-1]
    for step in reversed(paths[:-1]):
        found = Steps(step, found)
    return found


def _compile_alternatives(ways: Sequence[str], graph: ShapeGraph, depth: int) -> Path:
    paths = [compile_path(way, graph, depth + 1) for way in ways]
    if len(paths) < 2:
        raise NotCompilable(" ".join(ways))
    return Alternatives(tuple(sorted(paths, key=lambda way: not isinstance(way, Predicate))))
