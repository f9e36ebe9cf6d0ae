"""Serve the stylesheet and other small files of the pages, read once and kept in memory."""

from __future__ import annotations

import json
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import compute_fingerprint
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from terril.town.served_release import ServedRelease

MANIFEST = "manifest.json"
# Content codings of the built files, and the extensions of the compressed copies.
CODINGS = (("br", ".br"), ("gzip", ".gz"))
# Built files that browsers must not get.
INNER = (".br", ".gz", MANIFEST, "stamp")
# Licences of the bundled libraries; the only built file without a hash in its name.
LICENCES = "licences.txt"
FOR_AN_HOUR = "public, max-age=3600"
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Built:
    """Names of the query page's script and stylesheet below ``static/``."""

    script: str
    style: str


@cache
def get_built() -> Built | None:
    """Return the built files of the query page; ``None`` if the package lacks them."""
    content = _read_built_files().get(MANIFEST)
    return Built(**json.loads(content)) if content else None


def asset(_: ServedRelease, name: str) -> Response:
    """Return a file below ``static/``. Names are looked up in memory, never on disk.

    Raises:
        NotFound: no file has this name.
    """
    content = _read_files().get(name)
    if content is not None:
        return _send(name, content, "", FOR_AN_HOUR)
    content = _read_built_files().get(name)
    if content is None or name.endswith(INNER):
        raise NotFound
    coding, ending = next((row for row in CODINGS if _is_accepted(name, *row)), ("", ""))
    response = _send(
        name,
        _read_built_files()[name + ending],
        coding,
        FOR_AN_HOUR if name == LICENCES else FOR_EVER,
    )
    response.vary.add("Accept-Encoding")
    return response


def _is_accepted(name: str, coding: str, ending: str) -> bool:
    return request.accept_encodings[coding] > 0 and name + ending in _read_built_files()


def _send(name: str, content: bytes, coding: str, cache_control: str) -> Response:
    etag = compute_fingerprint(name, coding)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = Response(status=304) if has_current(etag) else Response(content)
    response.content_type = f"{media_type}; charset=utf-8"
    if coding:
        response.content_encoding = coding
    response.set_etag(etag)
    response.headers["Cache-Control"] = cache_control
    return response


@cache
def _read_files() -> dict[str, bytes]:
    return _read(resources.files("terril.web").joinpath("static"))


@cache
def _read_built_files() -> dict[str, bytes]:
    folder = resources.files("terril.web").joinpath("static", "built")
    return _read(folder) if folder.is_dir() else {}


def _read(folder: Traversable) -> dict[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}
