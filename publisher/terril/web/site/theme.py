"""Serve the look of a town's pages: its colour and its logo, from its settings."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from flask import Response
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import compute_fingerprint
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from terril.town.served_release import ServedRelease


def stylesheet(served: ServedRelease) -> Response:
    """Return the design tokens that the town sets."""
    css = f":root {{ --accent: {served.config.look.colour}; }}\n"
    return _send(served.release.id, css.encode(), "text/css; charset=utf-8")


def logo(served: ServedRelease) -> Response:
    """Return the logo of the town.

    Raises:
        NotFound: the town has no logo.
    """
    if not served.config.look.logo:
        raise NotFound
    content = (served.release.folder / "look" / served.config.look.logo).read_bytes()
    media_type = mimetypes.guess_type(served.config.look.logo)[0] or "application/octet-stream"
    return _send(served.release.id, content, media_type)


def _send(release: str, content: bytes, media_type: str) -> Response:
    etag = compute_fingerprint(release, media_type)
    response = Response(status=304) if has_current(etag) else Response(content)
    response.content_type = media_type
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
