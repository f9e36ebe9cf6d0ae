"""Find candidates for the names of a table by search, and score them by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from terril.store.search import (
    MIN_SCORE,
    NAME_PROPERTIES,
    OTHER_NAME_PROPERTIES,
    NameMatch,
    choose_certain,
    match_name,
)
from terril.web.reconciliation.entities import KINDS, MOST_CANDIDATES, Json, expand_property
from terril.web.reconciliation.values import score_agreement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.store.search import SearchIndex
    from terril.web.reconciliation.entities import Entities
    from terril.web.reconciliation.requests import Query

COMPARED = 50
"""Number of the best hits of the search that are compared by name."""


class Reconciler:
    """A matcher of names to things (Reconciliation API 0.2, section 5).

    Args:
        entities: of the release.
        index: search index of the release.
    """

    def __init__(self, entities: Entities, index: SearchIndex) -> None:
        self._entities = entities
        self._store = entities.store
        self._index = index
        self._kinds = entities.list_kinds()

    def reconcile(self, queries: Mapping[str, Query]) -> dict[str, Json]:
        """Return the candidates for each query of a batch, by its key (section 5.2)."""
        return {key: {"result": self._find_candidates(one)} for key, one in queries.items()}

    def _find_candidates(self, query: Query) -> list[Json]:
        """Return the candidates, best first; of independent kinds if the query names none."""
        matches = self._match(query)
        sure = choose_certain(matches)
        most = max(1, min(int(query.limit), MOST_CANDIDATES))
        return [self._describe(one, match=one.iri == sure) for one in matches[:most]]

    def _match(self, query: Query) -> Sequence[NameMatch]:
        constraints = {expand_property(one.pid): one for one in query.properties}
        given = " ".join(value for one in query.properties for value in one.values())
        text = query.query.strip()
        kinds = [name.removeprefix(KINDS) for name in query.types()] or self._kinds
        hits = self._index.find_nearest(text or given, kinds, COMPARED)
        matches = [
            match_name(
                hit.iri,
                text,
                self._list_texts(hit.iri, NAME_PROPERTIES),
                self._list_texts(hit.iri, OTHER_NAME_PROPERTIES),
                score_agreement(self._entities, hit.iri, constraints),
            )
            for hit in hits
        ]
        return sorted(
            (one for one in matches if one.score >= MIN_SCORE),
            key=lambda one: (-one.score, one.iri),
        )

    def _list_texts(self, iri: str, predicates: Sequence[str]) -> list[str]:
        return [
            value.value
            for predicate in predicates
            for value in self._store.values(iri, predicate)
            if isinstance(value, Literal)
        ]

    def _describe(self, found: NameMatch, *, match: bool) -> dict[str, Json]:
        features: list[Json] = [{"id": "name", "value": round(found.name, 1)}]
        if found.agreement is not None:
            features.append({"id": "properties", "value": round(100 * found.agreement, 1)})
        written: dict[str, Json] = {
            "id": self._entities.get_id(found.iri),
            "name": self._entities.get_name(found.iri),
            "score": found.score,
            "match": match,
            "type": self._entities.describe_types_of(found.iri),
            "features": features,
        }
        return self._entities.add_description(written, found.iri)
