"""Check that the SPARQL endpoints of the catalogue answer queries, and refuse updates."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from terril.doctor.crawl.statements import to_text
from terril.doctor.findings import error, info, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.response import Response
    from terril.doctor.findings import Finding

JSON = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"
QUERY = "ASK {}"
UPDATE = "INSERT DATA {}"
"""An update that changes nothing."""
MAX_ENDPOINTS = 3

NONE = info("no-endpoint", gettext_noop("The catalogue names no SPARQL endpoint."))
SILENT = error(
    "endpoint-silent",
    gettext_noop(
        "The endpoint does not answer the simplest question (ASK) with true, but with “{got}”."
    ),
    gettext_noop(
        "See whether it runs, and whether a proxy passes the query part of the address on."
    ),
)
NO_POST = warning(
    "endpoint-no-post",
    gettext_noop("The endpoint does not answer a query by POST, but says “{got}”."),
    gettext_noop("Let the proxy pass POST on: long queries come so."),
)
TYPE = warning(
    "endpoint-type",
    gettext_noop("Who asks the endpoint for {wanted} gets {got}."),
    gettext_noop("Send results in the format that is asked for."),
)
UPDATES = error(
    "endpoint-updates",
    gettext_noop("The endpoint took an update: anybody may change what is published."),
    gettext_noop("Refuse SPARQL Update at the public address, now."),
)


def list_endpoints(crawl: Crawl) -> list[str]:
    """Return the URLs of the SPARQL endpoints in the catalogue."""
    data, found = crawl.data, list[str]()
    for service in data.instances("dcat:DataService"):
        if any("sparql" in one.lower() for one in data.texts(service, "dct:conformsTo")):
            found += [to_text(node) for node in data.nodes(service, "dcat:endpointURL")]
    return list(dict.fromkeys(found))


def check(crawl: Crawl) -> Iterator[Finding]:
    """Send a query by GET; to an endpoint of the site, also by POST, and an empty update."""
    found = list_endpoints(crawl)
    if not found:
        yield NONE.at(crawl.url)
    for url in found[:MAX_ENDPOINTS]:
        request_url = crawl.origins.to_request_url(url)
        separator = "&" if "?" in request_url else "?"
        query_url = f"{request_url}{separator}{urlencode({'query': QUERY})}"
        response = crawl.client.request(query_url, headers={"Accept": JSON})
        if response.skipped:
            return
        if not _is_true(response):
            yield SILENT.at(url, got=response.summary)
            continue
        if response.media_type != JSON:
            yield TYPE.at(url, wanted=JSON, got=response.summary)
        if crawl.origins.contains(url):
            yield from _check_post(crawl, url, request_url)


def _check_post(crawl: Crawl, url: str, request_url: str) -> Iterator[Finding]:
    response = _send_form(crawl, request_url, "query", QUERY)
    if not response.skipped and not _is_true(response):
        yield NO_POST.at(url, got=response.summary)
    if _send_form(crawl, request_url, "update", UPDATE).ok:
        yield UPDATES.at(url)


def _send_form(crawl: Crawl, url: str, name: str, value: str) -> Response:
    headers = {"Accept": JSON, "Content-Type": FORM}
    return crawl.client.request(url, "POST", headers, urlencode({name: value}).encode())


def _is_true(response: Response) -> bool:
    """Return whether a response is the result of ASK that is true, in any format."""
    if not response.ok:
        return False
    try:
        result = json.loads(response.body)
    except (ValueError, RecursionError):
        return b"true" in response.body
    return isinstance(result, dict) and result.get("boolean") is True
