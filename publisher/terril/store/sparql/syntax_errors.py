"""Find the mistake in a query that the engine cannot read: a place in its text and a reason.

The engine's own message lists every symbol that could have come next, and points up to the
length of a keyword behind the mistake. So the text is read a second time with its words
spread apart, which shows the token; the engine's message is used only if it has a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.store.sparql.rewriting.functions import is_unknown_call
from terril.store.sparql.syntax_reasons import SyntaxReason
from terril.store.sparql.tokens import Token, TokenizationError, find_position, shorten, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BAD_IRI = "IRI parsing failed"

# Parts of the engine's messages, and their reasons.
REASONS: tuple[tuple[str, SyntaxReason], ...] = (
    ("Prefix not found", SyntaxReason.UNKNOWN_PREFIX),
    (BAD_IRI, SyntaxReason.BAD_IRI),
    ("language tag parsing failed", SyntaxReason.BAD_LANGUAGE),
    ("SELECT * is not authorized", SyntaxReason.STAR_WITH_GROUPS),
    ("variable that is unbound", SyntaxReason.UNGROUPED_VARIABLE),
    ("overrides an existing variable", SyntaxReason.TAKEN_VARIABLE),
    ("Duplicated variable", SyntaxReason.REPEATED_VARIABLE),
    ("non negative integer", SyntaxReason.BAD_NUMBER),
    ("Already used blank node", SyntaxReason.SHARED_BLANK_NODE),
)
SPREAD = " " * 40
_LOCATION = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_SPACED = frozenset("(){}[],;")
_UNSPACED = frozenset("<>|")
_PAIRS = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class SyntaxMistake:
    """A mistake with its place.

    Attributes:
        line: from 1; ``column`` likewise, in characters.
        reason: why, with ``found`` as the ``{word}`` of its sentence.
    """

    line: int
    column: int
    reason: SyntaxReason
    found: str


def find_mistake(text: str, message: str, read: Callable[[str], str]) -> SyntaxMistake:
    """Return the mistake that the engine met.

    Args:
        text: the query.
        message: of the engine about it.
        read: gives the engine's message for another text, ``""`` if that can be read.
    """
    try:
        words = list(tokenize(text))
    except TokenizationError as error:
        return SyntaxMistake(*find_position(text, error.index), error.reason, "")
    spread, starts = _spread_words(words)
    place = _find_index(spread, read(spread))
    if place is None:
        place = _find_index(text, message) or 0
        starts = [word.start for word in words]
    number = sum(start <= place for start in starts) - 1
    if number < 0 or (number == len(words) - 1 and place >= starts[-1] + len(words[-1].text)):
        return _locate_at_end(text, words, message)
    if is_unknown_call(words[number : number + 2]) and not _find_reason(message):
        word = words[number]
        return SyntaxMistake(
            *find_position(text, word.start), SyntaxReason.UNKNOWN_FUNCTION, shorten(word.text)
        )
    return _locate_at_word(text, words[: number + 1], message)


def _locate_at_word(text: str, words: Sequence[Token], message: str) -> SyntaxMistake:
    """Return the mistake at the last of some tokens; a bad IRI is noticed only after it."""
    word = words[-1]
    found = word.text
    if BAD_IRI in message:
        word = next((each for each in reversed(words) if each.text.startswith("<")), word)
        found = text[word.start : text.find(">", word.start) + 1] or word.text
    reason = _find_reason(message) or SyntaxReason.CANNOT_STAND
    return SyntaxMistake(*find_position(text, word.start), reason, shorten(found))


def _spread_words(words: Sequence[Token]) -> tuple[str, list[int]]:
    """Return the text with its tokens apart, wherever a space may be, and the start of each."""
    pieces: list[str] = []
    starts: list[int] = []
    length = end = 0
    for number, word in enumerate(words):
        before = words[number - 1].text if number else ""
        gap = SPREAD if end < word.start or _can_separate(before, word.text) else ""
        pieces += (gap, word.text)
        length += len(gap)
        starts.append(length)
        length += len(word.text)
        end = word.start + len(word.text)
    return "".join((*pieces, SPREAD)), starts


def _can_separate(before: str, word: str) -> bool:
    neighbours = {before[-1:], word[:1]}
    return bool(neighbours & _SPACED) and not neighbours & _UNSPACED


def _find_index(text: str, message: str) -> int | None:
    found = _LOCATION.match(message)
    if found is None:
        return None
    lines = text.split("\n")
    before = sum(len(line) + 1 for line in lines[: int(found[1]) - 1])
    return before + int(found[2]) - 1


def _find_reason(message: str) -> SyntaxReason | None:
    return next((reason for part, reason in REASONS if part in message), None)


def _locate_at_end(text: str, words: Sequence[Token], message: str) -> SyntaxMistake:
    wrong = _find_unmatched_bracket(words)
    if wrong is not None and wrong.text not in _PAIRS:
        return SyntaxMistake(
            *find_position(text, wrong.start), SyntaxReason.CANNOT_STAND, wrong.text
        )
    end = find_position(text, len(text))
    if wrong is not None:
        return SyntaxMistake(*end, SyntaxReason.OPEN_BRACKET, wrong.text)
    return SyntaxMistake(*end, _find_reason(message) or SyntaxReason.NOT_COMPLETE, "")


def _find_unmatched_bracket(words: Sequence[Token]) -> Token | None:
    """Return the first bracket that closes nothing, else the last one that is not closed."""
    opened: list[Token] = []
    for word in words:
        if word.text in _PAIRS:
            opened.append(word)
        elif word.text in _PAIRS.values():
            if not opened or _PAIRS[opened[-1].text] != word.text:
                return word
            opened.pop()
    return opened[-1] if opened else None
