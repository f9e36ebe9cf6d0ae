"""Compile the constraints on all value nodes of a focus node (SHACL, sections 4.2, 4.5, 4.8)."""

from __future__ import annotations

from operator import le, lt
from typing import TYPE_CHECKING, Any

from terril.intake.shacl.compiled.checks.literal_values import read_comparable
from terril.intake.shacl.compiled.checks.value_checks import read_string
from terril.intake.shacl.compiled.checks.verdicts import CannotJudge, NotCompilable
from terril.intake.shacl.compiled.shapes.shape_graph import TYPE
from terril.model.spool.term_text import get_language, is_iri
from terril.model.vocabulary import RDFS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from terril.intake.shacl.compiled.checks.verdicts import Lookup, SetCheck

RESOURCE = f"<{RDFS}Resource>"


def check_count(least: int, most: int | None) -> SetCheck:
    """Return the check of ``sh:minCount`` and ``sh:maxCount``."""
    if most is None:
        return lambda _, values, __: len(values) >= least
    return lambda _, values, __: least <= len(values) <= most


def check_has_value(wanted: str) -> SetCheck:
    """Return the check of ``sh:hasValue``."""
    if wanted[0] == "_":
        raise NotCompilable(wanted)
    return lambda _, values, __: wanted in values


def check_unique_language(_: str, values: Sequence[str], __: Lookup) -> bool:
    """Return whether ``sh:uniqueLang`` is satisfied."""
    if len(values) < 2:
        return True
    tags = [get_language(value).lower() for value in values if value[0] == '"']
    used = [tag for tag in tags if tag]
    return len(set(used)) == len(used)


def check_equals(predicate: str) -> SetCheck:
    """Return the check of ``sh:equals``."""
    _require_iri(predicate)
    return lambda node, values, lookup: set(values) == set(lookup.find_values(node, predicate))


def check_disjoint(predicate: str) -> SetCheck:
    """Return the check of ``sh:disjoint``."""
    _require_iri(predicate)

    def check(node: str, values: Sequence[str], lookup: Lookup) -> bool:
        return not values or set(values).isdisjoint(lookup.find_values(node, predicate))

    return check


def check_less_than(predicate: str, *, equal: bool) -> SetCheck:
    """Return the check of ``sh:lessThan`` or ``sh:lessThanOrEquals``."""
    _require_iri(predicate)
    accept = le if equal else lt

    def check(node: str, values: Sequence[str], lookup: Lookup) -> bool:
        if not values:
            return True
        others = lookup.find_values(node, predicate)
        if any(one[0] == "_" for one in (*values, *others)):
            raise CannotJudge
        pairs = [_compare(value, other, accept) for value in values for other in others]
        return all(pairs)

    return check


def _compare(value: str, other: str, accept: Callable[[Any, Any], bool]) -> bool:
    if _is_string(value) and _is_string(other):
        return accept(read_string(value), read_string(other))
    if _is_string(value) or _is_string(other):
        raise CannotJudge
    kind, first = read_comparable(value)
    other_kind, second = read_comparable(other)
    if kind != other_kind:
        raise CannotJudge
    return accept(first, second)


def _is_string(value: str) -> bool:
    return value[0] == "<" or value[-1] == '"' or bool(get_language(value))


def check_closed(properties: Collection[str]) -> SetCheck:
    """Return the check of ``sh:closed``, given the properties that are allowed."""
    allowed = frozenset(properties)

    def check(_: str, values: Sequence[str], lookup: Lookup) -> bool:
        return sum(_is_closed(value, allowed, lookup) for value in values) == len(values)

    return check


def _is_closed(node: str, allowed: Collection[str], lookup: Lookup) -> bool:
    more = [one for one in lookup.find_predicates(node) if one not in allowed]
    if more == [TYPE]:
        return list(lookup.find_values(node, TYPE)) == [RESOURCE]
    return not more


def _require_iri(term: str) -> None:
    if not is_iri(term):
        raise NotCompilable(term)
