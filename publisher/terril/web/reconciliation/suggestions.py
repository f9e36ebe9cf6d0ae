"""Completion of what somebody types: things, properties and types; properties to add."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from terril.store.search import split_words
from terril.web.reconciliation.common import (
    KINDS,
    Json,
    answer,
    identifier,
    index,
    kind_of,
    kinds,
    named,
    service_audience,
    whole_number,
)
from terril.web.reconciliation.values import properties_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from terril.web.opened import ServedRelease

A_PAGE = 10
FURTHEST = 1000
LOOKED_AT = 200
"""Things of a kind that are looked at for the properties that it has."""


def suggest(served: ServedRelease, what: str) -> Response:
    """Things, properties or types that begin with ``prefix``, from ``cursor`` on.

    Raises:
        NotFound: there is nothing else to suggest.
    """
    ways = {"entity": _entities, "property": _properties, "type": _types}
    if what not in ways:
        raise NotFound
    start = whole_number("cursor", 0, FURTHEST)
    found = ways[what](served, request.args.get("prefix", ""), start + A_PAGE)
    return answer(served, {"result": list(found[start : start + A_PAGE])})


def propose(served: ServedRelease) -> Response:
    """The properties that things of ``type`` have, the most frequent first."""
    kind = request.args.get("type", "").removeprefix(KINDS)
    frequent = properties_of_kind(served, [kind] if kind else kinds(served))
    most = whole_number("limit", len(frequent), len(frequent))
    found: list[Json] = [named(served, iri) for iri in list(frequent)[:most]]
    return answer(served, {"type": kind, "limit": most, "properties": found})


def properties_of_kind(served: ServedRelease, wanted: Iterable[str]) -> Mapping[str, int]:
    """How many things have each property, the most frequent first."""
    counts = Counter(
        name
        for kind in wanted
        for iri in list(served.kinds.get(kind, {}))[:LOOKED_AT]
        for name in sorted(set(properties_of(served, iri)))
    )
    return dict(counts.most_common())


def _entities(served: ServedRelease, prefix: str, most: int) -> list[Json]:
    found = dict.fromkeys(iri for _, iri in index(served).suggest(prefix, 2 * most))
    return [_entity(served, iri) for iri in found]


def _entity(served: ServedRelease, iri: str) -> dict[str, Json]:
    asking = service_audience(served)
    name = served.pages.name_of(iri)
    description = served.pages.description(iri, asking)
    written: dict[str, Json] = {
        "id": identifier(served, iri),
        "name": served.pages.label(iri, asking).value,
        "notable": [kind_of(served, name.kind)] if name else [],
    }
    return {**written, "description": description.value} if description else written


def _properties(served: ServedRelease, prefix: str, most: int) -> list[Json]:
    names = [named(served, iri) for iri in served.statistics.properties]
    return _beginning(names, prefix)[:most]


def _types(served: ServedRelease, prefix: str, most: int) -> list[Json]:
    return _beginning([kind_of(served, kind) for kind in kinds(served)], prefix)[:most]


def _beginning(found: Iterable[dict[str, Json]], prefix: str) -> list[Json]:
    """Those whose name or identifier has a word that begins so, in the order of their names."""
    typed = " ".join(split_words(prefix))

    def words(one: Mapping[str, Json]) -> str:
        return " " + " ".join(split_words(f"{one['name']} {one['id']}"))

    fitting = sorted((one for one in found if f" {typed}" in words(one)), key=words)
    return [*fitting]
