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
# The same characters in UTF-8, of which a search finds the first byte fast.
TWO_BYTES = re.compile(rb"\xc2[\x80-\x9f]")
THREE_BYTES = re.compile(rb"\xe2(?:\x80[\x8e\x8f\xaa-\xae]|\x81[\xa6-\xa9])")
ARABIC_MARK = "\u061c".encode()


def select_controls(lines: Iterable[str], text: str) -> list[str]:
    """Return the lines of N-Quads with a control character.

    Args:
        lines: with their ends of line.
        text: all of them, joined.
    """
    return [one for one in lines if CONTROLS.search(one)] if has_controls(text) else []


def has_controls(text: str) -> bool:
    """Return whether N-Quads may have a control character in a term."""
    if "\\" in text and ESCAPED.search(text):
        return True
    if text.isascii():
        return False
    written = text.encode()
    return (
        TWO_BYTES.search(written) is not None
        or THREE_BYTES.search(written) is not None
        or ARABIC_MARK in written
    )
