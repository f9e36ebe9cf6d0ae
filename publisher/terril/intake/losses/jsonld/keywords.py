"""The keywords of JSON-LD (JSON-LD 1.1, section 1.7)."""

from __future__ import annotations

import re

KEYWORDS = frozenset(
    (
        *("@base", "@container", "@context", "@direction", "@graph", "@id", "@import"),
        *("@included", "@index", "@json", "@language", "@list", "@nest", "@none", "@prefix"),
        *("@propagate", "@protected", "@reverse", "@set", "@type", "@value", "@version"),
        "@vocab",
    )
)
KEYWORD_LIKE = re.compile(r"@[A-Za-z]+")
"""The form of words that readers ignore unless they are keywords (section 1.7)."""


def is_reserved(word: str) -> bool:
    """Return whether a word looks like a keyword and is none."""
    return word not in KEYWORDS and KEYWORD_LIKE.fullmatch(word) is not None
