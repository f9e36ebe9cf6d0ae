"""``/reconcile``: the manifest, batches of queries, and data extension."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from flask import Response, request

from terril.model.languages import gettext, gettext_noop
from terril.web.reconciliation.candidates import results
from terril.web.reconciliation.common import (
    KINDS,
    Json,
    answer,
    kind_of,
    kinds,
    refusal,
    root,
    service_audience,
    space,
)
from terril.web.reconciliation.extension import extend
from terril.web.reconciliation.requests import read_batch, read_extension

if TYPE_CHECKING:
    from terril.town.served_release import ServedRelease

WIDTH, HEIGHT = 430, 300


def service(served: ServedRelease) -> Response:
    """What was asked by ``queries`` or ``extend``, in the address or a form; else the manifest."""
    queries, extension = request.values.get("queries"), request.values.get("extend")
    if queries is not None:
        return answer(served, results(served, read_batch(queries)))
    if extension is not None:
        return answer(served, extend(served, read_extension(extension)))
    if request.method == "POST":
        raise refusal(gettext_noop("Send a form with “queries” or with “extend”."))
    return answer(served, _manifest(served))


def _manifest(served: ServedRelease) -> dict[str, Json]:
    """What the service can do (Reconciliation API 0.2, section 4)."""
    asking, place = service_audience(served), root(served)
    town = served.pages.text(served.config.name, asking).striptags()
    return {
        "versions": ["0.2"],
        "name": gettext("The open data of {town}", asking.language, town=town),
        "identifierSpace": space(served),
        "schemaSpace": KINDS,
        "serviceVersion": version("terril"),
        "documentation": f"{place}openapi.json",
        "defaultTypes": [kind_of(served, kind) for kind in kinds(served)],
        "view": {"url": f"{place}id/{{{{id}}}}"},
        "preview": {
            "url": f"{place}reconcile/preview?id={{{{id}}}}&lang={asking.language}",
            "width": WIDTH,
            "height": HEIGHT,
        },
        "suggest": {
            name: {"service_url": place.rstrip("/"), "service_path": f"/reconcile/suggest/{name}"}
            for name in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {
                "service_url": place.rstrip("/"),
                "service_path": "/reconcile/properties",
            },
            "property_settings": [],
        },
    }
