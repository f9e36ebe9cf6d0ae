"""Read a release's store by pattern, never by SPARQL, so that no read can run away."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from terril.model.vocabulary import LABELS, TYPE
from terril.store.graphs import select_default_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from terril.store.written_literals import WrittenLiterals

CACHED_LABELS = 50_000


class StoreReader:
    """The statements of one release, opened read-only; safe to use from many threads.

    Args:
        store: its folder on disk, or a store in memory, as ``build_memory_store`` makes it.
        literals: the record of literals as written; ``None`` if the store has none that it
            respells, or the release was built before they were recorded.
    """

    def __init__(self, store: Path | Store, literals: WrittenLiterals | None = None) -> None:
        self._store = store if isinstance(store, Store) else Store.read_only(str(store))
        self._literals = literals
        self.labels = lru_cache(maxsize=CACHED_LABELS)(self._labels)
        self.types = lru_cache(maxsize=CACHED_LABELS)(self._types)

    def statements(self) -> Iterator[Quad]:
        """Return the statements of the default graph, with literals as queries see them."""
        return self._store.quads_for_pattern(None, None, None, DefaultGraph())

    def describes(self, thing: NamedNode) -> bool:
        """Return whether a statement of any named graph is about a thing."""
        return next(self._read(thing, None, None), None) is not None

    def about(self, thing: NamedNode) -> tuple[Quad, ...]:
        """Return the statements of all graphs about a thing, in a stable order."""
        return _ordered(self._read(thing, None, None))

    def towards(self, thing: NamedNode) -> tuple[Quad, ...]:
        """Return the statements that point to a thing, in a stable order."""
        return _ordered(self._read(None, None, thing))

    def label_triples(self, thing: NamedNode) -> Iterator[Triple]:
        """Return the statements that give a thing its names and types."""
        for predicate in (TYPE, *LABELS):
            yield from self._union(thing, predicate)

    def _labels(self, iri: str) -> dict[str, str]:
        """Return the labels of an IRI: a text for each language tag, ``""`` for none.

        The best label property that is there decides; properties are not mixed.
        """
        for predicate in LABELS:
            found: dict[str, str] = {}
            for triple in self._union(NamedNode(iri), predicate):
                if isinstance(triple.object, Literal):
                    tag = triple.object.language or ""
                    # Two labels of one language: the same one is taken on every machine.
                    found[tag] = min(found.get(tag, triple.object.value), triple.object.value)
            if found:
                return found
        return {}

    def _types(self, iri: str) -> tuple[str, ...]:
        """Return the classes of an IRI, in alphabetical order."""
        found = (triple.object for triple in self._union(NamedNode(iri), TYPE))
        return tuple(sorted({one.value for one in found if isinstance(one, NamedNode)}))

    def values(self, iri: str, predicate: str) -> tuple[NamedNode | Literal, ...]:
        """Return the values of one property of an IRI, in a stable order."""
        values = (triple.object for triple in self._union(NamedNode(iri), NamedNode(predicate)))
        found = {one for one in values if isinstance(one, NamedNode | Literal)}
        return tuple(sorted(found, key=str))

    def _union(self, subject: NamedNode, predicate: NamedNode | None) -> Iterator[Triple]:
        """Return statements of any named graph, the model's as well, each once."""
        found = self._read(subject, predicate, None)
        return iter(dict.fromkeys(quad.triple for quad in found))

    def _read(
        self, subject: NamedNode | None, predicate: NamedNode | None, value: NamedNode | None
    ) -> Iterator[Quad]:
        """Return the statements of all named graphs that match, with literals as written."""
        found = self._store.quads_for_pattern(subject, predicate, value, None)
        quads = (quad for quad in found if isinstance(quad.graph_name, NamedNode))
        return self._literals.restore(quads) if self._literals else quads


def build_memory_store(quads: Sequence[Quad], default: Iterable[Triple] | None = None) -> Store:
    """Return a store of the quads with the default graph of a release.

    Args:
        quads: in named graphs.
        default: the statements of the default graph; by default they are selected here.
    """
    store = Store()
    store.extend(quads)
    seen = select_default_graph(quads) if default is None else default
    store.extend(Quad(*triple) for triple in seen)
    return store


def _ordered(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Return the statements, types first."""
    return tuple(sorted(quads, key=lambda quad: (quad.predicate != TYPE, str(quad))))
