"""The SPARQL endpoints of the catalogue: they answer, and they only answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.statements import to_text
from terril.doctor.findings import hint, mistake, warning
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
"""Changes nothing anywhere."""
MOST = 3

NONE = hint("no-endpoint", gettext_noop("The catalogue names no SPARQL endpoint."))
SILENT = mistake(
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
UPDATES = mistake(
    "endpoint-updates",
    gettext_noop("The endpoint took an update: anybody may change what is published."),
    gettext_noop("Refuse SPARQL Update at the public address, now."),
)


def endpoints(crawl: Crawl) -> list[str]:
    """The addresses of the SPARQL endpoints that the catalogue names."""
    data, found = crawl.data, list[str]()
    for one in data.instances("dcat:DataService"):
        if any("sparql" in standard.lower() for standard in data.texts(one, "dct:conformsTo")):
            found += [to_text(node) for node in data.nodes(one, "dcat:endpointURL")]
    return list(dict.fromkeys(found))


def check(crawl: Crawl) -> Iterator[Finding]:
    """A question by GET and by POST, and an update of nothing, to the site's own endpoint."""
    found = endpoints(crawl)
    if not found:
        yield NONE.at(crawl.url)
    for url in found[:MOST]:
        wire = crawl.origins.to_request_url(url)
        join = "&" if "?" in wire else "?"
        asked = f"{wire}{join}{urlencode({'query': QUERY})}"
        response = crawl.client.request(asked, headers={"Accept": JSON})
        if response.failure is FetchFailure.NOT_REQUESTED:
            return
        if not _is_true(response):
            yield SILENT.at(url, got=response.summary)
            continue
        if response.media_type != JSON:
            yield TYPE.at(url, wanted=JSON, got=response.summary)
        if crawl.origins.contains(url):
            yield from _post(crawl, url, wire)


def _post(crawl: Crawl, url: str, wire: str) -> Iterator[Finding]:
    response = _send(crawl, wire, "query", QUERY)
    if response.failure is not FetchFailure.NOT_REQUESTED and not _is_true(response):
        yield NO_POST.at(url, got=response.summary)
    if _send(crawl, wire, "update", UPDATE).ok:
        yield UPDATES.at(url)


def _send(crawl: Crawl, wire: str, name: str, value: str) -> Response:
    headers = {"Accept": JSON, "Content-Type": FORM}
    return crawl.client.request(wire, "POST", headers, urlencode({name: value}).encode())


def _is_true(response: Response) -> bool:
    if not response.ok:
        return False
    try:
        told = json.loads(response.body)
    except (ValueError, RecursionError):
        return b"true" in response.body
    return isinstance(told, dict) and told.get("boolean") is True
