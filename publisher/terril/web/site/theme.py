"""What a town makes its pages look like: its colour and its logo, from its settings."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import fingerprint
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from terril.town.served_release import ServedRelease


def stylesheet(served: ServedRelease) -> Response:
    """The design tokens that the town sets."""
    css = f":root {{ --accent: {served.config.look.colour}; }}\n"
    return _file(served, css.encode(), "text/css; charset=utf-8")


def logo(served: ServedRelease) -> Response:
    """The town's picture.

    Raises:
        NotFound: it has none.
    """
    if not served.config.look.logo:
        raise NotFound
    content = (served.release.folder / "look" / served.config.look.logo).read_bytes()
    media_type = mimetypes.guess_type(served.config.look.logo)[0] or "application/octet-stream"
    return _file(served, content, media_type)


def tile_origin(served: ServedRelease) -> str:
    """Scheme and host that pages may load map tiles from; empty if the town names none."""
    address = urlsplit(served.config.look.map_tiles)
    return f"{address.scheme}://{address.netloc}" if address.netloc else ""


def _file(served: ServedRelease, content: bytes, media_type: str) -> Response:
    etag = fingerprint(served.release.id, media_type)
    response = Response(status=304) if has_current(etag) else Response(content)
    response.content_type = media_type
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
