"""Stand-ins for the letters beyond ASCII that SPARQL allows in names.

Compiling patterns with all ranges of SPARQL takes longer than reading fifty queries with them;
for a pattern, one character of a kind is as good as another.
"""

from __future__ import annotations

from functools import lru_cache

LETTER, LATER, OTHER = "\u00c0", "\u00b7", "\u00d7"
"""A letter, a character that may stand later in a name, and any other one."""
# PN_CHARS_BASE and PN_CHARS of SPARQL 1.1 (section 19.8), beyond ASCII.
LETTERS = (
    *((0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF), (0x370, 0x37D), (0x37F, 0x1FFF)),
    *((0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF)),
    *((0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF)),
)
LATERS = ((0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040))


def replace_letters(text: str) -> str:
    """Return a text of the same length in which a stand-in takes the place of each character.

    Characters of ASCII stay.
    """
    if text.isascii():
        return text
    return "".join(one if one < "\x80" else _find_stand_in(one) for one in text)


@lru_cache(maxsize=10_000)
def _find_stand_in(character: str) -> str:
    code = ord(character)
    if any(first <= code <= last for first, last in LETTERS):
        return LETTER
    return LATER if any(first <= code <= last for first, last in LATERS) else OTHER
