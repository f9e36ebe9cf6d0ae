"""Divide a query into tokens (SPARQL 1.1 Query Language, section 19.8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.intake.shacl.compiled.checks.verdicts import NotCompilable

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<variable>[?$][A-Za-z_]\w*)
    |(?P<name>(?:[A-Za-z][\w-]*)?:[A-Za-z_][\w-]*)
    |(?P<number>[0-9]+)(?![\w.])
    |(?P<text>"[^"\\\n]*"|'[^'\\\n]*')(?![\^@"'])
    |(?P<word>[A-Za-z]+)
    |(?P<sign>&&|\|\||!=|<=|>=|[{}().;,/|^*+?!=<>-])""",
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind, and its text with prefixed names in full and variables behind ``?``."""

    kind: str
    text: str


def read_tokens(text: str, prefixes: Mapping[str, str]) -> list[Token]:
    """Return the tokens of a query.

    Raises:
        NotCompilable: there is one that is rare in shapes, or a prefix is not declared.
    """
    found = []
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match or not match.lastgroup:
            raise NotCompilable(text[position : position + 20])
        position = match.end()
        if match.lastgroup != "space":
            found.append(_make_token(match.lastgroup, match[0], prefixes))
    return found


def _make_token(kind: str, text: str, prefixes: Mapping[str, str]) -> Token:
    if kind == "variable":
        return Token(kind, f"?{text[1:]}")
    if kind == "text":
        return Token(kind, f'"{text[1:-1]}"')
    if kind != "name":
        return Token(kind, text)
    prefix, _, local = text.partition(":")
    if prefix not in prefixes:
        raise NotCompilable(text)
    return Token("iri", f"<{prefixes[prefix]}{local}>")


class Reader:
    """A reader of tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._next = 0

    @property
    def kind(self) -> str:
        """Kind of the next token; ``""`` at the end."""
        return self._tokens[self._next].kind if self._next < len(self._tokens) else ""

    @property
    def text(self) -> str:
        """Text of the next token, a keyword in capitals; ``""`` at the end."""
        if self._next >= len(self._tokens):
            return ""
        token = self._tokens[self._next]
        # "a" stands for rdf:type, in small letters alone.
        return token.text.upper() if token.kind == "word" and token.text != "a" else token.text

    def take(self, *texts: str) -> str:
        """Return the text of the next token, and go on.

        Raises:
            NotCompilable: it is none of these.
        """
        text = self.text
        if texts and text not in texts:
            raise NotCompilable(text)
        self._next += 1
        return text

    def take_kind(self, *kinds: str) -> str:
        """Return the text of the next token, and go on.

        Raises:
            NotCompilable: it is of another kind.
        """
        if self.kind not in kinds:
            raise NotCompilable(self.text)
        return self.take()

    def skip(self, *texts: str) -> bool:
        """Go on if the next token is one of these, and return whether it is."""
        if self.text not in texts or self.kind == "text":
            return False
        self._next += 1
        return True
