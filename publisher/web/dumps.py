"""Everything as a file: ``/dump/{release}/town.ttl`` for ever, ``/dump/latest/town.ttl`` now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, send_file
from werkzeug.exceptions import NotFound

from publisher.model.formats import RDF_FORMATS
from publisher.web.documents import content_type

if TYPE_CHECKING:
    from publisher.web.opened import OpenRelease

LATEST = "latest"
FILES = {f"town.{row.extension}": row for row in RDF_FORMATS}
A_YEAR = 365 * 24 * 3600


def dump(opened: OpenRelease, release: str, name: str) -> Response:
    """A file with everything, with ranges and a validator, and never a redirect.

    Its ETag is the file's SHA-256, as the manifest has it.
    """
    row = FILES.get(name)
    if row is None or release not in (LATEST, opened.release.id):
        raise NotFound
    path = opened.release.dump(row.extension)
    entry = opened.release.manifest.files[f"dumps/{name}"]
    response = send_file(
        path,
        mimetype=content_type(row),
        etag=entry.sha256,
        last_modified=opened.release.created,
        conditional=True,
        max_age=None if release == LATEST else A_YEAR,
    )
    # A part of a compressed file would be no part of the file; files go out as they are.
    response.headers["Content-Encoding"] = "identity"
    if release == LATEST:
        response.headers["Cache-Control"] = "public, no-cache"
    else:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
