"""Check nodes that are focus nodes whatever is stated about them.

They are named by a shape (``sh:targetNode``), or a property leads to them
(``sh:targetObjectsOf``), from many places maybe.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from terril.model.spool import LineSorter, merge_runs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from terril.intake.shacl.compiled.passes.segment_pass import SegmentPass
    from terril.intake.shacl.compiled.passes.subject_checker import Outcome

NAMED = "-"
"""The place of the property, for nodes that a shape names."""


class LinkedNodes:
    """The nodes that properties lead to, sorted on disk.

    Args:
        folder: for files.
        run: the compiled shapes and the files of the town.
        shared: subjects of the ontology.
    """

    def __init__(self, folder: Path, run: SegmentPass, shared: Collection[str]) -> None:
        self._path = folder / "linked"
        self._sorter = LineSorter(folder, "linked")
        self._run = run
        self._shared = shared

    def add(self, linked: Iterable[tuple[str, str]]) -> None:
        """Add nodes, each behind the property that leads to it."""
        self._sorter.add([f"{node} {predicate}\n" for predicate, node in linked])

    def check(self, outcome: Outcome) -> None:
        """Check all of them, and those that shapes name."""
        shapes = self._run.shapes
        named = {*shapes.dispatch.by_node, *shapes.counted.by_node}
        self.add((NAMED, node) for node in named)
        runs = self._sorter.finish()
        if not runs:
            return
        merge_runs(runs, self._path)
        for node, predicates in self._read():
            self._check(node, predicates, outcome)

    def _read(self) -> Iterator[tuple[str, list[str]]]:
        with self._path.open(encoding="utf-8", newline="\n") as file:
            pairs = (line[:-1].rpartition(" ") for line in file)
            for node, group in groupby(pairs, key=lambda pair: pair[0]):
                yield node, [pair[2] for pair in group]

    def _check(self, node: str, predicates: list[str], outcome: Outcome) -> None:
        shapes, checker = self._run.shapes, self._run.checker
        units, counted = (
            {
                number
                for predicate in predicates
                for number in (
                    index.by_node.get(node, ())
                    if predicate == NAMED
                    else index.by_link.get(predicate, ())
                )
            }
            for index in (shapes.dispatch, shapes.counted)
        )
        # As subjects of these shapes they have been checked.
        own_units, own_counted = checker.find_applicable(node)
        self._run.lookup.focus_on(node, self._run.find_own(node))
        for number in units.difference(own_units):
            unit = shapes.units[number]
            check = unit.check
            # Queries find nodes with a statement of their own.
            literal = bool(unit.queries) and node[0] == '"'
            if check is None or literal or not checker.conforms(node, check):
                outcome.flagged.append((number, node))
        if (rest := counted.difference(own_counted)) and self._is_described(node):
            outcome.counts.update(rest)

    def _is_described(self, node: str) -> bool:
        """Return whether a node is in the data of the town, and not only in its ontology."""
        if self._run.find_own(node):
            return True
        if node in self._shared:
            return False
        if node[0] == "<":
            return bool(self._run.links.find(node))
        return any(
            value == node
            for about in self._run.spool.find_mentions(node)
            for _, value, _ in about.statements
        )
