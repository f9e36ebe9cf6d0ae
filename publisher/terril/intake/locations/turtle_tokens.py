"""The words of a Turtle-like text with their positions, for texts that are known to be right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

# Terminals of Turtle 1.1 (https://www.w3.org/TR/turtle/#terminals), as wide as finding needs.
WORDS = re.compile(
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
class Word:
    """One word of the text.

    Attributes:
        kind: ``iri``, ``text``, ``blank``, ``tag``, ``name`` or ``mark``.
        value: without quotes, brackets and escapes; a prefixed name is spelt out as an IRI.
        start: index of its first character in the text.
    """

    kind: str
    value: str
    start: int

    def means(self, term: Term) -> bool:
        """Whether this word can stand for a term."""
        if isinstance(term, BlankNode):
            return self.kind == "blank"
        if isinstance(term, NamedNode):
            return self._names(term)
        return isinstance(term, Literal) and self.kind in WRITTEN and self.value == term.value

    def _names(self, term: NamedNode) -> bool:
        if self.kind == "name":
            return self.value == term.value or (self.value == "a" and term == TYPE)
        if self.kind != "iri":
            return False
        # A relative IRI is the end of what it means.
        relative = ":" not in self.value and term.value.endswith(self.value.lstrip("./"))
        return self.value == term.value or relative


def words_of(text: str) -> Iterator[Word]:
    """The words of a Turtle, TriG, N-Triples or N-Quads text, in order, without comments."""
    prefixes: dict[str, str] = {}
    before: list[Word] = []
    for match in WORDS.finditer(text):
        kind = match.lastgroup or ""
        if kind == "comment":
            continue
        word = Word(kind, _value(kind, match[0], prefixes), match.start())
        before = [*before[-2:], word]
        if kind == "iri" and len(before) == 3 and before[0].value.lower() in ("@prefix", "prefix"):
            prefixes[before[1].value] = word.value
        yield word


def _value(kind: str, raw: str, prefixes: dict[str, str]) -> str:
    if kind == "iri":
        return unescape(raw[1:-1])
    if kind == "text":
        quote = 3 if raw[:3] in ('"""', "'''") else 1
        return unescape(raw[quote:-quote])
    if kind == "name":
        prefix, colon, local = raw.partition(":")
        spelt = prefixes.get(prefix + colon, prefix + colon) if colon else prefix
        return spelt + ESCAPE.sub(r"\3", local)
    return raw


def unescape(raw: str) -> str:
    """The text that a quoted string of Turtle means."""
    return ESCAPE.sub(_character, raw) if "\\" in raw else raw


def _character(match: re.Match[str]) -> str:
    if code := match[1] or match[2]:
        return chr(int(code, 16))
    return SHORT_ESCAPES.get(match[3], match[3])
