"""Candidates for the names of a table, found by the search and judged by their names."""

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
from terril.web.reconciliation.common import (
    KINDS,
    MOST_CANDIDATES,
    Json,
    identifier,
    index,
    kind_of,
    kinds,
    property_iri,
    service_audience,
)
from terril.web.reconciliation.values import agreement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.store.search import SearchIndex
    from terril.web.opened import ServedRelease
    from terril.web.reconciliation.requests import Query

LOOKED_AT = 50
"""Things that are compared more closely; the search gives those that fit best."""


def results(served: ServedRelease, queries: Mapping[str, Query]) -> dict[str, Json]:
    """The candidates of each query of a batch (Reconciliation API 0.2, section 5.2)."""
    search, usual = index(served), kinds(served)
    return {
        key: {"result": _candidates(served, query, search, usual)}
        for key, query in queries.items()
    }


def _candidates(
    served: ServedRelease, query: Query, search: SearchIndex, usual: Sequence[str]
) -> list[Json]:
    """The things that a query may mean, best first; of the usual kinds unless it names some."""
    found = _likenesses(served, query, search, usual)
    sure = choose_certain(found)
    most = max(1, min(int(query.limit), MOST_CANDIDATES))
    return [_candidate(served, one, match=one.iri == sure) for one in found[:most]]


def _likenesses(
    served: ServedRelease, query: Query, search: SearchIndex, usual: Sequence[str]
) -> Sequence[NameMatch]:
    constraints = {property_iri(one.pid): one for one in query.properties}
    given = " ".join(value for one in query.properties for value in one.values())
    text = query.query.strip()
    wanted = [name.removeprefix(KINDS) for name in query.types()]
    hits = search.find_nearest(text or given, wanted or usual, LOOKED_AT)
    found = [
        match_name(
            hit.iri,
            text,
            _texts(served, hit.iri, NAME_PROPERTIES),
            _texts(served, hit.iri, OTHER_NAME_PROPERTIES),
            agreement(served, hit.iri, constraints),
        )
        for hit in hits
    ]
    return sorted(
        (one for one in found if one.score >= MIN_SCORE), key=lambda one: (-one.score, one.iri)
    )


def _texts(served: ServedRelease, iri: str, predicates: Sequence[str]) -> list[str]:
    return [
        value.value
        for predicate in predicates
        for value in served.store.values(iri, predicate)
        if isinstance(value, Literal)
    ]


def _candidate(served: ServedRelease, found: NameMatch, *, match: bool) -> dict[str, Json]:
    asking = service_audience(served)
    features: list[Json] = [{"id": "name", "value": round(found.name, 1)}]
    if found.agreement is not None:
        features.append({"id": "properties", "value": round(100 * found.agreement, 1)})
    written: dict[str, Json] = {
        "id": identifier(served, found.iri),
        "name": served.pages.label(found.iri, asking).value,
        "score": found.score,
        "match": match,
        "type": [kind_of(served, name.kind)] if (name := served.pages.name_of(found.iri)) else [],
        "features": features,
    }
    description = served.pages.description(found.iri, asking)
    return {**written, "description": description.value} if description else written
