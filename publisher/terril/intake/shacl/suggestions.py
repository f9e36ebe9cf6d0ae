"""What was probably meant by an IRI that nothing describes."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ALIKE = 0.75
"""How similar two names are when one is probably the other misspelt, from 0 to 1."""
MOST = 5000
"""Among more names than that the search would take longer than it helps."""


class Similar:
    """Known IRIs, looked through for one that resembles another."""

    def __init__(self, known: Iterable[str]) -> None:
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        for iri in known:
            namespace, name = split(iri)
            self._names[namespace].add(name)

    def nearest(self, iri: str) -> str:
        """The known IRI of the same namespace that differs least, ``""`` if none is near."""
        namespace, name = split(iri)
        names = self._names.get(namespace, set()) - {name}
        if len(names) > MOST:
            return ""
        found = get_close_matches(name, sorted(names), n=1, cutoff=ALIKE)
        return f"{namespace}{found[0]}" if found else ""


def split(iri: str) -> tuple[str, str]:
    """Namespace and name: what comes up to the last “/” or “#”, and the rest."""
    name = re.split(r"[/#]", iri)[-1]
    return iri[: len(iri) - len(name)], name
