"""The files of a release: ``/dump/{release}/town.ttl`` for ever, ``/dump/latest/town.ttl`` now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, send_file
from werkzeug.exceptions import NotFound

from publisher.model.formats import RDF_FORMATS
from publisher.release.release import CHECKSUMS, DUMPS
from publisher.web.documents import content_type

if TYPE_CHECKING:
    from publisher.release.release import Release

LATEST = "latest"
A_YEAR = 365 * 24 * 3600
GZIP = "application/gzip"
METADATA = "-metadata.json"
TYPES = {f".{row.extension}": content_type(row) for row in RDF_FORMATS} | {
    ".csv": "text/csv; charset=utf-8",
    f".csv{METADATA}": "application/csvm+json",
    ".geojson": "application/geo+json",
    ".gz": GZIP,
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CHECKSUMS: "text/plain; charset=utf-8",
}
SAVED = (".csv", ".xlsx", ".gz")


def dump(release: Release, named: str, name: str) -> Response:
    """A file of a release, with ranges and a validator, and never a redirect.

    Its ETag is the file's SHA-256, as the manifest has it.
    """
    entry = release.manifest.files.get(f"{DUMPS}/{name}")
    media_type = next((TYPES[end] for end in TYPES if name.endswith(end)), None)
    if entry is None or media_type is None:
        raise NotFound
    response = send_file(
        release.dump(name),
        mimetype=media_type.partition(";")[0],
        etag=entry.sha256,
        last_modified=release.created,
        conditional=True,
        max_age=None if named == LATEST else A_YEAR,
        as_attachment=name.endswith(SAVED),
        download_name=_saved_name(release, name),
    )
    # Flask would put a second charset behind the first.
    response.headers["Content-Type"] = media_type
    # A part of a compressed file would be no part of the file; files go out as they are.
    response.headers["Content-Encoding"] = "identity"
    if named == LATEST:
        response.headers["Cache-Control"] = "public, no-cache"
    else:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    if metadata := _metadata(release, name):
        link = f'<{metadata}>; rel="describedby"; type="{TYPES[f".csv{METADATA}"]}"'
        response.headers["Link"] = link
    return response


def _metadata(release: Release, name: str) -> str | None:
    """What tells how to read a table (Model for Tabular Data and Metadata, section 5.2)."""
    described = f"{name.removesuffix('.csv').removesuffix('.links')}.csv{METADATA}"
    here = name.endswith(".csv") and f"{DUMPS}/{described}" in release.manifest.files
    return described if here else None


def _saved_name(release: Release, name: str) -> str:
    """The name under which browsers save a file: it tells from which release it is."""
    start, dot, rest = name.partition(".")
    return f"{start}-{release.id}{dot}{rest}"
