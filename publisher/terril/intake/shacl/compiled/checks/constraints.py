"""Compile each constraint of a shape to checks (SHACL, section 4)."""

from __future__ import annotations

from functools import partial
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from terril.intake.shacl.compiled.checks import set_checks, value_checks
from terril.intake.shacl.compiled.checks.verdicts import NotCompilable
from terril.intake.shacl.compiled.shapes.shape_graph import FALSE, TRUE
from terril.model.spool.term_text import is_iri
from terril.model.vocabulary import SH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from terril.intake.shacl.compiled.checks.path_values import Path
    from terril.intake.shacl.compiled.checks.verdicts import Lookup, SetCheck, ValueCheck
    from terril.intake.shacl.compiled.shapes.class_hierarchy import ClassHierarchy
    from terril.intake.shacl.compiled.shapes.shape_graph import ShapeGraph

    Check = TypeVar("Check", SetCheck, ValueCheck)
    Compile = Callable[["Compiler", str, list[str]], Iterator[Check]]

BOUNDS: dict[str, Callable[[Any, Any], bool]] = {
    f"<{SH}minInclusive>": ge,
    f"<{SH}minExclusive>": gt,
    f"<{SH}maxInclusive>": le,
    f"<{SH}maxExclusive>": lt,
}


class Part(Protocol):
    """A compiled shape that another one refers to."""

    @property
    def path(self) -> Path | None:
        """Path of a property shape."""

    def conforms(self, node: str, lookup: Lookup) -> bool:
        """Return whether a node conforms."""


class Compiler(Protocol):
    """A compiler of the shapes that others refer to."""

    graph: ShapeGraph
    hierarchy: ClassHierarchy

    def compile_part(self, node: str) -> Part:
        """Return a compiled shape."""


def _compile_each(check: Callable[[str], Check]) -> Compile[Check]:
    """Return the function that compiles each value of a constraint to a check."""
    return lambda _, __, values: map(check, values)


def _compile_single(check: Callable[[str], Check]) -> Compile[Check]:
    """Return the function that compiles the only value of a constraint to a check."""
    return lambda _, __, values: map(check, (_get_single(values),))


def _compile_least(_: Compiler, __: str, values: list[str]) -> Iterator[SetCheck]:
    yield set_checks.check_count(_read_number(values), None)


def _compile_most(_: Compiler, __: str, values: list[str]) -> Iterator[SetCheck]:
    yield set_checks.check_count(0, _read_number(values))


def _compile_unique(_: Compiler, __: str, values: list[str]) -> Iterator[SetCheck]:
    if values == [TRUE]:
        yield set_checks.check_unique_language
    elif any(value[1:5] == "true" for value in values):
        raise NotCompilable("sh:uniqueLang")


def _compile_closed(compiler: Compiler, node: str, values: list[str]) -> Iterator[SetCheck]:
    graph = compiler.graph
    if values not in ([TRUE], [FALSE]):
        raise NotCompilable("sh:closed")
    if values == [TRUE]:
        allowed: set[str] = set()
        for head in graph.values(node, "ignoredProperties"):
            allowed.update(graph.read_list(head))
        for part in graph.values(node, "property"):
            allowed.update(graph.values(part, "path"))
        yield set_checks.check_closed(allowed)


def _compile_qualified(compiler: Compiler, node: str, values: list[str]) -> Iterator[SetCheck]:
    graph = compiler.graph
    if graph.values(node, "qualifiedValueShapesDisjoint") not in ([], [FALSE]):
        raise NotCompilable("sh:qualifiedValueShapesDisjoint")
    least, most = (
        [value_checks.read_integer(one) for one in graph.values(node, name)]
        for name in ("qualifiedMinCount", "qualifiedMaxCount")
    )
    if len(least) > 1 or len(most) > 1 or not (least or most):
        raise NotCompilable("sh:qualifiedValueShape")
    for value in values:
        part = compiler.compile_part(value)
        yield _check_qualified(part, (least or [0])[0], most[0] if most else None)


def _check_qualified(part: Part, least: int, most: int | None) -> SetCheck:
    def check(_: str, values: Sequence[str], lookup: Lookup) -> bool:
        number = sum([part.conforms(value, lookup) for value in values])
        return least <= number and (most is None or number <= most)

    return check


def _compile_in(compiler: Compiler, _: str, values: list[str]) -> Iterator[ValueCheck]:
    yield value_checks.check_in(compiler.graph.read_list(_get_single(values)))


def _compile_class(compiler: Compiler, _: str, values: list[str]) -> Iterator[ValueCheck]:
    for value in values:
        if not is_iri(value):
            raise NotCompilable(value)
        yield value_checks.check_class(compiler.hierarchy.find_instances_of(value))


