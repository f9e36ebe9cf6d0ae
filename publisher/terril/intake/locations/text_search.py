"""Locate statements of RDF/XML and JSON-LD by searching the text for their terms."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from pyoxigraph import Literal, NamedNode, Quad

from terril.intake.locations.statements import StatementPosition, read_statements_by_line
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.locations.lines import Lines
    from terril.intake.locations.turtle_tokens import Term
    from terril.model.formats import Format


def locate_xml_statements(
    content: bytes, syntax: Format, lines: Lines
) -> Iterator[StatementPosition]:
    """Return the position of each statement of RDF/XML, at the last mention of its object."""
    before = 1
    for quad, line in read_statements_by_line(content, syntax):
        start, end = lines.find_start(before), lines.find_start(line + 1)
        index = _find_last(lines.text, _xml_forms(quad.object), start, end)
        position = lines.find_position(index) if index >= 0 else (line, None)
        yield StatementPosition(quad, *position)
        before = line


def _xml_forms(term: Term) -> list[str]:
    if isinstance(term, Literal):
        first = term.value.strip().partition("\n")[0]
        return [escape(first), escape(first, {'"': "&quot;"})]
    if isinstance(term, NamedNode):
        return [escape(term.value), _local_name(term.value)]
    return []


def _local_name(iri: str) -> str:
    return re.split(r"[/#:]", iri)[-1]


def _find_last(text: str, forms: list[str], start: int, end: int) -> int:
    found = (text.rfind(form, start, end) for form in forms if form)
    return next((index for index in found if index >= 0), -1)


def find_json_value(text: str, quad: Quad) -> int:
    """Return the index of the value of a statement in a JSON-LD text.

    Of all values after the key of the statement, it is the one nearest after its subject.
    """
    best: tuple[int, int] | None = None
    for subject in _find_ends(text, _subject_pattern(quad)):
        key = _search(text, _key_pattern(quad.predicate), subject)
        value = _search(text, _value_pattern(quad.object), subject if key is None else key)
        found = key if value is None else value
        if found is not None and (best is None or found - subject < best[0]):
            best = found - subject, found
    if best:
        return best[1]
    return _search(text, _value_pattern(quad.object), 0) or 0


def _find_ends(text: str, pattern: str) -> list[int]:
    return [match.end() for match in re.finditer(pattern, text)] if pattern else []


def _search(text: str, pattern: str, start: int) -> int | None:
    match = re.compile(pattern).search(text, start) if pattern else None
    return match.start() if match else None


def _subject_pattern(quad: Quad) -> str:
    if not isinstance(quad.subject, NamedNode):
        return ""
    return rf'"@?\w+"\s*:\s*{_iri_pattern(quad.subject.value)}'


def _key_pattern(predicate: NamedNode) -> str:
    if predicate == TYPE:
        return r'"(?:@type|a|type)"\s*:'
    return rf"{_iri_pattern(predicate.value)}\s*:"


def _value_pattern(term: Term) -> str:
    if isinstance(term, NamedNode):
        return _iri_pattern(term.value)
    if not isinstance(term, Literal):
        return ""
    written = {json.dumps(term.value, ensure_ascii=plain) for plain in (True, False)}
    return "|".join(re.escape(form) for form in sorted({*written, term.value}, key=len)[::-1])


def _iri_pattern(iri: str) -> str:
    """Return a pattern of the IRI: in full, with a prefix, or relative."""
    tail = re.escape(iri[max(iri.rfind("/"), iri.rfind("#"), 0) :].lstrip("/#"))
    full = re.escape(iri)
    return rf'"(?:{full}|[^"\s]*[/#:]{tail}|{tail})"' if tail else f'"{full}"'
