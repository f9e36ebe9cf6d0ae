"""Serve the files of a release: ``/dump/{release}/…`` permanently, ``/dump/latest/…`` now."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, request, send_file
from werkzeug.exceptions import NotFound, PreconditionFailed

from terril.model.formats import MEDIA_TYPES, RDF_FORMATS, RDF_XML, parse_dump_name
from terril.model.languages import gettext
from terril.release.release import CHECKSUMS, DUMPS
from terril.web.http.negotiation import read_audience
from terril.web.http.problems import NOT_IN_XML, Problem

if TYPE_CHECKING:
    from terril.model.formats import DumpFile
    from terril.release.release import Release
    from terril.town.current_release import CurrentRelease

LATEST = "latest"
A_YEAR = 365 * 24 * 3600
ATTACHMENTS = ("csv", "links.csv", "xlsx")
ONE_RANGE = re.compile(r"bytes=[ \t]*(?:[0-9]+-[0-9]*|-[0-9]+)[ \t]*")
METADATA_TYPE = MEDIA_TYPES["csv-metadata.json"]


def download(current: CurrentRelease, release: str, name: str) -> Response:
    """Return a file of a release, with ranges and a validator, and never a redirect.

    Its ETag is the file's SHA-256 in the manifest.

    Args:
        current: the kept releases.
        release: id of one, or ``latest``.
        name: of the file.

    Raises:
        ReleaseNotKept: there is no such release.
        NotFound: the release has no such file.
        Problem: its format cannot carry the dataset (406).
    """
    latest = release == LATEST
    return _send(
        current.get().release if latest else current.get_kept(release), name, latest=latest
    )


def _send(release: Release, name: str, *, latest: bool) -> Response:
    entry, file = release.manifest.files.get(f"{DUMPS}/{name}"), parse_dump_name(name)
    if file and file.extension == RDF_XML.extension and not release.has_dump(name):
        raise _refuse_xml(file, release)
    if entry is None or (file is None and name != CHECKSUMS):
        raise NotFound
    if not ONE_RANGE.fullmatch(request.headers.get("Range", "")):
        # The whole file answers other ranges (RFC 9110, section 14.2); Werkzeug would refuse them.
        request.environ.pop("HTTP_RANGE", None)
    response = send_file(
        release.get_dump(name),
        mimetype="text/plain",
        etag=entry.sha256,
        last_modified=release.created,
        conditional=True,
        max_age=None if latest else A_YEAR,
    )
    if response.status_code == HTTPStatus.PRECONDITION_FAILED:
        response.close()
        raise PreconditionFailed
    # A range of a compressed file is not a range of the file; files are sent uncompressed.
    response.headers["Content-Encoding"] = "identity"
    if latest:
        response.headers["Cache-Control"] = "public, no-cache"
    else:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    if file:
        _add_headers(response, file, release)
    return response


def _refuse_xml(file: DumpFile, release: Release) -> Problem | NotFound:
    """Return the problem that names the other files of the dataset, if there are any (406)."""
    names = [(f"{file.dataset}.{row.extension}", row.media_type) for row in RDF_FORMATS]
    others = [row for row in names if release.has_dump(row[0])]
    if not others:
        return NotFound()
    links = (f'<{other}>; rel="alternate"; type="{media_type}"' for other, media_type in others)
    return Problem(
        406,
        gettext(NOT_IN_XML, read_audience().language),
        more={"available": [media_type for _, media_type in others]},
        headers={"Link": ", ".join(links)},
        links=tuple(others),
    )


def _add_headers(response: Response, file: DumpFile, release: Release) -> None:
    """Add the headers that describe the file, and link to its metadata.

    There is no Content-Language: programs apply it to every text, official numbers too.

    Source: Model for Tabular Data and Metadata on the Web, section 5.2.
    """
    response.headers["Content-Type"] = _get_content_type(file)
    if file.compressed or file.extension in ATTACHMENTS:
        filename = f"{file.dataset}-{release.id}{file.name.removeprefix(file.dataset)}"
        response.headers["Content-Disposition"] = f"attachment; filename={filename}"
    is_table = file.media_type == "text/csv" and not file.compressed
    if is_table and f"{DUMPS}/{file.metadata}" in release.manifest.files:
        link = f'<{file.metadata}>; rel="describedby"; type="{METADATA_TYPE}"'
        response.headers["Link"] = link


def _get_content_type(file: DumpFile) -> str:
    if file.compressed:
        return "application/gzip"
    text = file.media_type.startswith("text/")
    return f"{file.media_type}; charset=utf-8" if text else file.media_type
