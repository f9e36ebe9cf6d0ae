"""For search engines: every page with its date, and what to leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response, request
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import fingerprint
from terril.model.languages import available
from terril.web.changes.rows import state_of
from terril.web.http.audience import read_audience
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from terril.release.changes.history import History
    from terril.web.opened import ServedRelease

A_FILE = 10_000
"""Pages in one file; the protocol allows 50,000 and 50 MB, which languages fill sooner."""

# Answers without end, which no search engine needs.
NOT_FOR_CRAWLERS = ("sparql?query=", "search?q=", "suggest", "reconcile")


def robots(opened: ServedRelease) -> Response:
    """What crawlers may read: all pages and files, no computed answers (RFC 9309)."""
    prefix = urlsplit(opened.addresses.base).path
    lines = ["User-agent: *", *(f"Disallow: {prefix}{path}" for path in NOT_FOR_CRAWLERS)]
    lines += ["Crawl-delay: 1", "", f"Sitemap: {opened.addresses.base}sitemap.xml"]
    return _answer(opened, "\n".join(lines) + "\n", "text/plain; charset=utf-8")


def sitemap(opened: ServedRelease, history: History) -> Response:
    """Every page in every language with its last change; beyond ``A_FILE``, a list of parts.

    Source: sitemaps.org protocol 0.9; localised pages as xhtml:link.

    Raises:
        NotFound: there is no such part.
    """
    pages = tuple(_pages(opened, history.last_changes()))
    parts = -(-len(pages) // A_FILE)
    part = request.args.get("part", "")
    if part and not (part.isascii() and part.isdigit() and 1 <= int(part[:9]) <= parts):
        raise NotFound
    shown: Sequence[tuple[str, datetime]] = ()
    if part or parts == 1:
        first = (int(part or 1) - 1) * A_FILE
        shown = pages[first : first + A_FILE]
    body = opened.pages.write(
        "site/sitemap.xml",
        read_audience(),
        base=opened.addresses.base,
        changed=opened.release.created.isoformat(timespec="seconds"),
        pages=[(path, when.isoformat(timespec="seconds")) for path, when in shown],
        parts=parts,
        languages=available(),
    )
    return _answer(opened, body, "application/xml; charset=utf-8", state_of(history))


def _pages(opened: ServedRelease, dates: Mapping[str, datetime]) -> Iterator[tuple[str, datetime]]:
    """The pages, relative to the root of the site, and when each last changed."""
    now = opened.release.created
    things = {
        kind: [(iri, dates.get(iri, now)) for iri in iris] for kind, iris in opened.kinds.items()
    }
    for path in ("", "catalogue", "changes", "query", "def/", "accessibility"):
        yield path, now
    for one in opened.datasets:
        yield f"catalogue/{one.name}", opened.catalogue.dates[one.name].modified
    for kind in sorted(things):
        yield kind, max(when for _, when in things[kind])
    of_model = {
        "def": opened.definitions, "def/class": opened.classes, "query": opened.questions
    }  # fmt: skip
    for folder, names in of_model.items():
        for name in sorted(names):
            yield f"{folder}/{name}", now
    for found in things.values():
        for iri, when in found:
            yield opened.addresses.path_of(iri) or "", when


def _answer(opened: ServedRelease, body: str, content_type: str, state: str = "") -> Response:
    etag = fingerprint(opened.release.id, request.path, request.query_string, state)
    response = Response(status=304) if has_current(etag) else Response(body)
    response.content_type = content_type
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    return response
