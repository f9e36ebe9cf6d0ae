"""Cut a SPARQL text into tokens exactly as the engine does.

That matters where ``<`` is either the beginning of an IRI or “less than”: in
``FILTER(?a<'#>')`` it decides whether what follows is read as a comment, a string or a
keyword. The engine decides by its grammar; here the kinds of the brackets around it decide.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from terril.store.sparql.stand_ins import LATER, LETTER, replace_letters
from terril.store.sparql.syntax_reasons import SyntaxReason

if TYPE_CHECKING:
    from collections.abc import Iterator

# Patterns see one character of each kind beyond ASCII (``stand_ins.py``).
_LETTER = f"A-Za-z{LETTER}"
_LATER = f"0-9{LATER}"
_CODEPOINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_FIRST = f"[{_LETTER}]"
_PREFIX = rf"[{_LETTER}](?:[{_LETTER}_{_LATER}\-]|\.(?=[{_LETTER}_{_LATER}\-.]))*+"
_WORD = rf"(?:[A-Za-z]|{_CODEPOINT})(?:[A-Za-z0-9_]|{_CODEPOINT})*+"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"

SPACE = re.compile(r"(?:[ \t\r\n]++|\#[^\r\n]*+)++")

# Terminals of SPARQL 1.1 (section 19.8).
_TOKEN = rf"""
      (?P<string>   '''(?:[^'\\]|\\.|'(?!''))*+''' | \"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\"
                  | '(?:[^'\\\r\n]|\\[^\r\n])*+' | "(?:[^"\\\r\n]|\\[^\r\n])*+" )
    | (?P<iri>      <(?:[^\x00-\x20<>"{{}}|^`\\]|{_CODEPOINT})*+> )
    | (?P<variable> [?$][{_LETTER}_0-9][{_LETTER}_{_LATER}]*+ )
    | (?P<blank>    _:[{_LETTER}_0-9](?:[{_LETTER}_{_LATER}\-]|\.++(?=[{_LETTER}_{_LATER}\-]))*+ )
    | (?P<language> @[A-Za-z]++(?:-[A-Za-z0-9]+)*+(?:--[A-Za-z]+)? )
    | (?P<name>     (?:{_PREFIX})?:
                    (?:(?:[{_LETTER}_:0-9]|{_ESCAPED})
                       (?:[{_LETTER}_:{_LATER}\-]|{_ESCAPED}
                         |\.++(?=[{_LETTER}_:{_LATER}\-%]|\\[_~.\-!$&'()*+,;=/?#@%]))*+)? )
    | (?P<number>   (?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+\-]?[0-9]++)? )
    | (?P<word>     {_WORD} )
    | (?P<mark>     << | >> | && | \|\| | \^\^ | [<>!]= | \{{\| | \|\}} | . )
    """
_ENDS_OPERAND = frozenset({"string", "iri", "variable", "language", "name", "number"})
_OPENING = frozenset({"(", "[", "{", "{|", "<<"})
_CLOSING = frozenset({")", "]", "}", "|}", ">>"})
_RISKY = re.compile(r"['#()]|service", re.IGNORECASE)


class TokenizationError(ValueError):
    """A text that cannot be cut into tokens; ``args`` are a reason and an index in the text."""

    def __init__(self, reason: SyntaxReason, index: int) -> None:
        super().__init__(reason, index)
        self.reason = reason
        self.index = index


class Token(NamedTuple):
    """One token of the text.

    Attributes:
        kind: ``string``, ``iri``, ``variable``, ``blank``, ``language``, ``name`` (with a
            prefix), ``number``, ``word`` or ``mark``.
        text: as it is written.
        start: index of its first character.
        depth: brackets that are open after it.
    """

    kind: str
    text: str
    start: int
    depth: int = 0

    @property
    def word(self) -> str:
        """A keyword in capitals with its codepoint escapes resolved; ``""`` for other kinds."""
        if self.kind != "word":
            return ""
        text = self.text
        return (re.sub(_CODEPOINT, _decode_escape, text) if "\\" in text else text).upper()

    @property
    def prefix(self) -> str:
        """The prefix of a name, in capitals; ``""`` for other kinds."""
        return self.text.partition(":")[0].upper() if self.kind == "name" else ""


class _Context(Enum):
    """The content of a bracket."""

    CLAUSE = auto()
    PATTERN = auto()
    TERMS = auto()
    EXPRESSION = auto()
    UNCLEAR = auto()


_NOTHING = Token("mark", "", 0)
_PATTERN_WORDS = frozenset({"A", "VALUES"})


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of a text; space and comments are left out.

    Raises:
        TokenizationError: a string without an end, or a “<” that can be read in two ways.
    """
    index = nameless = 0
    simple = replace_letters(text)
    places = [_Context.CLAUSE]
    before, last = _NOTHING, _NOTHING
    while index < len(text):
        if space := SPACE.match(text, index):
            index = space.end()
            continue
        nameless = _find_nameless(simple, index, nameless)
        if index < nameless and _compile(_FIRST).match(simple, index):
            # A word is ASCII.
            word = _compile(_WORD).match(text, index)
            found = Token("word" if word else "mark", word[0] if word else text[index], index)
        else:
            found = _cut(text, simple, index, places[-1], last)
        index += len(found.text)
        if found.text in _OPENING:
            places.append(_find_context(found.text, places[-1], before, last))
        elif found.text in _CLOSING and len(places) > 1:
            places.pop()
        elif last.text == "{" and found.word.startswith("SELECT"):
            places[-1] = _Context.CLAUSE
        token = Token(found.kind, found.text, found.start, len(places) - 1)
        yield token
        before, last = last, token


def find_position(text: str, index: int) -> tuple[int, int]:
    """Return line and column of an index, both from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def shorten(word: str) -> str:
    """Return a piece of the query, short enough for a sentence."""
    return word if len(word) <= 40 else f"{word[:39]}…"


def _cut(text: str, simple: str, index: int, place: _Context, last: Token) -> Token:
    # A mark may be anything.
    match = cast("re.Match[str]", _compile_pattern().match(simple, index))
    kind, word = str(match.lastgroup), text[index : match.end()]
    first = word[0]
    # Without its end, a string in three quotation marks would pass for an empty one and more.
    if first in "'\"" and (
        word == first or (len(word) == 2 and text.startswith(first, index + 2))
    ):
        raise TokenizationError(SyntaxReason.UNFINISHED, index)
    if first == "<" and place in (_Context.EXPRESSION, _Context.UNCLEAR) and _is_operand(last):
        return _cut_comparison(word, index, place)
    return Token(kind, word, index)


def _find_nameless(text: str, index: int, known: int) -> int:
    """Return the end of a run of letters from an index on in which no name with a prefix begins.

    Each run is read once and not anew from each of its characters, which would take quadratic
    time.

    Args:
        text: the whole.
        index: of a character.
        known: the end of the last such run.
    """
    if index < known:
        return known
    run = _compile(_PREFIX).match(text, index)
    return run.end() if run and text[run.end() : run.end() + 1] != ":" else known


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _compile_pattern() -> re.Pattern[str]:
    """Compile on first use: few workers need it."""
    return re.compile(_TOKEN, re.VERBOSE | re.DOTALL)


def _cut_comparison(word: str, index: int, place: _Context) -> Token:
    """Return the token that begins with “<” after a value: “less than”, surely or maybe."""
    if place is _Context.EXPRESSION:
        return Token("mark", "<=" if word.startswith("<=") else "<", index)
    if _RISKY.search(word):
        raise TokenizationError(SyntaxReason.CROWDED, index)
    return Token("iri" if len(word) > 2 else "mark", word, index)


def _is_operand(last: Token) -> bool:
    """Return whether a value may have ended; only DISTINCT is a word that an IRI follows."""
    if last.kind == "word":
        return last.word != "DISTINCT"
    return last.kind in _ENDS_OPERAND or last.text in {")", "}", "]", ">>", "|}"}


def _find_context(bracket: str, around: _Context, before: Token, last: Token) -> _Context:
    if bracket in {"{", "{|"}:
        return _Context.PATTERN
    if bracket != "(" or last.text == "<<":
        return _Context.TERMS
    if around is _Context.CLAUSE:
        return _Context.EXPRESSION
    if around is not _Context.PATTERN:
        return around
    return _find_context_in_pattern(before, last)


def _find_context_in_pattern(before: Token, last: Token) -> _Context:
    """Return the context of a round bracket among triples: a list or a path, or an expression."""
    if last.kind == "word":
        return _Context.TERMS if last.word in _PATTERN_WORDS else _Context.EXPRESSION
    if last.kind in {"name", "iri"} and before.word.endswith("FILTER"):
        return _Context.EXPRESSION
    # The engine reads “FILTERex:f(” as a filter, but it may also be a name.
    return _Context.UNCLEAR if "FILTER" in last.prefix else _Context.TERMS


def _decode_escape(escape: re.Match[str]) -> str:
    number = int(escape.group().lstrip("\\uU"), base=16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"
