"""Which statement of which file a SHACL result is about."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode
from rdflib.namespace import SH

from terril.intake.shacl.property_paths import first_steps
from terril.intake.shacl.rdflib_terms import alike
from terril.model.vocabulary import TYPE, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad
    from rdflib import Graph
    from rdflib.term import Node

    from terril.intake.locations.positions import Positions
    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.shacl.results import Result
    from terril.intake.sources import Source
    from terril.model.findings import Location

TOO_MANY = (SH.MaxCountConstraintComponent, SH.QualifiedMaxCountConstraintComponent)
TOO_FEW = (
    SH.MinCountConstraintComponent,
    SH.QualifiedMinCountConstraintComponent,
    SH.HasValueConstraintComponent,
)

Statement = tuple["Source", "Quad"]


class StatementIndex:
    """The statements of the files, found by what a result says."""

    def __init__(self, files: Iterable[Source], shapes: Graph, positions: Positions) -> None:
        self._shapes = shapes
        self._positions = positions
        self._about: defaultdict[str, list[Statement]] = defaultdict(list)
        self._toward: defaultdict[str, list[Statement]] = defaultdict(list)
        for file in files:
            for quad in file.quads:
                self._about[_key(quad.subject)].append((file, quad))
                self._toward[_key(quad.object)].append((file, quad))

    def about(self, focus: Node) -> bool:
        """Whether the town's files describe a thing."""
        return str(focus) in self._about

    def value(self, result: Result) -> str:
        """The offending value as the file spells it, ``""`` if there is none.

        rdflib, and so the report, writes some numbers and dates in another way.
        """
        if result.value is None:
            return ""
        offending = self._offending(result)
        if offending and alike(offending[1].object, result.value):
            return readable(offending[1].object)
        return shorten(str(result.value))

    def place(self, result: Result) -> Location | None:
        """Where the statement stands that a result is about.

        For something that is missing: where the thing is typed, in the file that says most
        about it. ``None`` for a thing that is in no file.
        """
        offending = self._offending(result)
        return self._place(offending) if offending else self._introduction(result.focus)

    def _place(self, statement: Statement) -> Location:
        file, quad = statement
        return self._positions.place(file, quad.subject, quad.predicate, quad.object)

    def _offending(self, result: Result) -> Statement | None:
        if result.component in TOO_FEW:
            return None
        candidates = self._candidates(result)
        if result.value is not None:
            wanted = [
                one
                for one in candidates
                if alike(one[1].object, result.value) or alike(one[1].subject, result.value)
            ]
            return next(iter(wanted or candidates), None)
        if result.component in TOO_MANY:
            return candidates[-1] if candidates else None
        if result.component == SH.UniqueLangConstraintComponent:
            return _second_of_a_language(candidates)
        return next(iter(candidates), None)

    def _candidates(self, result: Result) -> list[Statement]:
        about = self._about[str(result.focus)]
        if result.path is None:
            return [one for one in about if alike(one[1].object, result.value)]
        forward, backward = first_steps(result.path, self._shapes)
        return [
            *(one for one in about if one[1].predicate.value in forward),
            *(
                one
                for one in self._toward[str(result.focus)]
                if one[1].predicate.value in backward
            ),
        ]

    def _introduction(self, focus: Node) -> Location | None:
        about = self._about[str(focus)]
        if not about:
            toward = self._toward[str(focus)]
            return self._place(toward[0]) if toward else None
        shares: defaultdict[str, int] = defaultdict(int)
        for file, _ in about:
            shares[str(file.path)] += 1
        file, quad = min(
            about, key=lambda one: (one[1].predicate != TYPE, -shares[str(one[0].path)])
        )
        return self._positions.place(file, quad.subject)


def _second_of_a_language(candidates: list[Statement]) -> Statement | None:
    seen: set[str] = set()
    for file, quad in candidates:
        language = quad.object.language if isinstance(quad.object, Literal) else None
        if language and language.lower() in seen:
            return file, quad
        seen.add((language or "").lower())
    return candidates[0] if candidates else None


def readable(term: Term) -> str:
    """A term as people write it: an address short where it can be, a text without quotes."""
    return shorten(term.value) if isinstance(term, NamedNode) else _key(term)


def _key(term: Term) -> str:
    return str(getattr(term, "value", ""))
