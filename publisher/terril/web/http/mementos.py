"""A document as it was: Accept-Datetime, and the list of all its states.

Source: RFC 7089. The document's own address chooses (it is its TimeGate); a state of it is the
same address with ``?release=<id>``.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.exceptions import NotFound
from werkzeug.http import http_date, parse_date

from terril.model.languages import gettext
from terril.web.http.audience import RELEASE, read_audience
from terril.web.http.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.release.release import Release
    from terril.town.served_release import ServedRelease

WANTED = "Accept-Datetime"
LINK_FORMAT = "application/link-format"


def at_wanted_time(path: str, states: Sequence[Release]) -> Response | None:
    """The way to the document as it was when the client says; ``None`` if it does not say.

    Args:
        path: of the document, below the root.
        states: the releases that have it, the newest first.

    Raises:
        Problem: the client's date is none (RFC 7089, section 4.5.3).
    """
    header = request.headers.get(WANTED)
    if header is None or RELEASE in request.args or not states:
        return None
    wanted = parse_date(header)
    if wanted is None:
        sentence = gettext(
            "“{date}” is not a date of HTTP. Write for example: {example}",
            read_audience().language,
            date=header[:60],
            example="Thu, 01 Jan 2026 12:00:00 GMT",
        )
        raise Problem(400, sentence)
    # The dates of HTTP have no fractions of a second.
    earlier = (one for one in states if one.created.replace(microsecond=0) <= wanted)
    chosen = next(earlier, states[-1])
    response = Response(status=302)
    parameters = [*request.args.items(multi=True), (RELEASE, chosen.id)]
    response.headers["Location"] = f"?{urlencode(parameters)}"
    response.headers["Link"] = ", ".join(links(path))
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.add(WANTED)
    return response


def links(path: str) -> tuple[str, ...]:
    """Values of the Link header that every state of a document has."""
    root = read_audience().root
    timemap = f'<{root}timemap/{path}>; rel="timemap"; type="{LINK_FORMAT}"'
    return f'<{root}{path}>; rel="original timegate"', timemap


def describe(response: Response, path: str, served: ServedRelease) -> None:
    """Say of an answer which state of the document it is."""
    if RELEASE in request.args:
        response.headers["Memento-Datetime"] = http_date(served.release.created)
    else:
        response.vary.add(WANTED)
    response.headers["Link"] = ", ".join((response.headers["Link"], *links(path)))


def timemap(served: ServedRelease, path: str, states: Sequence[Release]) -> Response:
    """All kept states of a document (RFC 7089, section 5), the oldest first.

    Raises:
        NotFound: no kept release has the document.
    """
    if not states:
        raise NotFound
    base = served.addresses.base
    oldest_first = sorted(states, key=lambda one: one.created)
    lines = [
        f'<{base}{path}>; rel="original timegate"',
        f'<{base}timemap/{path}>; rel="self"; type="{LINK_FORMAT}"',
    ]
    for place, one in enumerate(oldest_first):
        names = ["first"] * (place == 0) + ["last"] * (one is oldest_first[-1]) + ["memento"]
        when = http_date(one.created.astimezone(UTC))
        address = f"{base}{path}?{urlencode({RELEASE: one.id})}"
        lines.append(f'<{address}>; rel="{" ".join(names)}"; datetime="{when}"')
    response = Response(",\n".join(lines) + "\n", content_type=LINK_FORMAT)
    response.headers["Cache-Control"] = "public, no-cache"
    return response
