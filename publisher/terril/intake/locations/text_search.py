"""Locate statements of RDF/XML and JSON-LD by searching the text for their terms."""

from __future__ import annotations

import json
import re
import sys
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from terril.intake.locations.statements import StatementPosition, read_statements_by_line
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from terril.intake.locations.lines import Lines
    from terril.intake.locations.turtle_tokens import Term
    from terril.model.formats import Format


STRING = re.compile(r'"([^"\s]*)"')
KEY = 200
"""Most characters of a key and its spaces before an IRI."""
REACH = 10_000
"""Characters after a key in which its value is looked for."""


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
    # Imports the libraries of HTTP.
    from xml.sax.saxutils import escape

    if isinstance(term, Literal):
        escaped = escape(term.value.strip().partition("\n")[0])
        return [escaped, escaped.replace('"', "&quot;")]
    if isinstance(term, NamedNode):
        return [escape(term.value), _local_name(term.value)]
    return []


def _local_name(iri: str) -> str:
    return re.split(r"[/#:]", iri)[-1]


def _find_last(text: str, forms: list[str], start: int, end: int) -> int:
    found = (text.rfind(form, start, end) for form in forms if form)
    return next((index for index in found if index >= 0), -1)


class JsonText:
    """A JSON-LD text with an index of its strings.

    Args:
        text: of the file.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def find_value(self, quad: Quad) -> int:
        """Return the index of the value of a statement.

        Of all values after the key of the statement, it is the one nearest after its subject.
        """
        text = self._text
        best: tuple[int, int] | None = None
        for subject in self._find_subjects(quad):
            key = _search(text, _key_pattern(quad.predicate), subject)
            start = subject if key is None else key
            value = _search(text, _value_pattern(quad.object), start, start + REACH)
            found = key if value is None else value
            if found is not None and (best is None or found - subject < best[0]):
                best = found - subject, found
        if best:
            return best[1]
        return _search(text, _value_pattern(quad.object), 0) or 0

    def _find_subjects(self, quad: Quad) -> list[int]:
        """Return the ends of the mentions of a subject as a value."""
        if not isinstance(quad.subject, NamedNode):
            return []
        iri = quad.subject.value
        pattern = re.compile(rf'"@?\w+"\s*:\s*{_iri_pattern(iri)}')
        found: dict[int, None] = {}
        for end in self._ends.get(_local_name(iri), ()):
            before = max(end - len(iri) - KEY, 0)
            found |= dict.fromkeys(m.end() for m in pattern.finditer(self._text, before, end))
        return list(found)

    @cached_property
    def _ends(self) -> Mapping[str, list[int]]:
        """The ends of the strings without spaces, by the last part of an IRI."""
        found: dict[str, list[int]] = {}
        for match in STRING.finditer(self._text):
            found.setdefault(_local_name(match[1]), []).append(match.end())
        return found


def _search(text: str, pattern: str, start: int, end: int = sys.maxsize) -> int | None:
    match = re.compile(pattern).search(text, start, end) if pattern else None
    return match.start() if match else None


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
