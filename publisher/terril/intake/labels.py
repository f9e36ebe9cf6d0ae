"""Collect the labels of things and properties, for the messages of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.model.vocabulary import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

RANKS = {label: rank for rank, label in enumerate(LABELS)}


def collect_labels(quads: Iterable[Quad]) -> dict[str, dict[str, str]]:
    """Return the preferred label of each IRI, by language tag; ``""`` is no language."""
    ranked: dict[str, dict[str, tuple[int, str]]] = {}
    for quad in quads:
        rank = RANKS.get(quad.predicate)
        if rank is None or not isinstance(quad.object, Literal):
            continue
        if isinstance(quad.subject, NamedNode):
            label, tag = (rank, quad.object.value), quad.object.language or ""
            best = ranked.setdefault(quad.subject.value, {})
            best[tag] = min(best.get(tag, label), label)
    return {iri: {tag: text for tag, (_, text) in best.items()} for iri, best in ranked.items()}
