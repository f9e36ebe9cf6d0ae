"""The characters and names that XML 1.0 can carry.

Sources: XML 1.0, section 2.2 (``Char``); Namespaces in XML 1.0, section 3 (``NCName``).
"""

from __future__ import annotations

import re

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""A character that no XML document holds, not even as a reference such as ``&#11;``."""


def find_unwritable(text: str) -> int | None:
    """Return the index of the first character that XML excludes; ``None`` if there is none.

    Lone surrogates count, since no encoding of Unicode has them. C1 controls (U+0080 to U+009F)
    and line ends do not: XML allows them.
    """
    found = UNWRITABLE.search(text)
    return found.start() if found else None
