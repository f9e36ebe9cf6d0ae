"""Set headers of responses: CORS, security, release, Server-Timing, Memento."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from werkzeug.http import http_date

from terril.web.http.negotiation import RELEASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from terril.release.release import Release
    from terril.store.sparql import Answer
    from terril.town.served_release import ServedRelease

ACCEPT_DATETIME = "Accept-Datetime"
LINK_FORMAT = "application/link-format"
EXPOSED = (
    "Accept-Ranges, Content-Disposition, Content-Location, Content-Range, ETag, Link, Location, "
    "Memento-Datetime, Retry-After, Server-Timing, Terril-Release, Terril-Services"
)
SECURITY = {
    # No third party by default, and no script at all: pages work without. Tools that inspect a
    # page may request more of this site, such as robots.txt.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
# Only the query page runs scripts: files of this site that request this site, nothing inline.
POLICY_WITH_SCRIPTS = f"{SECURITY['Content-Security-Policy']}; script-src 'self'"

# Only the preview may stand in a frame of another site; nothing in it can be sent or changed.
POLICY_IN_FRAMES = SECURITY["Content-Security-Policy"].replace(
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "form-action 'none'; base-uri 'none'; frame-ancestors *",
)


def install(app: Flask, served: Callable[[], ServedRelease]) -> None:
    """Answer preflight requests, and add the common headers to every response.

    Args:
        app: the application.
        served: returns the release that the current request is answered from.
    """

    @app.before_request
    def _start() -> Response | None:
        g.started = time.monotonic()
        if request.method != "OPTIONS" or request.url_rule is None:
            return None
        return _answer_preflight(sorted(request.url_rule.methods or ()))

    @app.after_request
    def _add_headers(response: Response) -> Response:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
        for name, value in SECURITY.items():
            response.headers.setdefault(name, value)
        tiles = _get_origin(served().config.look.map_tiles)
        if tiles and response.mimetype == "text/html":
            policy = response.headers["Content-Security-Policy"]
            allowed = policy.replace("img-src 'self'", f"img-src 'self' {tiles}")
            response.headers["Content-Security-Policy"] = allowed
        response.headers.setdefault("Terril-Release", served().release.id)
        if response.headers.get("Content-Encoding") == "identity":
            # It prevented compression; it must not be sent (RFC 9110, section 8.4.1).
            del response.headers["Content-Encoding"]
        return response


def _answer_preflight(methods: list[str]) -> Response:
    """Return the methods of an address (Fetch Standard, CORS protocol)."""
    response = Response(status=204)
    response.headers["Allow"] = ", ".join(methods)
    response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
    wanted = request.headers.get("Access-Control-Request-Headers")
    response.headers["Access-Control-Allow-Headers"] = (
        wanted or "Accept, Accept-Language, Content-Type, If-None-Match"
    )
    response.headers["Access-Control-Max-Age"] = "86400"
    response.vary.add("Access-Control-Request-Headers")
    return response


def _get_origin(address: str) -> str:
    """Return scheme and host of an address; empty if it has no host."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def measure_request() -> float:
    """Return the seconds since the request began."""
    return time.monotonic() - float(g.get("started", time.monotonic()))


def format_server_timing(answer: Answer) -> str:
    """Return the cost of a query in milliseconds as the value of Server-Timing (W3C).

    ``rows`` is there if the rows of the answer are counted.
    """
    cost = [f"total;dur={measure_request() * 1000:.1f}"]
    if answer.kept:
        cost.append("cache;desc=hit")
    else:
        cost.append(f"queue;dur={answer.waited * 1000:.1f}")
        cost.append(f"query;dur={answer.seconds * 1000:.1f}")
    if answer.rows is not None:
        cost.append(f'rows;desc="{answer.rows}"')
    return ", ".join(cost)


def get_site_root(base: str) -> str:
    """Return the address at which the site is reached, with a slash at its end.

    This is the town's own address, whatever Host a proxy sends; a client on this machine that
    comes without a proxy reaches the site where it is.
    """
    local = request.host.partition(":")[0] in ("127.0.0.1", "localhost")
    proxied = any(name.startswith("X-Forwarded") for name, _ in request.headers)
    return request.url_root if local and not proxied else base


def add_memento_headers(response: Response, path: str, release: Release, base: str) -> None:
    """Add the headers that relate a document to its other states (RFC 7089, section 2).

    Args:
        response: with the document as it is in a release.
        path: of the document, below the root.
        release: the release.
        base: base IRI of the town.
    """
    if RELEASE in request.args:
        response.headers["Memento-Datetime"] = http_date(release.created)
    else:
        response.vary.add(ACCEPT_DATETIME)
    response.headers["Link"] = ", ".join(
        (response.headers["Link"], *build_memento_links(path, base))
    )


def build_memento_links(path: str, base: str) -> tuple[str, str]:
    """Return the links that every state of a document has, as values of the Link header.

    Clients take them as they are: they are absolute (RFC 7089, section 2.2).
    """
    root = get_site_root(base)
    timemap = f'<{root}timemap/{path}>; rel="timemap"; type="{LINK_FORMAT}"'
    return f'<{root}{path}>; rel="original timegate"', timemap
