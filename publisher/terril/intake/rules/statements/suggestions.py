"""Suggest the most similar of known names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

SIMILARITY = 75
"""The similarity of two names, in percent, above which one counts as a typo of the other."""
MAX_NAMES = 5000
"""The number of names above which the search would take too long."""


def suggest_name(name: str, known: Collection[str], similarity: float = SIMILARITY) -> str:
    """Return the most similar known name, ``""`` if none is near; capital letters do not count.

    Args:
        name: the unknown one.
        known: ordered names; the first of several equally similar ones is taken.
        similarity: the least similarity, in percent.
    """
    if len(known) > MAX_NAMES:
        return ""
    # Takes longer to import than most checks, which find no typo.
    from rapidfuzz import fuzz, process

    names = list(known)
    lower = [one.lower() for one in names]
    found = process.extractOne(name.lower(), lower, scorer=fuzz.ratio, score_cutoff=similarity)
    return names[found[2]] if found else ""
