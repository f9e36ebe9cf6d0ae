"""The classes below a class, by the axioms of ontology, shapes and data."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ClassHierarchy:
    """An index of subclass axioms.

    Args:
        axioms: subclass and superclass of each, as N-Triples texts.
    """

    def __init__(self, axioms: Iterable[tuple[str, str]]) -> None:
        self._below: defaultdict[str, list[str]] = defaultdict(list)
        for subclass, superclass in axioms:
            self._below[superclass].append(subclass)
        self.find_instances_of = lru_cache(maxsize=None)(self._find)

    def _find(self, iri: str) -> frozenset[str]:
        """Return the classes whose instances are instances of a class, itself included."""
        found = {iri}
        waiting = [iri]
        while waiting:
            for one in self._below.get(waiting.pop(), ()):
                if one not in found:
                    found.add(one)
                    waiting.append(one)
        return frozenset(found)
