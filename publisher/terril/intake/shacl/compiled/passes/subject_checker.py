"""Check subjects, one after the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.checks.verdicts import CannotJudge
from terril.intake.shacl.compiled.passes.plans import Plan, make_plan
from terril.intake.shacl.compiled.shapes.shape_graph import TYPE

if TYPE_CHECKING:
    from terril.intake.shacl.compiled.checks.shape_checks import ShapeCheck
    from terril.intake.shacl.compiled.passes.lookups import SpoolLookup, Values
    from terril.intake.shacl.compiled.shapes.units import CompiledShapes

MOST_PLANS = 5_000


@dataclass(slots=True)
class Outcome:
    """The outcome of the check of some subjects.

    Attributes:
        flagged: pairs of the number of a unit and a focus node.
        counts: focus nodes of each shape that declares a target, by number.
        linked: nodes that are focus nodes since a property leads to them: property and node.
        shared: subjects that the ontology describes as well.
        queried: lines of N-Triples that queries read, by property.
    """

    flagged: list[tuple[int, str]] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)
    linked: set[tuple[str, str]] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)
    queried: dict[str, list[str]] = field(default_factory=dict)


class SubjectChecker:
    """A checker of subjects.

    Args:
        shapes: compiled.
        lookup: of other things.
    """

    def __init__(self, shapes: CompiledShapes, lookup: SpoolLookup) -> None:
        self._shapes = shapes
        self._lookup = lookup
        self._plans: dict[tuple[tuple[str, ...], tuple[str, ...]], Plan] = {}

    def check(self, subject: str, values: Values, outcome: Outcome) -> None:
        """Check one subject by the shapes that it has by its classes and properties."""
        values = self._lookup.focus_on(subject, values)
        plan = self._find_plan(values)
        for number in plan.counted:
            outcome.counts[number] += 1
        failed = {*plan.flagged}
        self._check_values(plan, values, failed)
        self._check_sets(plan, subject, failed)
        for number, check in plan.others:
            if not self.conforms(subject, check):
                failed.add(number)
        if failed:
            outcome.flagged += [(number, subject) for number in failed]
        if plan.links or plan.queried:
            _collect(plan, subject, values, outcome)

    def _check_values(self, plan: Plan, values: Values, failed: set[int]) -> None:
        lookup = self._lookup
        for predicate, on_values in plan.on_values.items():
            for value in values[predicate]:
                for number, on_value in on_values:
                    try:
                        if not on_value(value, lookup):
                            failed.add(number)
                    except CannotJudge:
                        failed.add(number)

    def _check_sets(self, plan: Plan, subject: str, failed: set[int]) -> None:
        lookup = self._lookup
        for predicate, on_sets in plan.on_sets.items():
            objects = lookup.find_values(subject, predicate)
            for number, on_set in on_sets:
                try:
                    if not on_set(subject, objects, lookup):
                        failed.add(number)
                except CannotJudge:
                    failed.add(number)

    def conforms(self, node: str, check: ShapeCheck) -> bool:
        """Return whether a node certainly conforms to a shape."""
        try:
            return check.conforms(node, self._lookup)
        except CannotJudge:
            return False

    def find_applicable(self, node: str) -> tuple[list[int], list[int]]:
        """Return the units and the counted shapes that a node has as a subject."""
        values = self._lookup.describe(node)
        types = values.get(TYPE, ())
        shapes = self._shapes
        return shapes.dispatch.find(types, values), shapes.counted.find(types, values)

    def is_focus(self, number: int, node: str) -> bool:
        """Return whether a node is a focus node of a unit."""
        targets = self._shapes.units[number].targets
        if node in targets.nodes or number in self.find_applicable(node)[0]:
            return True
        return any(self._lookup.is_object(node, one) for one in targets.objects_of)

    def _find_plan(self, values: Values) -> Plan:
        key = tuple(values.get(TYPE, ())), tuple(values)
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) > MOST_PLANS:
                self._plans.clear()
            plan = self._plans[key] = make_plan(self._shapes, *key)
        return plan


def _collect(plan: Plan, subject: str, values: Values, outcome: Outcome) -> None:
    """Keep what is needed behind the pass."""
    for predicate in plan.queried:
        lines = outcome.queried.setdefault(predicate, [])
        lines += [f"{subject} {predicate} {value} .\n" for value in values[predicate]]
    for predicate in plan.links:
        outcome.linked.update((predicate, value) for value in values[predicate])
