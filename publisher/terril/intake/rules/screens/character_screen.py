"""Select the statements with characters that a text or an address should not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# In N-Quads, control characters below U+0080 and U+FFFE and U+FFFF are escaped in literals.
ESCAPED = re.compile(r"\\[bfuU]")
CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
    r"|\\[bfuU]"
)
# The same characters in UTF-8.
BEYOND_ASCII = re.compile(
    rb"\xc2[\x80-\x9f]|\xd8\x9c|\xe2(?:\x80[\x8e\x8f\xaa-\xae]|\x81[\xa6-\xa9])"
)
PLAIN = bytes(code for code in range(128) if chr(code) != "\\")


def select_controls(lines: Iterable[str], text: str) -> list[str]:
    """Return the lines of N-Quads with a control character.

    Args:
        lines: with their ends of line.
        text: all of them, joined.
    """
    return [one for one in lines if CONTROLS.search(one)] if has_controls(text) else []


def has_controls(text: str) -> bool:
    """Return whether N-Quads may have a control character in a term."""
    # Searching for bytes one after the other takes longer than leaving out most of them.
    others = text.encode().translate(None, PLAIN)
    escaped = b"\\" in others and ESCAPED.search(text) is not None
    return escaped or BEYOND_ASCII.search(others) is not None
