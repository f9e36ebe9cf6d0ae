"""The stylesheet and other small files of the pages, read once and served from memory."""

from __future__ import annotations

import json
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import fingerprint
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from terril.town.served_release import ServedRelease

MANIFEST = "manifest.json"
# How a file was compressed when it was built: the coding's name and the file's last ending.
CODINGS = (("br", ".br"), ("gzip", ".gz"))
# What the build leaves for us and not for browsers.
INNER = (".br", ".gz", MANIFEST, "stamp")
# The licences of what others wrote; the one built file whose name has no hash.
LICENCES = "licences.txt"
FOR_AN_HOUR = "public, max-age=3600"
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Built:
    """The script of the query page and its style, as names below ``static/``."""

    script: str
    style: str


@cache
def built() -> Built | None:
    """What the query page loads; ``None`` where the package was installed without it."""
    content = _built_files().get(MANIFEST)
    return Built(**json.loads(content)) if content else None


def asset(_: ServedRelease, name: str) -> Response:
    """A file below ``static/``; a name that is none of them is not looked up on disk."""
    content = _files().get(name)
    if content is not None:
        return _respond(name, content, "", FOR_AN_HOUR)
    content = _built_files().get(name)
    if content is None or name.endswith(INNER):
        raise NotFound
    coding, ending = next((row for row in CODINGS if _is_wanted(name, *row)), ("", ""))
    response = _respond(
        name, _built_files()[name + ending], coding, FOR_AN_HOUR if name == LICENCES else FOR_EVER
    )
    response.vary.add("Accept-Encoding")
    return response


def _is_wanted(name: str, coding: str, ending: str) -> bool:
    return request.accept_encodings[coding] > 0 and name + ending in _built_files()


def _respond(name: str, content: bytes, coding: str, kept: str) -> Response:
    etag = fingerprint(name, coding)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = Response(status=304) if has_current(etag) else Response(content)
    response.content_type = f"{media_type}; charset=utf-8"
    if coding:
        response.content_encoding = coding
    response.set_etag(etag)
    response.headers["Cache-Control"] = kept
    return response


@cache
def _files() -> dict[str, bytes]:
    return _read(resources.files("terril.web").joinpath("static"))


@cache
def _built_files() -> dict[str, bytes]:
    folder = resources.files("terril.web").joinpath("static", "built")
    return _read(folder) if folder.is_dir() else {}


def _read(folder: Traversable) -> dict[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}
