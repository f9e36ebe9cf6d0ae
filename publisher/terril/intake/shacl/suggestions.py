"""Suggest known IRIs for those that nothing describes."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SIMILARITY = 0.75
"""The similarity of two names, from 0 to 1, above which one counts as a typo of the other."""
MAX_NAMES = 5000
"""The size of a namespace above which the search would take too long."""


class IriSuggester:
    """An index of known IRIs, searched for the most similar one."""

    def __init__(self, known: Iterable[str]) -> None:
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        for iri in known:
            namespace, name = split_iri(iri)
            self._names[namespace].add(name)

    def suggest(self, iri: str) -> str:
        """Return the most similar known IRI of the same namespace, ``""`` if none is near."""
        namespace, name = split_iri(iri)
        names = self._names.get(namespace, set()) - {name}
        if len(names) > MAX_NAMES:
            return ""
        found = get_close_matches(name, sorted(names), n=1, cutoff=SIMILARITY)
        return f"{namespace}{found[0]}" if found else ""


def split_iri(iri: str) -> tuple[str, str]:
    """Return namespace and name: the part up to the last “/” or “#”, and the rest."""
    name = re.split(r"[/#]", iri)[-1]
    return iri[: len(iri) - len(name)], name
