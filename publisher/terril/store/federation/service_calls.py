"""Find the calls to other endpoints in a query's text, by the tokens that the engine sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.store.sparql import SERVICE, QueryForm, Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ServiceCall:
    """``SERVICE [SILENT] <endpoint> { pattern }``.

    Attributes:
        start, end: indexes of the whole call in the text.
        silent: ``True`` if a failure counts as an empty solution.
        endpoint: its IRI.
        pattern: what stands between the braces.
    """

    start: int
    end: int
    silent: bool
    endpoint: str
    pattern: str


@dataclass(frozen=True, slots=True)
class ServiceCalls:
    """The calls of a query, and its prologue: declarations of prefixes and of the base."""

    prologue: str
    calls: tuple[ServiceCall, ...]


def find_calls(text: str) -> ServiceCalls:
    """Return the calls that name their endpoint by a full IRI.

    A call in any other form, by a variable, by a prefixed name or glued to its neighbours, is
    left where it is, to be refused when the text is examined.

    Raises:
        TokenizationError: the text cannot be cut into words.
    """
    words = list(tokenize(text))
    found = []
    place = 0
    while place < len(words):
        call, after = _read_call(text, words, place)
        if call:
            found.append(call)
        place = after
    forms = (word.start for word in words if word.word in QueryForm.__members__)
    return ServiceCalls(text[: next(forms, 0)], tuple(found))


def _read_call(text: str, words: Sequence[Token], place: int) -> tuple[ServiceCall | None, int]:
    """Return the call that begins at a token, and the index of the token after it."""
    if words[place].word != SERVICE:
        return None, place + 1
    rest = words[place + 1 : place + 4]
    silent = bool(rest) and rest[0].word == "SILENT"
    rest = rest[1:] if silent else rest
    if len(rest) < 2 or rest[0].kind != "iri" or rest[1].text != "{":
        return None, place + 1
    opening = place + 2 + silent
    depth = words[opening].depth
    for closing in range(opening + 1, len(words)):
        if words[closing].text == "}" and words[closing].depth < depth:
            end = words[closing].start + 1
            inside = text[words[opening].start + 1 : end - 1]
            iri = rest[0].text[1:-1]
            return ServiceCall(words[place].start, end, silent, iri, inside), closing + 1
    return None, place + 1
