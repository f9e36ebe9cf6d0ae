"""Find out which IRIs the files mention that could not be read."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from terril.intake.vocabularies import get_namespace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAME = re.compile(r"[\w-]+")
MOST_NAMESPACES = 100
"""The number of namespaces whose names are remembered."""


class Mentions:
    """The IRIs in texts of unknown syntax: written in full, or their last part behind a prefix.

    Args:
        texts: of files.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = "\n".join(texts)
        self._list_names = lru_cache(MOST_NAMESPACES)(self._find_names)

    def __bool__(self) -> bool:
        """Return whether there is any text."""
        return bool(self._text)

    def __contains__(self, iri: str) -> bool:
        """Return whether an IRI, or the beginning of a longer one, is mentioned."""
        if not self._text:
            return False
        namespace = get_namespace(iri)
        name = iri.removeprefix(namespace)
        if not NAME.fullmatch(name):
            return self._search(iri, name)
        if name in self._names:
            return True
        longer = self._list_names(namespace)
        at = bisect_left(longer, name)
        return at < len(longer) and longer[at].startswith(name)

    def _search(self, iri: str, name: str) -> bool:
        mention = rf"{re.escape(iri)}|[:/#]{re.escape(name)}(?![\w-])"
        return re.search(mention, self._text) is not None

    @cached_property
    def _names(self) -> frozenset[str]:
        """All names behind a separator: one search for all IRIs instead of one for each."""
        return frozenset(re.findall(rf"[:/#]({NAME.pattern})", self._text))

    def _find_names(self, namespace: str) -> Sequence[str]:
        """Return the beginnings of names in a namespace, sorted."""
        found = re.findall(rf"{re.escape(namespace)}(?=({NAME.pattern}))", self._text)
        return sorted(set(found))
