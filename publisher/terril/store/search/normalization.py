"""Normalize text for the index: without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"\w+")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})
PLURAL_ENDINGS = ("s", "x")
SHORTEST_PLURAL = 4


def fold(text: str) -> str:
    """Return the text in lower case without accents: ``Énergie`` as ``energie``."""
    if text.isascii():
        return text.lower()
    # Taken apart before, too: signs such as ℠ hold capitals (Unicode 3.13, D146).
    small = unicodedata.normalize("NFKD", text).casefold().translate(LIGATURES)
    apart = unicodedata.normalize("NFKD", small)
    return NOT_ASCII.sub(_drop_combining, apart)


def _drop_combining(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]


def split_words(text: str) -> list[str]:
    """Return the words of a text, folded, in its order."""
    return WORD.findall(fold(text).replace("_", " "))


def singularize(word: str) -> str:
    """Return the word without the ending of the plural in French and English, if it has one."""
    if len(word) >= SHORTEST_PLURAL and word.endswith(PLURAL_ENDINGS):
        return word[:-1]
    return word
