"""Answer ``/reconcile``: the manifest, batches of queries, and data extension."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from flask import Response, request

from terril.model.languages import gettext, gettext_noop
from terril.web.http.headers import get_site_root
from terril.web.reconciliation.candidates import Reconciler
from terril.web.reconciliation.entities import (
    KINDS,
    Entities,
    Json,
    make_entities,
    refuse,
    send_json,
)
from terril.web.reconciliation.extension import extend
from terril.web.reconciliation.requests import read_batch, read_extension

if TYPE_CHECKING:
    from terril.town.served_release import ServedRelease

WIDTH, HEIGHT = 430, 300


def service(served: ServedRelease) -> Response:
    """Return the answer to ``queries`` or ``extend`` of the address or form, else the manifest."""
    entities = make_entities(served)
    queries, extension = request.values.get("queries"), request.values.get("extend")
    if queries is not None:
        batch = read_batch(queries)
        reconciler = Reconciler(entities, served.search_index)
        return send_json(reconciler.reconcile(batch), entities)
    if extension is not None:
        return send_json(extend(entities, read_extension(extension)), entities)
    if request.method == "POST":
        raise refuse(gettext_noop("Send a form with “queries” or with “extend”."))
    return send_json(_build_manifest(entities), entities)


def _build_manifest(entities: Entities) -> dict[str, Json]:
    """Return the capabilities of the service (Reconciliation API 0.2, section 4)."""
    audience, root = entities.audience, get_site_root(entities.base)
    town = entities.pages.text(entities.pages.town.name, audience).striptags()
    return {
        "versions": ["0.2"],
        "name": gettext("The open data of {town}", audience.language, town=town),
        "identifierSpace": entities.space,
        "schemaSpace": KINDS,
        "serviceVersion": version("terril"),
        "documentation": f"{root}openapi.json",
        "defaultTypes": [entities.describe_type(kind) for kind in entities.list_kinds()],
        "view": {"url": f"{root}id/{{{{id}}}}"},
        "preview": {
            "url": f"{root}reconcile/preview?id={{{{id}}}}&lang={audience.language}",
            "width": WIDTH,
            "height": HEIGHT,
        },
        "suggest": {
            name: {"service_url": root.rstrip("/"), "service_path": f"/reconcile/suggest/{name}"}
            for name in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {
                "service_url": root.rstrip("/"),
                "service_path": "/reconcile/properties",
            },
            "property_settings": [],
        },
    }
