"""The stylesheet and other small files of the pages, read once and served from memory."""

from __future__ import annotations

import mimetypes
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from flask import Response
from werkzeug.exceptions import NotFound

from publisher.web.validators import has_current, make_etag

if TYPE_CHECKING:
    from publisher.web.opened import OpenRelease


@cache
def _files() -> dict[str, bytes]:
    folder = resources.files("publisher.web").joinpath("static")
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


def asset(_: OpenRelease, name: str) -> Response:
    """A file below ``static/``; a name that is none of them is not looked up on disk."""
    content = _files().get(name)
    if content is None:
        raise NotFound
    etag = make_etag(name)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = Response(status=304) if has_current(etag) else Response(content)
    response.content_type = f"{media_type}; charset=utf-8"
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
