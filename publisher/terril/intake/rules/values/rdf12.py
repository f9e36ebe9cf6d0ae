"""Report RDF 1.2, which the formats of RDF 1.1 that a release is published in cannot carry.

Sources: RDF 1.2 Concepts, sections 3.1 and 3.3; RDF 1.2 Turtle, TriG, N-Triples, N-Quads and XML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Triple

from terril.intake.locations.rdf12_search import find_rdf12_marks
from terril.intake.parse_reasons import RDF12
from terril.model.findings import Finding
from terril.model.formats import JSON_LD
from terril.model.languages import translate_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source
    from terril.model.findings import Location
    from terril.model.formats import Format

RULE = "rdf-1.2"
HINTS = (b"version", b"annotation", b":dir", b"parsetype")
ANNOUNCED = re.compile(
    r"""(?i:version)\s*=?\s*["']|:dir\s*=|:annotation(?:NodeID)?\s*=|:parseType\s*=\s*["']Triple"""
)
"""RDF 1.2 that a parser may read without making terms of it: it is announced, or an attribute."""


def check_rdf12(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each line with a construct of RDF 1.2.

    It depends on the text of the file, and on whether a statement has such a construct.
    """
    lines = context.positions.get_lines(source)
    if not _may_have_marks(source, lines.text):
        return
    marks = {
        lines.find_position(index)[0]: (index, word)
        for index, word in reversed(list(find_rdf12_marks(lines.text, source.syntax)))
    }
    for _, (index, word) in sorted(marks.items()):
        place = lines.make_location(source.path, *lines.find_position(index))
        yield build_rdf12_finding(word, place)
    if not marks:
        yield from _check_statements(source, context)


def _may_have_marks(source: Source, text: str) -> bool:
    """Return whether to look for marks, which takes longer than to parse, except in JSON."""
    if source.syntax == JSON_LD or any(is_rdf12(quad.object) for quad in source.quads):
        return True
    return announces_rdf12(text.encode(), source.syntax)


def announces_rdf12(content: bytes, syntax: Format) -> bool:
    """Return whether a part of a file may have RDF 1.2 that its statements do not show."""
    if syntax == JSON_LD:
        marks = find_rdf12_marks(content.decode(errors="replace"), syntax)
        return next(marks, None) is not None
    lower = content.lower()
    if not any(hint in lower for hint in HINTS):
        return False
    return ANNOUNCED.search(content.decode(errors="replace")) is not None


def build_rdf12_finding(word: str, place: Location) -> Finding:
    """Return the finding for a construct of RDF 1.2, quoted, at a place."""
    return Finding(RULE, translate_all(RDF12, word=word.strip()), place=place, value=word.strip())


def is_rdf12(term: object) -> bool:
    """Return whether a term exists in RDF 1.2 only: a triple, or a text with a direction."""
    return isinstance(term, Triple) or (isinstance(term, Literal) and term.direction is not None)


def _check_statements(source: Source, context: RuleContext) -> Iterator[Finding]:
    for quad in source.quads:
        if is_rdf12(quad.object):
            place = context.positions.find_statement(
                source, quad.subject, quad.predicate, quad.object
            )
            yield build_rdf12_finding(str(quad.object), place)
