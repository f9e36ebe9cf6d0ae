"""Headers that every answer has: what browsers may do, and which release it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, request

from terril.web.site.theme import tile_origin

if TYPE_CHECKING:
    from collections.abc import Callable

    from terril.town.served_release import ServedRelease

SAFE_METHODS = "GET, HEAD, OPTIONS"
EXPOSED = (
    "Accept-Ranges, Content-Disposition, Content-Location, Content-Range, ETag, Link, Location, "
    "Memento-Datetime, Retry-After, Server-Timing, Terril-Release, Terril-Services"
)
SECURITY = {
    # No third party by default, and no script at all: pages work without. What looks at a page
    # may ask this site for more, such as robots.txt.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
# The query page alone runs scripts: files of this site that ask this site, nothing inline.
POLICY_WITH_SCRIPTS = f"{SECURITY['Content-Security-Policy']}; script-src 'self'"

# The preview alone may stand in a frame of another site; nothing in it can be sent or changed.
POLICY_IN_FRAMES = SECURITY["Content-Security-Policy"].replace(
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "form-action 'none'; base-uri 'none'; frame-ancestors *",
)


def install(app: Flask, served: Callable[[], ServedRelease]) -> None:
    """Answer preflights, and put the common headers on everything."""

    @app.before_request
    def _preflight() -> Response | None:
        if request.method != "OPTIONS" or request.url_rule is None:
            return None
        return _options(sorted(request.url_rule.methods or ()))

    @app.after_request
    def _common(response: Response) -> Response:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
        for name, value in SECURITY.items():
            response.headers.setdefault(name, value)
        if (tiles := tile_origin(served())) and response.mimetype == "text/html":
            policy = response.headers["Content-Security-Policy"]
            allowed = policy.replace("img-src 'self'", f"img-src 'self' {tiles}")
            response.headers["Content-Security-Policy"] = allowed
        response.headers.setdefault("Terril-Release", served().release.id)
        if response.headers.get("Content-Encoding") == "identity":
            # It kept the compression away; on the wire it has no place (RFC 9110, 8.4.1).
            del response.headers["Content-Encoding"]
        return response


def _options(methods: list[str]) -> Response:
    """What may be done at an address (Fetch Standard, CORS protocol)."""
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
