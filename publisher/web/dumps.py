"""Everything as a file: ``/dump/{release}/town.ttl`` for ever, ``/dump/latest/town.ttl`` now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, send_file
from werkzeug.exceptions import NotFound

from publisher.model.formats import RDF_FORMATS
from publisher.web.documents import content_type

if TYPE_CHECKING:
    from publisher.release.release import Release

LATEST = "latest"
FILES = {f"town.{row.extension}": row for row in RDF_FORMATS}
A_YEAR = 365 * 24 * 3600


def dump(release: Release, named: str, name: str) -> Response:
    """A file with everything of a release, with ranges and a validator, and never a redirect.

    Its ETag is the file's SHA-256, as the manifest has it.
    """
    row = FILES.get(name)
    if row is None:
        raise NotFound
    path = release.dump(row.extension)
    entry = release.manifest.files[f"dumps/{name}"]
    response = send_file(
        path,
        mimetype=content_type(row),
        etag=entry.sha256,
        last_modified=release.created,
        conditional=True,
        max_age=None if named == LATEST else A_YEAR,
    )
    # A part of a compressed file would be no part of the file; files go out as they are.
    response.headers["Content-Encoding"] = "identity"
    if named == LATEST:
        response.headers["Cache-Control"] = "public, no-cache"
    else:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
