"""Slugs: the last part of a thing's IRI, frozen at first publication."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark.
LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")


def make_slug(name: str, default: str) -> str:
    """Return a name as lower-case ASCII letters, digits and hyphens, or else ``default``."""
    decomposed = unicodedata.normalize("NFKD", name.lower().translate(LIGATURES))
    ascii_name = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return NOT_ALPHANUMERIC.sub("-", ascii_name).strip("-") or default
