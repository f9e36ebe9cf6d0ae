"""Describe the interfaces of the site for programs: ``/openapi.json``, and the API catalogue."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Response

from terril.model.fingerprint import compute_fingerprint
from terril.representations.openapi import Api, build_openapi
from terril.web.http.documents import LINKSET
from terril.web.http.negotiation import read_audience
from terril.web.http.route import build_operations
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from terril.town.served_release import ServedRelease

MEDIA_TYPE = "application/vnd.oai.openapi+json"
CATALOGUE = ".well-known/api-catalog"
PROFILE = "https://www.rfc-editor.org/info/rfc9727"
# Path, description for programs with its media type, and page for people.
INTERFACES = (
    ("sparql", "sparql.ttl", "text/turtle", "sparql"),
    ("query", "openapi.json", MEDIA_TYPE, "query"),
    ("reconcile", "reconcile", "application/json", "openapi.json"),
    ("changes/feed", "changes/feed.ttl", "text/turtle", "changes"),
)


def description(served: ServedRelease) -> Response:
    """Return the OpenAPI document in the audience's language."""
    audience = read_audience()
    etag = compute_fingerprint(served.release.id, "openapi", audience.language)
    response = Response(status=304)
    if not has_current(etag):
        languages = served.pages.get_languages(audience)
        api = Api(
            served.pages.text(served.config.name, audience).striptags(),
            served.addresses.base,
            served.release.id,
            build_operations(languages[0]),
            served.stored_queries.values(),
        )
        document = build_openapi(api, languages)
        response = Response(json.dumps(document, ensure_ascii=False, indent=1))
    response.content_type = MEDIA_TYPE
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = audience.language
    response.vary.add("Accept-Language")
    return response


def interfaces(served: ServedRelease) -> Response:
    """Return the interfaces of the site as a set of links (RFC 9727)."""
    base = served.addresses.base
    whole: dict[str, object] = {
        "anchor": f"{base}{CATALOGUE}",
        "item": [{"href": f"{base}{path}"} for path, *_ in INTERFACES],
    }
    each = [
        {
            "anchor": f"{base}{path}",
            "service-desc": [{"href": f"{base}{described}", "type": media_type}],
            "service-doc": [{"href": f"{base}{page}"}],
            "status": [{"href": f"{base}health", "type": "application/json"}],
        }
        for path, described, media_type, page in INTERFACES
    ]
    etag = compute_fingerprint(served.release.id, CATALOGUE)
    body = json.dumps({"linkset": [whole, *each]}, indent=1)
    response = Response(status=304) if has_current(etag) else Response(body)
    response.content_type = f'{LINKSET}; profile="{PROFILE}"'
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Link"] = '<api-catalog>; rel="api-catalog"'
    return response


def redirect_to_void(_: ServedRelease) -> Response:
    """Redirect to the description of the data set (VoID, section 7.2)."""
    return _redirect("index.ttl")


def redirect_to_catalogue(_: ServedRelease) -> Response:
    """Redirect to the catalogue, from where harvesters look for it."""
    return _redirect("catalogue.ttl")


def _redirect(path: str) -> Response:
    response = Response(status=302)
    response.headers["Location"] = f"../{path}"
    return response
