"""Find the statement of a file that a SHACL result is about."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode
from rdflib.namespace import SH

from terril.intake.shacl.property_paths import find_first_steps
from terril.intake.shacl.reference.rdflib_graphs import is_same_term
from terril.model.vocabulary import TYPE, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad
    from rdflib import Graph
    from rdflib.term import Node

    from terril.intake.locations.positions import Positions
    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.shacl.validation_report import ValidationResult
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
    """An index of statements of the files by subject and by object.

    Args:
        files: of the town.
        shapes: the shapes graph.
        positions: of statements.
        results: what is asked for: the statements about their focus nodes and values.
    """

    def __init__(
        self,
        files: Iterable[Source],
        shapes: Graph,
        positions: Positions,
        results: Iterable[ValidationResult],
    ) -> None:
        self._shapes = shapes
        self._positions = positions
        wanted = {str(node) for one in results for node in (one.focus, one.value)}
        self._about: defaultdict[str, list[Statement]] = defaultdict(list)
        self._toward: defaultdict[str, list[Statement]] = defaultdict(list)
        for file in files:
            for quad in file.quads:
                if (subject := _key(quad.subject)) in wanted:
                    self._about[subject].append((file, quad))
                if (value := _key(quad.object)) in wanted:
                    self._toward[value].append((file, quad))

    def describes(self, focus: Node) -> bool:
        """Return whether the files of the town describe a thing."""
        return bool(self._about[str(focus)])

    def find_types(self, thing: Node | None) -> set[str]:
        """Return the IRIs of the classes that the files of the town give a thing."""
        about = self._about[str(thing)] if thing is not None else ()
        return {_key(quad.object) for _, quad in about if quad.predicate == TYPE}

    def format_value(self, result: ValidationResult) -> str:
        """Return the offending value as the file spells it, ``""`` if there is none.

        rdflib, and so the report, spells some numbers and dates in another way.
        """
        if result.value is None:
            return ""
        offending = self._find_offending(result)
        if offending and is_same_term(offending[1].object, result.value):
            return format_term(offending[1].object)
        return shorten(str(result.value))

    def find_location(self, result: ValidationResult) -> Location | None:
        """Return the location of the statement that a result is about.

        For a missing value, it is the type of the thing, in the file with most statements
        about it; ``None`` for a thing that is in no file.
        """
        offending = self._find_offending(result)
        return self._place(offending) if offending else self._find_introduction(result.focus)

    def _place(self, statement: Statement) -> Location:
        file, quad = statement
        return self._positions.find_statement(file, quad.subject, quad.predicate, quad.object)

    def _find_offending(self, result: ValidationResult) -> Statement | None:
        if result.component in TOO_FEW:
            return None
        candidates = self._find_candidates(result)
        if result.value is not None:
            wanted = [
                one
                for one in candidates
                if is_same_term(one[1].object, result.value)
                or is_same_term(one[1].subject, result.value)
            ]
            return next(iter(wanted or candidates), None)
        if result.component in TOO_MANY:
            return candidates[-1] if candidates else None
        if result.component == SH.UniqueLangConstraintComponent:
            return _find_repeated_language(candidates)
        return next(iter(candidates), None)

    def _find_candidates(self, result: ValidationResult) -> list[Statement]:
        about = self._about[str(result.focus)]
        if result.path is None:
            return [one for one in about if is_same_term(one[1].object, result.value)]
        forward, backward = find_first_steps(result.path, self._shapes)
        return [
            *(one for one in about if one[1].predicate.value in forward),
            *(
                one
                for one in self._toward[str(result.focus)]
                if one[1].predicate.value in backward
            ),
        ]

    def _find_introduction(self, focus: Node) -> Location | None:
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
        return self._positions.find_statement(file, quad.subject)


def _find_repeated_language(candidates: list[Statement]) -> Statement | None:
    seen: set[str] = set()
    for file, quad in candidates:
        language = quad.object.language if isinstance(quad.object, Literal) else None
        # The parser has put language tags in lower case.
        if language and language in seen:
            return file, quad
        seen.add(language or "")
    return candidates[0] if candidates else None


def format_term(term: Term) -> str:
    """Return a term as people write it: an IRI with a prefix if known, a text without quotes."""
    return shorten(term.value) if isinstance(term, NamedNode) else _key(term)


def _key(term: Term) -> str:
    return str(getattr(term, "value", ""))
