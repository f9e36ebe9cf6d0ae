"""Guide search engines: every page with its date, and the addresses to leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response, request
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import compute_fingerprint
from terril.model.languages import list_languages
from terril.web.changes.rows import get_state
from terril.web.http.negotiation import read_audience
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from terril.release.changes.history import History
    from terril.town.served_release import ServedRelease

A_FILE = 10_000
"""Pages in one file; the protocol allows 50,000 and 50 MB, which languages fill sooner."""

# Endless answers, which no search engine needs.
NOT_FOR_CRAWLERS = ("sparql?query=", "search?q=", "suggest", "reconcile")


def robots(served: ServedRelease) -> Response:
    """Return the addresses that crawlers may read: all but computed answers (RFC 9309)."""
    prefix = urlsplit(served.addresses.base).path
    lines = ["User-agent: *", *(f"Disallow: {prefix}{path}" for path in NOT_FOR_CRAWLERS)]
    lines += ["Crawl-delay: 1", "", f"Sitemap: {served.addresses.base}sitemap.xml"]
    return _send(served.release.id, "\n".join(lines) + "\n", "text/plain; charset=utf-8")


def sitemap(served: ServedRelease, history: History) -> Response:
    """Return every page and its last change in every language; beyond ``A_FILE``, list the parts.

    Source: sitemaps.org protocol 0.9; localised pages as xhtml:link.

    Raises:
        NotFound: there is no such part.
    """
    pages = tuple(_list_pages(served, history.find_last_changes()))
    parts = -(-len(pages) // A_FILE)
    part = request.args.get("part", "")
    if part and not (part.isascii() and part.isdigit() and 1 <= int(part[:9]) <= parts):
        raise NotFound
    shown: Sequence[tuple[str, datetime]] = ()
    if part or parts == 1:
        first = (int(part or 1) - 1) * A_FILE
        shown = pages[first : first + A_FILE]
    body = served.pages.write(
        "site/sitemap.xml",
        read_audience(),
        base=served.addresses.base,
        changed=served.release.created.isoformat(timespec="seconds"),
        pages=[(path, when.isoformat(timespec="seconds")) for path, when in shown],
        parts=parts,
        languages=list_languages(),
    )
    return _send(served.release.id, body, "application/xml; charset=utf-8", get_state(history))


def _list_pages(
    served: ServedRelease, dates: Mapping[str, datetime]
) -> Iterator[tuple[str, datetime]]:
    """Yield the paths of the pages and the time of their last change."""
    now = served.release.created
    things = {
        kind: [(iri, dates.get(iri, now)) for iri in iris] for kind, iris in served.kinds.items()
    }
    for path in ("", "catalogue", "changes", "query", "def/", "accessibility"):
        yield path, now
    for one in served.datasets:
        yield f"catalogue/{one.name}", served.catalogue.dates[one.name].modified
    for kind in sorted(things):
        yield kind, max(when for _, when in things[kind])
    of_model = {
        "def": served.model_documents, "def/class": served.classes, "query": served.stored_queries
    }  # fmt: skip
    for folder, names in of_model.items():
        for name in sorted(names):
            yield f"{folder}/{name}", now
    for found in things.values():
        for iri, when in found:
            yield served.addresses.path_of(iri) or "", when


def _send(release: str, body: str, content_type: str, state: str = "") -> Response:
    etag = compute_fingerprint(release, request.path, request.query_string, state)
    response = Response(status=304) if has_current(etag) else Response(body)
    response.content_type = content_type
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    return response
