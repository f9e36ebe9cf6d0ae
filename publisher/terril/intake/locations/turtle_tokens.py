"""Tokenize Turtle, TriG, N-Triples and N-Quads, with positions; the text must be valid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

# Terminals of Turtle 1.1 (https://www.w3.org/TR/turtle/#terminals), but more permissive.
TOKENS = re.compile(
    r"""
      (?P<comment>  \#[^\n]* )
    | (?P<iri>      <[^<>"{}|^`\s]*> )
    | (?P<text>     \"{3} (?: "{0,2} (?: [^"\\] | \\. ) )* \"{3}
                  | '{3}  (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
                  | " (?: [^"\\\n\r] | \\. )* "
                  | ' (?: [^'\\\n\r] | \\. )* ' )
    | (?P<blank>    _:[^\s<>"'()\[\]{};,^@\#]+ | [\[(] )
    | (?P<tag>      @[a-zA-Z]+ (?: -[a-zA-Z0-9]+ )* | \^\^ )
    | (?P<name>     (?: \.(?=\d) )?
                    (?: \\. | [^\s<>"'()\[\]{};,.^@\#\\]
                      | \.+ (?= \\ | [^\s<>"'()\[\]{};,.^@\#] ) )+ )
    | (?P<mark>     [.;,\])}{] )
    """,
    re.VERBOSE | re.DOTALL,
)
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
WRITTEN = ("text", "name")
SHORT_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the text.

    Attributes:
        kind: ``iri``, ``text``, ``blank``, ``tag``, ``name`` or ``mark``.
        value: without quotes, brackets and escapes; a prefixed name is expanded to an IRI.
        start: index of its first character in the text.
    """

    kind: str
    value: str
    start: int

    def matches(self, term: Term) -> bool:
        """Return whether this token can denote a term."""
        if isinstance(term, BlankNode):
            return self.kind == "blank"
        if isinstance(term, NamedNode):
            return self._matches_iri(term)
        return isinstance(term, Literal) and self.kind in WRITTEN and self.value == term.value

    def _matches_iri(self, term: NamedNode) -> bool:
        if self.kind == "name":
            return self.value == term.value or (self.value == "a" and term == TYPE)
        if self.kind != "iri":
            return False
        # A relative IRI is a suffix of the IRI that it denotes.
        relative = ":" not in self.value and term.value.endswith(self.value.lstrip("./"))
        return self.value == term.value or relative


def tokenize(text: str) -> Iterator[Token]:
    """Return the tokens of a text in the Turtle family, in order, without comments."""
    prefixes: dict[str, str] = {}
    before: list[Token] = []
    for match in TOKENS.finditer(text):
        kind = match.lastgroup or ""
        if kind == "comment":
            continue
        token = Token(kind, _read_value(kind, match[0], prefixes), match.start())
        before = [*before[-2:], token]
        if kind == "iri" and len(before) == 3 and before[0].value.lower() in ("@prefix", "prefix"):
            prefixes[before[1].value] = token.value
        yield token


def _read_value(kind: str, raw: str, prefixes: dict[str, str]) -> str:
    if kind == "iri":
        return unescape(raw[1:-1])
    if kind == "text":
        quote = 3 if raw[:3] in ('"""', "'''") else 1
        return unescape(raw[quote:-quote])
    if kind == "name":
        prefix, colon, local = raw.partition(":")
        namespace = prefixes.get(prefix + colon, prefix + colon) if colon else prefix
        return namespace + ESCAPE.sub(r"\3", local)
    return raw


def unescape(raw: str) -> str:
    """Return the text of a quoted string of Turtle."""
    return ESCAPE.sub(_unescape_character, raw) if "\\" in raw else raw


def _unescape_character(match: re.Match[str]) -> str:
    if code := match[1] or match[2]:
        return chr(int(code, 16))
    return SHORT_ESCAPES.get(match[3], match[3])
