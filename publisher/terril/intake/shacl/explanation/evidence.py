"""Find the statement of a file that a SHACL result is about."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode
from rdflib import URIRef
from rdflib.namespace import SH

from terril.intake.shacl.property_paths import find_first_steps
from terril.intake.shacl.reference.rdflib_graphs import is_same_term
from terril.model.spool.term_text import get_iri
from terril.model.vocabulary import TYPE, shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pyoxigraph import Quad
    from rdflib import Graph
    from rdflib.term import Node

    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.shacl.validation_report import ValidationResult
    from terril.intake.sources import Source, Sources
    from terril.model.findings import Location

TOO_MANY = (SH.MaxCountConstraintComponent, SH.QualifiedMaxCountConstraintComponent)
TOO_FEW = (
    SH.MinCountConstraintComponent,
    SH.QualifiedMinCountConstraintComponent,
    SH.HasValueConstraintComponent,
)

MOST_LINKS = 500
"""Things that lead to another one and are searched for the first statement that does."""
Statement = tuple["Source", "Quad"]


class StatementIndex:
    """The statements of the files, found by subject and by object.

    Args:
        sources: the files, and their sorted statements.
        shapes: the shapes graph.
    """

    def __init__(self, sources: Sources, shapes: Graph) -> None:
        self._sources = sources
        self._town = sources.town
        self._positions = sources.positions
        self._shapes = shapes
        self._about: dict[str, list[Statement]] = {}

    def describes(self, focus: Node) -> bool:
        """Return whether the files of the town describe a thing."""
        return isinstance(focus, URIRef) and self._town.spool.find(f"<{focus}>") is not None

    def find_types(self, thing: Node | None) -> set[str]:
        """Return the IRIs of the classes that the files of the town give a thing."""
        if not isinstance(thing, URIRef):
            return set()
        return {get_iri(one) for one in self._town.spool.find_values(f"<{thing}>", str(TYPE))}

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
        about = self._list_about(result.focus)
        if result.path is None:
            return [one for one in about if is_same_term(one[1].object, result.value)]
        forward, backward = find_first_steps(result.path, self._shapes)
        return [
            *(one for one in about if one[1].predicate.value in forward),
            *(self._find_links(result.focus, backward) if backward else ()),
        ]

    def _list_about(self, focus: Node) -> list[Statement]:
        """Return the statements about a thing, in the order of the files."""
        if not isinstance(focus, URIRef):
            return []
        if focus not in self._about:
            self._about[focus] = self._positions.list_about(NamedNode(focus))
        return self._about[focus]

    def _find_links(self, focus: Node, predicates: Collection[str] | None) -> Iterator[Statement]:
        """Yield statements that lead to a node, in the order of the files.

        Args:
            focus: the node.
            predicates: IRIs of the properties that count; ``None`` for all.
        """
        if isinstance(focus, URIRef):
            found = iter(self._list_links(focus, predicates))
        else:
            found = ((file, quad) for file in self._sources.files for quad in file.quads)
        for file, quad in found:
            counts = predicates is None or quad.predicate.value in predicates
            if counts and _key(quad.object) == str(focus):
                yield file, quad

    def _list_links(self, focus: URIRef, predicates: Collection[str] | None) -> list[Statement]:
        """Return the statements about what leads to a thing, or about the first of many."""
        links = self._town.links.find(f"<{focus}>")
        counted = [
            subject
            for link, subject in links
            if subject[0] == "<" and (predicates is None or get_iri(link) in predicates)
        ]
        subjects = list(dict.fromkeys(counted))[:MOST_LINKS]
        found = [
            one
            for text in subjects
            for one in self._positions.list_about(NamedNode(get_iri(text)))
        ]
        if len(subjects) > 1:
            found.sort(key=self._sort_key)
        return found

    def _sort_key(self, statement: Statement) -> tuple[tuple[str, ...], int, int]:
        place = self._place(statement)
        return place.path.parts, place.line or 0, place.column or 0

    def _find_introduction(self, focus: Node) -> Location | None:
        about = self._list_about(focus)
        if not about:
            toward = next(self._find_links(focus, None), None)
            return self._place(toward) if toward else None
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
