"""Slugs: the last part of a thing's IRI, frozen at first publication."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^a-z0-9]+")


def slug_of(name: str, instead: str) -> str:
    """A name in small ASCII letters, digits and hyphens; ``instead`` if nothing is left of it."""
    small = unicodedata.normalize("NFKD", name.lower().translate(LIGATURES))
    bare = "".join(sign for sign in small if not unicodedata.combining(sign))
    return NEITHER_LETTER_NOR_DIGIT.sub("-", bare).strip("-") or instead
