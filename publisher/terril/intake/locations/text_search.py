"""Statements of RDF/XML and JSON-LD found by searching the text for what they say."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from pyoxigraph import Literal, NamedNode, Quad

from terril.intake.locations.statements import Located, statements_by_line
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.locations.lines import Lines
    from terril.intake.locations.turtle_tokens import Term
    from terril.model.formats import Format


def locate_elements(content: bytes, syntax: Format, lines: Lines) -> Iterator[Located]:
    """Each statement of RDF/XML, at the text of its object above where its element ends."""
    before = 1
    for quad, line in statements_by_line(content, syntax):
        begin, end = lines.start(before), lines.start(line + 1)
        index = _last_of(lines.text, _in_xml(quad.object), begin, end)
        yield Located(quad, *lines.position(index)) if index >= 0 else Located(quad, line)
        before = line


def _in_xml(term: Term) -> list[str]:
    if isinstance(term, Literal):
        first = term.value.strip().partition("\n")[0]
        return [escape(first), escape(first, {'"': "&quot;"})]
    if isinstance(term, NamedNode):
        return [escape(term.value), _local(term.value)]
    return []


def _local(iri: str) -> str:
    return re.split(r"[/#:]", iri)[-1]


def _last_of(text: str, forms: list[str], begin: int, end: int) -> int:
    found = (text.rfind(form, begin, end) for form in forms if form)
    return next((index for index in found if index >= 0), -1)


def find_entry(text: str, quad: Quad) -> int:
    """The index of a statement's value in a JSON-LD text.

    It is the value behind the statement's key that stands nearest behind its subject.
    """
    best: tuple[int, int] | None = None
    for subject in _occurrences(text, _subject(quad)):
        key = _search(text, _key(quad.predicate), subject)
        value = _search(text, _value(quad.object), subject if key is None else key)
        found = key if value is None else value
        if found is not None and (best is None or found - subject < best[0]):
            best = found - subject, found
    if best:
        return best[1]
    return _search(text, _value(quad.object), 0) or 0


def _occurrences(text: str, pattern: str) -> list[int]:
    return [match.end() for match in re.finditer(pattern, text)] if pattern else []


def _search(text: str, pattern: str, begin: int) -> int | None:
    match = re.compile(pattern).search(text, begin) if pattern else None
    return match.start() if match else None


def _subject(quad: Quad) -> str:
    return (
        rf'"@?\w+"\s*:\s*{_iri(quad.subject.value)}' if isinstance(quad.subject, NamedNode) else ""
    )


def _key(predicate: NamedNode) -> str:
    return r'"(?:@type|a|type)"\s*:' if predicate == TYPE else rf"{_iri(predicate.value)}\s*:"


def _value(term: Term) -> str:
    if isinstance(term, NamedNode):
        return _iri(term.value)
    if not isinstance(term, Literal):
        return ""
    written = {json.dumps(term.value, ensure_ascii=plain) for plain in (True, False)}
    return "|".join(re.escape(form) for form in sorted({*written, term.value}, key=len)[::-1])


def _iri(iri: str) -> str:
    """What the IRI may look like: whole, behind a prefix, or relative."""
    tail = iri[max(iri.rfind("/"), iri.rfind("#"), 0) :].lstrip("/#")
    whole = re.escape(iri)
    return (
        rf'"(?:{whole}|[^"\s]*[/#:]{re.escape(tail)}|{re.escape(tail)})"' if tail else f'"{whole}"'
    )
