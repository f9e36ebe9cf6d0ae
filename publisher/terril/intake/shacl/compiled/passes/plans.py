"""Plan the checks of subjects with the same classes and properties, once for all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.checks.path_values import Predicate
from terril.intake.shacl.compiled.checks.verdicts import CannotJudge
from terril.intake.shacl.compiled.shapes.shape_graph import TYPE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.intake.shacl.compiled.checks.shape_checks import ShapeCheck
    from terril.intake.shacl.compiled.checks.verdicts import SetCheck, ValueCheck
    from terril.intake.shacl.compiled.shapes.units import CompiledShapes, Unit


class NeedsLookup(Exception):
    """A check that depends on more than the value nodes."""


class NoLookup:
    """A lookup that finds out whether a check needs one."""

    def find_values(self, node: str, predicate: str) -> Sequence[str]:
        """Raise the error."""
        raise NeedsLookup(node, predicate)

    def find_subjects(self, node: str, predicate: str) -> Sequence[str]:
        """Raise the error."""
        raise NeedsLookup(node, predicate)

    def find_predicates(self, node: str) -> Sequence[str]:
        """Raise the error."""
        raise NeedsLookup(node)

    def find_types(self, node: str) -> Sequence[str]:
        """Raise the error."""
        raise NeedsLookup(node)


@dataclass(slots=True)
class Plan:
    """The checks of subjects with the same classes and properties.

    Attributes:
        counted: numbers of the shapes that declare a target for them.
        flagged: numbers of the units that they break, whatever the values.
        on_values: of each property, with the numbers of the units.
        on_sets: the same, for all values of a property together.
        others: units that are evaluated as a whole.
        links: properties that lead to focus nodes of other units or shapes.
        queried: properties that queries read.
    """

    counted: list[int]
    flagged: list[int] = field(default_factory=list)
    on_values: dict[str, list[tuple[int, ValueCheck]]] = field(default_factory=dict)
    on_sets: dict[str, list[tuple[int, SetCheck]]] = field(default_factory=dict)
    others: list[tuple[int, ShapeCheck]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    queried: list[str] = field(default_factory=list)


def make_plan(shapes: CompiledShapes, types: Sequence[str], predicates: Sequence[str]) -> Plan:
    """Return the plan for subjects with these classes and these properties."""
    plan = Plan(shapes.counted.find(types, predicates))
    links = (shapes.dispatch.by_link, shapes.counted.by_link)
    plan.links = [one for one in predicates if any(one in index for index in links)]
    present = set(predicates)
    needed = (one for one, star in shapes.needs if one in present and star <= present)
    plan.queried = list(dict.fromkeys(needed))
    for number in shapes.dispatch.find(types, predicates):
        _add(plan, number, shapes.units[number], types, predicates)
    return plan


def _add(
    plan: Plan, number: int, unit: Unit, types: Sequence[str], predicates: Sequence[str]
) -> None:
    check = unit.check
    if check is None:
        plan.flagged.append(number)
        return
    path = check.path
    if isinstance(path, Predicate) and path.predicate != TYPE and path.predicate in predicates:
        for on_value in check.on_values:
            plan.on_values.setdefault(path.predicate, []).append((number, on_value))
        for on_set in check.on_sets:
            plan.on_sets.setdefault(path.predicate, []).append((number, on_set))
        return
    settled = _settle(check, types)
    if settled is None:
        plan.others.append((number, check))
    elif not settled:
        plan.flagged.append(number)


def _settle(check: ShapeCheck, types: Sequence[str]) -> bool | None:
    """Return whether any subject with these classes conforms; ``None`` if it depends.

    A subject has no value of a property that is the path here and is not the class.
    """
    if not isinstance(check.path, Predicate):
        return None if check.on_sets or check.on_values else True
    values = types if check.path.predicate == TYPE else ()
    lookup = NoLookup()
    try:
        conforms = [on_set("", values, lookup) for on_set in check.on_sets]
        conforms += [on_value(one, lookup) for on_value in check.on_values for one in values]
    except NeedsLookup:
        return None
    except CannotJudge:
        return False
    return all(conforms)
