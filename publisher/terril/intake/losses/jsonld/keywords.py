"""The keywords of JSON-LD and the forms of words (JSON-LD 1.1, section 1.7)."""

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
"""The form of words that readers ignore unless they are keywords."""
ABSOLUTE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+\-.]*|_):\S*")
"""An IRI with a scheme, or the label of a blank node."""
