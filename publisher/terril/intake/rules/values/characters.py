"""Report characters that formats cannot carry, or that show a text otherwise than it is.

Sources: XML 1.0, section 2.2; Unicode Standard Annex #9, section 2 (directional formatting).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from terril.model.findings import Finding, Severity
from terril.model.languages import gettext_noop, translate_all
from terril.model.languages.writing_direction import CONTROLS, OVERRIDES, find_unbalanced
from terril.model.xml_characters import (
    UNWRITABLE,
    find_character,
    format_code_point,
    show_controls,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source
    from terril.model.findings import Location

LITERAL_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
LEGAL_CONTROLS = re.compile("[\x7f-\x9f]")
NOT_IN_XML = gettext_noop(
    "This text holds the character {character}, which cannot be seen and which XML and many "
    "programs cannot carry. Such characters come along when a text is pasted from a word "
    "processor or a slide. Delete it, and write a space or a new line in its place if one is "
    "missing."
)
CONTROL = gettext_noop(
    "This text holds the control character {character}, which cannot be seen. It is often what "
    "is left of an apostrophe, a dash or “…” in a file that was saved in an old encoding. Write "
    "the character that is meant, or delete it."
)
OVERRIDE = gettext_noop(
    "This text holds the character {character}, which shows the letters after it in another "
    "order than they are written in: readers see a different text. Delete it."
)
UNBALANCED = gettext_noop(
    "This text changes the direction of writing with the character {character}, which has no "
    "counterpart in the same text. Delete it, or write its counterpart as well."
)
IN_ADDRESS = gettext_noop(
    "This address holds the character {character}, which cannot be seen and changes the "
    "direction of writing; no address may have it. Delete it."
)


def check_characters(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each kind of character that a text or an address should not hold.

    It depends on the text or the address alone.
    """
    checked: set[NamedNode] = set()
    for quad in source.quads:
        if isinstance(quad.object, Literal) and LITERAL_CONTROLS.search(quad.object.value):
            for problem in _find_problems(quad.object.value):
                yield _build_finding(problem, quad, source, context)
        for term in quad.triple:
            if isinstance(term, NamedNode) and term not in checked:
                checked.add(term)
                if found := CONTROLS.search(term.value):
                    problem = Problem("text-direction", IN_ADDRESS, Severity.WARNING, found[0])
                    yield _build_finding(problem, quad, source, context)


class Problem(NamedTuple):
    """A character that should not be there, with its rule and the sentence about it."""

    rule: str
    sentence: str
    severity: Severity
    character: str


def _find_problems(text: str) -> Iterator[Problem]:
    for character in dict.fromkeys(UNWRITABLE.findall(text)):
        yield Problem("unwritable-character", NOT_IN_XML, Severity.VIOLATION, character)
    if control := LEGAL_CONTROLS.search(text):
        yield Problem("control-character", CONTROL, Severity.WARNING, control[0])
    unbalanced = find_unbalanced(text)
    if override := OVERRIDES.search(text):
        yield Problem("text-direction", OVERRIDE, Severity.WARNING, override[0])
    elif unbalanced is not None:
        yield Problem("text-direction", UNBALANCED, Severity.WARNING, text[unbalanced])


def _build_finding(problem: Problem, quad: Quad, source: Source, context: RuleContext) -> Finding:
    thing = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
    value = quad.object.value if isinstance(quad.object, Literal | NamedNode) else ""
    return Finding(
        problem.rule,
        translate_all(problem.sentence, character=format_code_point(problem.character)),
        problem.severity,
        _find_place(source, quad, problem.character, context),
        thing=thing,
        thing_label=context.labels.get(thing, {}),
        value=show_controls(value),
    )


def _find_place(source: Source, quad: Quad, character: str, context: RuleContext) -> Location:
    """Return the place of a character in the object of a statement, or of the object."""
    positions = context.positions
    place = positions.find_statement(source, quad.subject, quad.predicate, quad.object)
    lines = positions.get_lines(source)
    start = lines.find_start(place.line) + (place.column or 1) - 1 if place.line else 0
    # Where only the line is known, an object of several lines may have begun above.
    start = start if place.column else 0
    index = find_character(lines.text, character, start)
    if index is None:
        return place
    return lines.make_location(source.path, *lines.find_position(index))
