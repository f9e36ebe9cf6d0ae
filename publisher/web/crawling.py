"""For search engines: every page with its date, and what to leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response, request
from werkzeug.exceptions import NotFound

from publisher.languages import available
from publisher.web.readers import reader_of_request
from publisher.web.validators import has_current, make_etag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.web.opened import OpenRelease

A_FILE = 10_000
"""Pages in one file; the protocol allows 50,000 and 50 MB, which languages fill sooner."""

# Answers without end, which no search engine needs.
NOT_FOR_CRAWLERS = ("sparql?query=", "search?q=", "suggest", "reconcile")


def robots(opened: OpenRelease) -> Response:
    """What crawlers may read: all pages and files, no computed answers (RFC 9309)."""
    prefix = urlsplit(opened.addresses.base).path
    lines = ["User-agent: *", *(f"Disallow: {prefix}{path}" for path in NOT_FOR_CRAWLERS)]
    lines += ["Crawl-delay: 1", "", f"Sitemap: {opened.addresses.base}sitemap.xml"]
    return _answer(opened, "\n".join(lines) + "\n", "text/plain; charset=utf-8")


def sitemap(opened: OpenRelease) -> Response:
    """Every page in every language with its last change; beyond ``A_FILE``, a list of parts.

    Source: sitemaps.org protocol 0.9; localised pages as xhtml:link.

    Raises:
        NotFound: there is no such part.
    """
    paths = tuple(_paths(opened))
    parts = -(-len(paths) // A_FILE)
    part = request.args.get("part", "")
    if part and not (part.isascii() and part.isdigit() and 1 <= int(part[:9]) <= parts):
        raise NotFound
    shown: Sequence[str] = ()
    if part or parts == 1:
        first = (int(part or 1) - 1) * A_FILE
        shown = paths[first : first + A_FILE]
    body = opened.pages.write(
        "sitemap.xml",
        reader_of_request(),
        base=opened.addresses.base,
        changed=opened.release.created.isoformat(timespec="seconds"),
        paths=shown,
        parts=parts,
        languages=available(),
    )
    return _answer(opened, body, "application/xml; charset=utf-8")


def _paths(opened: OpenRelease) -> Iterator[str]:
    """The pages, relative to the root of the site."""
    yield from ("", "catalogue", "changes", "query", "def/", "accessibility")
    yield from (f"catalogue/{one.name}" for one in opened.datasets)
    yield from sorted(opened.kinds)
    yield from (f"def/{name}" for name in sorted(opened.definitions))
    yield from (f"def/class/{name}" for name in sorted(opened.classes))
    yield from (f"query/{name}" for name in sorted(opened.questions))
    for things in opened.kinds.values():
        yield from (opened.addresses.path_of(iri) or "" for iri in things)


def _answer(opened: OpenRelease, body: str, content_type: str) -> Response:
    etag = make_etag(opened.release.id, request.path, request.query_string)
    response = Response(status=304) if has_current(etag) else Response(body)
    response.content_type = content_type
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    return response
