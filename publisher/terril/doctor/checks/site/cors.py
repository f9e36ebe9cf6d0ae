"""Check that pages of other sites may read what is published (CORS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.doctor.checks.site.sparql_endpoints import list_endpoints
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
    """Check a simple GET of catalogue and endpoint, and the preflight request of POST."""
    own = [url for url in list_endpoints(crawl) if crawl.origins.contains(url)]
    for url in (crawl.pages[0].response.url, *own[:1]):
        headers = {"Origin": ORIGIN, "Accept": RDF}
        request_url = crawl.origins.to_request_url(url)
        response = crawl.client.request(
            request_url, headers=headers, max_bytes=crawl.limits.page_bytes
        )
        allowed = response.headers.get("access-control-allow-origin", "")
        if response.skipped:
            return
        if "," in allowed:
            yield TWICE.at(url, got=allowed)
        elif allowed not in ("*", ORIGIN):
            yield CLOSED.at(url, got=allowed)
    for url in own[:1]:
        yield from _check_preflight(crawl, url)


def _check_preflight(crawl: Crawl, url: str) -> Iterator[Finding]:
    preflight = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = crawl.client.request(crawl.origins.to_request_url(url), "OPTIONS", preflight)
    if response.skipped:
        return
    methods = response.headers.get("access-control-allow-methods", "").lower()
    headers = response.headers.get("access-control-allow-headers", "").lower()
    origin_allowed = response.headers.get("access-control-allow-origin", "") in ("*", ORIGIN)
    # POST is a method that needs no permission (Fetch, section 4.8); this content type does.
    header_allowed = "content-type" in headers or headers.strip() == "*"
    if not (response.ok and origin_allowed and header_allowed):
        allowed = f"{methods} {headers}".strip() or "–"
        yield PREFLIGHT.at(url, got=response.summary, headers=allowed)
