"""Normalize text for the index: without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"\w+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})
LIGATURE = re.compile("[œæßøđł]")
PLURAL_ENDINGS = ("s", "x")
SHORTEST_PLURAL = 4


class _CombiningCharacters(dict[int, int | None]):
    """A table for ``str.translate`` that removes combining characters; filled as they occur."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


COMBINING = _CombiningCharacters()


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Return the text in lower case without accents: ``Énergie`` as ``energie``."""
    if text.isascii():
        return text.lower()
    # Taken apart before, too: signs such as ℠ hold capitals (Unicode 3.13, D146).
    small = unicodedata.normalize("NFKD", text).casefold()
    if LIGATURE.search(small):
        small = small.translate(LIGATURES)
    return unicodedata.normalize("NFKD", small).translate(COMBINING)


def split_words(text: str) -> list[str]:
    """Return the words of a text, folded, in its order."""
    return WORD.findall(fold(text).replace("_", " "))


def singularize(word: str) -> str:
    """Return the word without the ending of the plural in French and English, if it has one."""
    if len(word) >= SHORTEST_PLURAL and word.endswith(PLURAL_ENDINGS):
        return word[:-1]
    return word
