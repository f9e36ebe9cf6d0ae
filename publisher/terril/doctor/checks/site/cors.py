"""Whether a page of another site may read what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.doctor.checks.site.sparql_endpoints import endpoints
from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.rdf_reader import RDF
from terril.doctor.findings import warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.findings import Finding

ORIGIN = "https://reader.example"

CLOSED = warning(
    "cors-closed",
    gettext_noop(
        "A page of another site may not read it: Access-Control-Allow-Origin is “{got}”."
    ),
    gettext_noop(
        "Send Access-Control-Allow-Origin: * with every answer, and let no proxy take it off."
    ),
)
TWICE = warning(
    "cors-twice",
    gettext_noop("Access-Control-Allow-Origin is sent as “{got}”; browsers take only one value."),
    gettext_noop("Let either the server or the proxy send it."),
)
PREFLIGHT = warning(
    "cors-preflight",
    gettext_noop(
        "A page of another site may not send a query by POST: OPTIONS gets “{got}”, allowed are "
        "“{headers}”."
    ),
    gettext_noop(
        "Answer OPTIONS with success, Access-Control-Allow-Methods with POST and "
        "Access-Control-Allow-Headers with content-type."
    ),
)


def check(crawl: Crawl) -> Iterator[Finding]:
    """A simple GET of the catalogue and of the endpoint, and what a browser asks before POST."""
    own = [one for one in endpoints(crawl) if crawl.origins.contains(one)]
    for url in (crawl.pages[0].response.url, *own[:1]):
        sent = {"Origin": ORIGIN, "Accept": RDF}
        wire = crawl.origins.to_request_url(url)
        response = crawl.client.request(wire, headers=sent, max_bytes=crawl.limits.page_bytes)
        told = response.headers.get("access-control-allow-origin", "")
        if response.failure is FetchFailure.NOT_REQUESTED:
            return
        if "," in told:
            yield TWICE.at(url, got=told)
        elif told not in ("*", ORIGIN):
            yield CLOSED.at(url, got=told)
    for url in own[:1]:
        yield from _preflight(crawl, url)


def _preflight(crawl: Crawl, url: str) -> Iterator[Finding]:
    asked = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = crawl.client.request(crawl.origins.to_request_url(url), "OPTIONS", asked)
    if response.failure is FetchFailure.NOT_REQUESTED:
        return
    methods = response.headers.get("access-control-allow-methods", "").lower()
    headers = response.headers.get("access-control-allow-headers", "").lower()
    open_ = response.headers.get("access-control-allow-origin", "") in ("*", ORIGIN)
    # POST is among the methods that need no leave (Fetch, section 4.8).
    may = response.ok and open_ and ("content-type" in headers or headers.strip() == "*")
    if not may:
        yield PREFLIGHT.at(
            url, got=response.summary, headers=f"{methods} {headers}".strip() or "–"
        )
