"""``/openapi.json``: what programs can ask here, described for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Response

from publisher.representations.openapi import openapi
from publisher.web.readers import reader_of_request
from publisher.web.validators import has_current, make_etag

if TYPE_CHECKING:
    from publisher.web.opened import OpenRelease

MEDIA_TYPE = "application/vnd.oai.openapi+json"


def description(opened: OpenRelease) -> Response:
    """The OpenAPI document in the reader's language."""
    reader = reader_of_request()
    etag = make_etag(opened.release.id, "openapi", reader.language)
    response = Response(status=304) if has_current(etag) else Response(_body(opened))
    response.content_type = MEDIA_TYPE
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = reader.language
    response.vary.add("Accept-Language")
    return response


def _body(opened: OpenRelease) -> str:
    reader = reader_of_request()
    document = openapi(
        opened.pages.text(opened.config.name, reader).striptags(),
        opened.addresses.base,
        opened.release.id,
        opened.questions.values(),
        opened.pages.taste(reader),
    )
    return json.dumps(document, ensure_ascii=False, indent=1)
