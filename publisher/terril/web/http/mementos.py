"""Answer requests for earlier states of a document: Accept-Datetime, and TimeMaps.

Source: RFC 7089. A document's own address is its TimeGate; a state of it (a Memento) is the same
address with ``?release=<id>``.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.exceptions import NotFound
from werkzeug.http import http_date, parse_date

from terril.model.languages import gettext
from terril.web.http.documents import split_extension
from terril.web.http.headers import (
    ACCEPT_DATETIME,
    LINK_FORMAT,
    build_memento_links,
    get_site_root,
)
from terril.web.http.negotiation import RELEASE, read_audience
from terril.web.http.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.release.release import Release
    from terril.town.current_release import CurrentRelease
    from terril.town.served_release import ServedRelease


def find_memento(
    served: ServedRelease, current: CurrentRelease, kind: str, slug: str
) -> Response | None:
    """Redirect to the state of a document at the time of Accept-Datetime, if there is one.

    Raises:
        Problem: Accept-Datetime is not a date (RFC 7089, section 4.5.3).
    """
    stem, _ = split_extension(slug)
    iri = served.find(kind, slug) or served.find(kind, stem) or served.addresses.thing(kind, stem)
    path = served.addresses.path_of(iri) or ""
    return _redirect_to_memento(path, current.find_releases(iri), served.addresses.base)


def _redirect_to_memento(path: str, states: Sequence[Release], base: str) -> Response | None:
    """Redirect to the state of a document at the time of Accept-Datetime, if there is one.

    Args:
        path: of the document, below the root.
        states: the releases that have it, the newest first.
        base: base IRI of the town.

    Raises:
        Problem: Accept-Datetime is not a date (RFC 7089, section 4.5.3).
    """
    header = request.headers.get(ACCEPT_DATETIME)
    if header is None or RELEASE in request.args or not states:
        return None
    time = parse_date(header)
    if time is None:
        sentence = gettext(
            "“{date}” is not a date of HTTP. Write for example: {example}",
            read_audience().language,
            date=header[:60],
            example="Thu, 01 Jan 2026 12:00:00 GMT",
        )
        raise Problem(400, sentence)
    # Dates in HTTP have no fractions of a second.
    earlier = (one for one in states if one.created.replace(microsecond=0) <= time)
    chosen = next(earlier, states[-1])
    response = Response(status=302)
    parameters = [*request.args.items(multi=True), (RELEASE, chosen.id)]
    response.headers["Location"] = f"?{urlencode(parameters)}"
    response.headers["Link"] = ", ".join(build_memento_links(path, base))
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.add(ACCEPT_DATETIME)
    return response


def timemap(current: CurrentRelease, kind: str, slug: str) -> Response:
    """Return the TimeMap of a document: its kept states, oldest first (RFC 7089, section 5).

    Raises:
        NotFound: no kept release has the document.
    """
    served = current.get()
    iri = served.find(kind, slug) or served.addresses.thing(kind, slug)
    path, states = served.addresses.path_of(iri) or "", current.find_releases(iri)
    if not states:
        raise NotFound
    root = get_site_root(served.addresses.base)
    oldest_first = sorted(states, key=lambda one: one.created)
    lines = [
        f'<{root}{path}>; rel="original timegate"',
        f'<{root}timemap/{path}>; rel="self"; type="{LINK_FORMAT}"',
    ]
    for place, one in enumerate(oldest_first):
        names = ["first"] * (place == 0) + ["last"] * (one is oldest_first[-1]) + ["memento"]
        when = http_date(one.created.astimezone(UTC))
        address = f"{root}{path}?{urlencode({RELEASE: one.id})}"
        lines.append(f'<{address}>; rel="{" ".join(names)}"; datetime="{when}"')
    response = Response(",\n".join(lines) + "\n", content_type=LINK_FORMAT)
    response.headers["Cache-Control"] = "public, no-cache"
    return response