def _compile_pattern(compiler: Compiler, node: str, values: list[str]) -> Iterator[ValueCheck]:
    flags = compiler.graph.values(node, "flags")
    if flags and len(values) > 1:
        raise NotCompilable("sh:flags")
    for value in values:
        yield value_checks.check_pattern(value, flags)


def _compile_min_length(_: Compiler, __: str, values: list[str]) -> Iterator[ValueCheck]:
    yield value_checks.check_length(_read_number(values), None)


def _compile_max_length(_: Compiler, __: str, values: list[str]) -> Iterator[ValueCheck]:
    yield value_checks.check_length(0, _read_number(values))


def _compile_languages(compiler: Compiler, _: str, values: list[str]) -> Iterator[ValueCheck]:
    yield value_checks.check_language(compiler.graph.read_list(_get_single(values)))


def _compile_bounds(compiler: Compiler, node: str, _: list[str]) -> Iterator[ValueCheck]:
    for predicate, accept in BOUNDS.items():
        for value in compiler.graph.about[node].get(predicate, ()):
            yield value_checks.check_bound(value, accept)


def _compile_node(compiler: Compiler, _: str, values: list[str]) -> Iterator[ValueCheck]:
    for value in values:
        part = compiler.compile_part(value)
        if part.path is not None:
            raise NotCompilable(value)
        yield part.conforms


def _compile_property(compiler: Compiler, _: str, values: list[str]) -> Iterator[ValueCheck]:
    for value in values:
        part = compiler.compile_part(value)
        if part.path is None:
            raise NotCompilable(value)
        yield part.conforms


def _compile_not(compiler: Compiler, _: str, values: list[str]) -> Iterator[ValueCheck]:
    for value in values:
        yield _check_number([compiler.compile_part(value)], 0, 0)


def _compile_and(compiler: Compiler, _: str, values: list[str]) -> Iterator[ValueCheck]:
    for members in _read_members(compiler, values):
        parts = list(map(compiler.compile_part, members))
        yield _check_number(parts, len(parts), len(parts))


def _compile_or(compiler: Compiler, _: str, values: list[str]) -> Iterator[ValueCheck]:
    for members in _read_members(compiler, values):
        parts = list(map(compiler.compile_part, members))
        yield _check_number(parts, 1, len(parts))


def _compile_xone(compiler: Compiler, _: str, values: list[str]) -> Iterator[ValueCheck]:
    for members in _read_members(compiler, values):
        yield _check_number(list(map(compiler.compile_part, members)), 1, 1)


def _read_members(compiler: Compiler, heads: list[str]) -> Iterator[list[str]]:
    for head in heads:
        members = compiler.graph.read_list(head)
        if not members:
            raise NotCompilable(head)
        yield members


def _check_number(parts: list[Part], least: int, most: int) -> ValueCheck:
    """Return the check that a value node conforms to so many of some shapes."""

    def check(value: str, lookup: Lookup) -> bool:
        return least <= sum([part.conforms(value, lookup) for part in parts]) <= most

    return check


def _read_number(values: list[str]) -> int:
    return value_checks.read_integer(_get_single(values))


def _get_single(values: list[str]) -> str:
    if len(values) != 1:
        raise NotCompilable(" ".join(values))
    return values[0]


SET_CONSTRAINTS: dict[str, Compile[SetCheck]] = {
    "minCount": _compile_least,
    "maxCount": _compile_most,
    "hasValue": _compile_each(set_checks.check_has_value),
    "uniqueLang": _compile_unique,
    "equals": _compile_each(set_checks.check_equals),
    "disjoint": _compile_each(set_checks.check_disjoint),
    "lessThan": _compile_each(partial(set_checks.check_less_than, equal=False)),
    "lessThanOrEquals": _compile_each(partial(set_checks.check_less_than, equal=True)),
    "closed": _compile_closed,
    "qualifiedValueShape": _compile_qualified,
}
VALUE_CONSTRAINTS: dict[str, Compile[ValueCheck]] = {
    "datatype": _compile_single(value_checks.check_datatype),
    "nodeKind": _compile_single(value_checks.check_node_kind),
    "in": _compile_in,
    "class": _compile_class,
    "pattern": _compile_pattern,
    "minLength": _compile_min_length,
    "maxLength": _compile_max_length,
    "languageIn": _compile_languages,
    **dict.fromkeys(
        ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive"), _compile_bounds
    ),
    "node": _compile_node,
    "property": _compile_property,
    "not": _compile_not,
    "and": _compile_and,
    "or": _compile_or,
    "xone": _compile_xone,
}
