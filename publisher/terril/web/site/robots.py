"""Guide search engines: every page with its date, and the addresses to leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response, request
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import compute_fingerprint
from terril.model.languages import list_languages
from terril.store.datasets import JoinedThings
from terril.web.changes.rows import get_state
from terril.web.http.negotiation import read_audience
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
    pages = PageList(served)
    parts = -(-len(pages) // A_FILE)
    part = request.args.get("part", "")
    if part and not (part.isascii() and part.isdigit() and 1 <= int(part[:9]) <= parts):
        raise NotFound
    shown: Sequence[tuple[str, datetime]] = ()
    if part or parts == 1:
        shown = pages.read((int(part or 1) - 1) * A_FILE, A_FILE, history)
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


class PageList:
    """The pages of a release: those of the site and of its lists, then one for each thing."""

    def __init__(self, served: ServedRelease) -> None:
        self._served = served
        self._kinds = sorted(served.kinds)
        self._things = JoinedThings([served.kinds[kind] for kind in self._kinds])
        self._first = list(self._list_first())

    def __len__(self) -> int:
        return len(self._first) + len(self._things)

    def read(self, start: int, size: int, history: History) -> Sequence[tuple[str, datetime]]:
        """Return some pages with the time of their last change.

        Args:
            start: number of pages before them.
            size: most pages.
            history: the changes of the town.
        """
        end, before = start + size, len(self._first)
        iris = self._things[max(start - before, 0) : max(end - before, 0)]
        changes = history.list_changes()
        usual = changes[0].when if changes else self._served.release.created
        kinds, things = dict.fromkeys(self._kinds, usual), dict.fromkeys(iris, usual)
        for iri, when in history.read_later_changes():
            name = self._served.addresses.name_of(iri)
            if name and name.kind in kinds:
                kinds[name.kind] = when
            if iri in things:
                things[iri] = when
        first = [(path, when or kinds[path]) for path, when in self._first[start:end]]
        path_of = self._served.addresses.path_of
        return [*first, *((path_of(iri) or "", when) for iri, when in things.items())]

    def _list_first(self) -> Iterator[tuple[str, datetime | None]]:
        """Yield the pages that are about no thing; ``None`` is the date of a list."""
        served, now = self._served, self._served.release.created
        for path in ("", "catalogue", "changes", "query", "def/", "accessibility"):
            yield path, now
        for one in served.datasets:
            yield f"catalogue/{one.name}", served.catalogue.dates[one.name].modified
        for kind in self._kinds:
            yield kind, None
        of_model = (
            ("def", served.model_documents),
            ("def/class", served.classes),
            ("query", served.stored_queries),
        )
        for folder, names in of_model:
            for name in sorted(names):
                yield f"{folder}/{name}", now


def _send(release: str, body: str, content_type: str, state: str = "") -> Response:
    etag = compute_fingerprint(release, request.path, request.query_string, state)
    response = Response(status=304) if has_current(etag) else Response(body)
    response.content_type = content_type
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    return response
