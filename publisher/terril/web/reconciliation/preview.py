"""A thing in a small frame of another site: what it is, in a sentence, and where to read on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import fingerprint
from terril.web.http.headers import POLICY_IN_FRAMES
from terril.web.http.validators import has_current
from terril.web.reconciliation.common import KINDS, iri_of, service_audience

if TYPE_CHECKING:
    from terril.town.served_release import ServedRelease


def preview(served: ServedRelease) -> Response:
    """The page about ``?id=`` that may stand in a frame.

    Raises:
        NotFound: the release has no such thing.
    """
    iri = iri_of(served, request.args.get("id", ""))
    name = served.addresses.name_of(iri) if iri else None
    if iri is None or name is None:
        raise NotFound
    asking = service_audience(served)
    etag = fingerprint(served.release.id, "preview", iri, asking.language)
    response = Response(status=304, content_type="text/html; charset=utf-8")
    if not has_current(etag):
        kind = f"{KINDS}{name.kind}"
        body = served.pages.write("things/preview.html", asking, thing=iri, kind=kind)
        response = Response(body, content_type="text/html; charset=utf-8")
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = asking.language
    response.headers["Content-Security-Policy"] = POLICY_IN_FRAMES
    response.vary.add("Accept-Language")
    return response
