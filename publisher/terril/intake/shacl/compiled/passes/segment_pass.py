"""Check the segments of a spool, in worker processes if there are many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.passes.lookups import SpoolLookup
from terril.intake.shacl.compiled.passes.subject_checker import Outcome, SubjectChecker
from terril.intake.shacl.compiled.passes.type_index import TypeIndex
from terril.intake.shacl.compiled.shapes.units import compile_shapes
from terril.model.spool import Links, Spool

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Quad

    from terril.intake.shacl.compiled.passes.lookups import Values
    from terril.intake.shacl.compiled.passes.type_index import Classes
    from terril.intake.shacl.compiled.shapes.shape_graph import Statements


@dataclass(frozen=True, slots=True)
class Town:
    """The data and shapes of a check, in a form that worker processes can open.

    Attributes:
        spool: path of the statements of the town.
        links: path of its links.
        index: path of the index of classes.
        classes: the sets of classes in that index.
        ontology: the statements that are checked with those of the town.
        axioms: subclass and superclass of each axiom.
        shapes: the shapes graph.
    """

    spool: Path
    links: Path
    index: Path
    classes: list[Classes]
    ontology: Statements
    axioms: list[tuple[str, str]]
    shapes: tuple[Quad, ...]


class SegmentPass:
    """A function from segments to what is found in them."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._open()

    def _open(self) -> None:
        town = self._town
        self.spool = Spool(town.spool)
        self.links = Links(town.links)
        types = TypeIndex(town.index, town.classes)
        self.lookup = SpoolLookup(self.spool, self.links, types, town.ontology)
        self.shapes = compile_shapes(town.shapes, town.axioms)
        self.checker = SubjectChecker(self.shapes, self.lookup)

    def __getstate__(self) -> Town:
        """Return what a worker process needs; functions cannot be pickled."""
        return self._town

    def __setstate__(self, town: Town) -> None:
        """Open the files, and compile the shapes."""
        self._town = town
        self._open()

    def find_own(self, node: str) -> Values:
        """Return the objects of a subject in the data, by predicate."""
        about = None if node[0] == '"' else self.spool.find(node)
        return about.values if about else {}

    def __call__(self, numbers: range) -> Outcome:
        """Check the subjects of consecutive segments."""
        outcome = Outcome()
        for number in numbers:
            for about in self.spool.read_segment(number).subjects():
                if about.subject in self._town.ontology:
                    outcome.shared.add(about.subject)
                self.checker.check(about.subject, about.values, outcome)
        return outcome
