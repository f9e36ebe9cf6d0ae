"""Redirect to the address that was meant: one slash too many, or one too few.

The targets are relative, so they keep host, scheme and prefix of the request, and a proxy need not
say what these are. The status is 308, so that a POST stays one (RFC 9110, section 15.4.9).
"""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask, Response, request
from werkzeug.routing import RequestRedirect


def install(app: Flask) -> None:
    """Redirect requests whose path has a slash too many or too few at its end."""

    @app.before_request
    def _redirect() -> Response | None:
        target = _find_target()
        if target is None:
            return None
        query = request.query_string.decode("latin-1")
        response = Response(status=308)
        response.headers["Location"] = f"{target}?{query}" if query else target
        response.headers["Cache-Control"] = "public, no-cache"
        return response


def _find_target() -> str | None:
    """Return the relative path of the address that was meant; ``None`` for this one."""
    path = request.path
    if request.script_root and not request.environ["PATH_INFO"]:
        return f"{_quote(request.script_root)}/"
    if {"", ".", ".."}.intersection(path.removeprefix("/").removesuffix("/").split("/")):
        return None
    if isinstance(request.routing_exception, RequestRedirect):
        return f"{_quote(path)}/"
    if not path.endswith("/"):
        return None
    if request.url_rule is not None and request.url_rule.rule.endswith("/"):
        return None
    return f"../{_quote(path.rstrip('/'))}"


def _quote(path: str) -> str:
    """Return the last segment of a path, encoded (RFC 3986, section 3.3).

    A semicolon is encoded, too: some clients take what follows it for parameters, and drop it.
    """
    return quote(path.rpartition("/")[2], safe="!$&'()*+,=:@")
