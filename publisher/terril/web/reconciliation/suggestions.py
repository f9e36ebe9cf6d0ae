"""Help people to choose: suggestions while they type, properties to add, previews of things."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import compute_fingerprint
from terril.model.languages import gettext_noop
from terril.store.search import split_words
from terril.web.http.headers import POLICY_IN_FRAMES
from terril.web.http.validators import has_current
from terril.web.reconciliation.entities import (
    KINDS,
    MOST_DIGITS,
    Entities,
    Json,
    make_entities,
    refuse,
    send_json,
)
from terril.web.reconciliation.values import list_properties

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from terril.store.search import SearchIndex
    from terril.town.served_release import ServedRelease

A_PAGE = 10
FURTHEST = 1000
SAMPLE = 200
"""Things of a kind that are read for the properties of the kind."""


def suggest(served: ServedRelease, what: str) -> Response:
    """Return things, properties or types that match ``prefix``, from ``cursor`` on.

    Raises:
        NotFound: nothing of that name is suggested.
    """
    if what not in ("entity", "property", "type"):
        raise NotFound
    entities = make_entities(served)
    start, prefix = _read_number("cursor", 0, FURTHEST), request.args.get("prefix", "")
    end = start + A_PAGE
    if what == "entity":
        found = _suggest_things(entities, served.search_index, prefix, end)
    elif what == "property":
        found = _filter(map(entities.describe_property, served.statistics.properties), prefix)
    else:
        found = _filter(map(entities.describe_type, entities.list_kinds()), prefix)
    return send_json({"result": found[start:end]}, entities)


def propose(served: ServedRelease) -> Response:
    """Return the properties that things of ``type`` have, the most frequent first."""
    entities = make_entities(served)
    kind = request.args.get("type", "").removeprefix(KINDS)
    frequent = _count_properties(entities, [kind] if kind else entities.list_kinds())
    most = _read_number("limit", len(frequent), len(frequent))
    found: list[Json] = [entities.describe_property(iri) for iri in frequent[:most]]
    return send_json({"type": kind, "limit": most, "properties": found}, entities)


def preview(served: ServedRelease) -> Response:
    """Return the page about ``?id=`` that may stand in a frame of another site.

    Raises:
        NotFound: the release has no such thing.
    """
    entities = make_entities(served)
    iri = entities.find(request.args.get("id", ""))
    name = served.addresses.name_of(iri) if iri else None
    if iri is None or name is None:
        raise NotFound
    audience = entities.audience
    etag = compute_fingerprint(served.release.id, "preview", iri, audience.language)
    response = Response(status=304, content_type="text/html; charset=utf-8")
    if not has_current(etag):
        kind = f"{KINDS}{name.kind}"
        body = served.pages.write("things/preview.html", audience, thing=iri, kind=kind)
        response = Response(body, content_type="text/html; charset=utf-8")
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = audience.language
    response.headers["Content-Security-Policy"] = POLICY_IN_FRAMES
    response.vary.add("Accept-Language")
    return response


def _read_number(name: str, default: int, most: int) -> int:
    """Return a whole number of the address, at most ``most``.

    Raises:
        Problem: the value is not a whole number.
    """
    text = request.args.get(name, "") or str(default)
    if not (text.isascii() and text.isdigit()):
        raise refuse(gettext_noop("“{name}” is a whole number, such as 10."), name=name)
    return min(int(text[:MOST_DIGITS]), most)


def _count_properties(entities: Entities, kinds: Iterable[str]) -> list[str]:
    """Return the properties of things of some kinds, the most frequent first."""
    counts = Counter(
        prop
        for kind in kinds
        for iri in entities.list_things(kind, SAMPLE)
        for prop in sorted(set(list_properties(entities.store, iri)))
    )
    return [prop for prop, _ in counts.most_common()]


def _suggest_things(entities: Entities, index: SearchIndex, prefix: str, most: int) -> list[Json]:
    # A thing may be found by several names.
    found = dict.fromkeys(iri for _, iri in index.suggest(prefix, 2 * most))
    return [
        entities.add_description(
            {
                "id": entities.get_id(iri),
                "name": entities.get_name(iri),
                "notable": entities.describe_types_of(iri),
            },
            iri,
        )
        for iri in found
    ]


def _filter(described: Iterable[dict[str, Json]], prefix: str) -> list[Json]:
    """Return those whose name or id has a word with the prefix, sorted by their names."""
    typed = " ".join(split_words(prefix))

    def get_words(one: Mapping[str, Json]) -> str:
        return " " + " ".join(split_words(f"{one['name']} {one['id']}"))

    matching = [one for one in described if f" {typed}" in get_words(one)]
    return [*sorted(matching, key=get_words)]
