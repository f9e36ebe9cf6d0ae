"""Follow the links of the catalogue, and compare the files with what it states of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from terril.doctor.checks.catalogue.distribution_properties import read_algorithms
from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.statements import parse_integer, to_text
from terril.doctor.findings import error, info, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.response import Response
    from terril.doctor.crawl.statements import Node, Statements
    from terril.doctor.findings import Finding

IANA = "iana.org/assignments/media-types/"
OK = 200
ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
REFUSED = (400, 401, 403, 404, 405, 406, 410, 501)

DEAD = error(
    "dead-link",
    gettext_noop("{prop} leads to {found}, which is answered with “{got}”."),
    gettext_noop("Put the file back, or change the link; portals check links and mark dead ones."),
)
SILENT = error(
    "silent-link",
    gettext_noop("{prop} leads to {found}, where nobody answers in time ({got})."),
    gettext_noop("See whether the address is right and its server runs."),
)
INTERNAL = error(
    "inner-link",
    gettext_noop("{prop} leads to {found}, an address of an inner network; it was not asked."),
    gettext_noop("Write the public address."),
)
SIZE = warning(
    "size-differs",
    gettext_noop("dcat:byteSize says {said} bytes, {found} has {got}."),
    gettext_noop("Say the size of the file that is served, or leave it out."),
)
TYPE = warning(
    "type-differs",
    gettext_noop("dcat:mediaType says {said}, {found} is sent as {got}."),
    gettext_noop("Let both say the same: portals show the one, programs read by the other."),
)
CHECKSUM = error(
    "checksum-differs",
    gettext_noop("The {algorithm} of {found} is not the one in the catalogue."),
    gettext_noop(
        "Compute it anew whenever the file changes, and purge what a cache keeps of either."
    ),
)
NOT_FOLLOWED = info(
    "links-left", gettext_noop("{count} links were not followed, to stay within the limits.")
)


@dataclass(frozen=True, slots=True)
class CatalogueLink:
    """A link in the catalogue, with what it states of the target.

    Attributes:
        url: target of the link.
        place: IRI of the resource that has the link.
        prop: its property, a prefixed name.
        size: in bytes; ``None`` if it is not stated.
        media_type: of the file itself, ``""`` if it is not stated.
        algorithm, checksum: in lower case, ``""`` if they are not stated.
    """

    url: str
    place: str
    prop: str
    size: int | None = None
    media_type: str = ""
    algorithm: str = ""
    checksum: str = ""


def collect_links(crawl: Crawl) -> list[CatalogueLink]:
    """Return every distinct HTTP link to a file, page, service or its description."""
    data, found = crawl.data, dict[str, CatalogueLink]()
    for distribution in crawl.distributions:
        for link in _collect_file_links(data, distribution):
            found.setdefault(link.url, link)
    for dataset in crawl.datasets:
        for url in data.texts(dataset, "dcat:landingPage"):
            found.setdefault(url, CatalogueLink(url, to_text(dataset), "dcat:landingPage"))
    for service in data.instances("dcat:DataService"):
        for prop in ("dcat:endpointURL", "dcat:endpointDescription"):
            for url in data.texts(service, prop):
                found.setdefault(url, CatalogueLink(url, to_text(service), prop))
    return [link for link in found.values() if link.url.startswith(("http://", "https://"))]


def check(crawl: Crawl) -> Iterator[Finding]:
    """Check each link, within the limits."""
    links = collect_links(crawl)
    followed = links[: crawl.limits.links]
    left = len(links) - len(followed)
    for number, link in enumerate(followed):
        crawl.progress(number, len(followed))
        response = _request_link(crawl, link)
        if response.skipped:
            left += 1
        else:
            yield from _check_response(link, response)
    if left:
        yield NOT_FOLLOWED.at(crawl.url, count=left)


def _collect_file_links(data: Statements, distribution: Node) -> Iterator[CatalogueLink]:
    place = to_text(distribution)
    sizes = [parse_integer(one) for one in data.texts(distribution, "dcat:byteSize")]
    types = [one.partition(IANA)[2] for one in data.texts(distribution, "dcat:mediaType")]
    file = CatalogueLink("", place, "dcat:downloadURL", sizes[0] if sizes else None)
    file = replace(file, media_type=next(iter(types), ""))
    for node in data.nodes(distribution, "spdx:checksum"):
        algorithm = next(iter(read_algorithms(data, node)), "")
        for value in data.texts(node, "spdx:checksumValue"):
            file = replace(file, algorithm=algorithm, checksum=value.lower())
    for url in data.texts(distribution, "dcat:downloadURL"):
        yield replace(file, url=url)
    for url in data.texts(distribution, "dcat:accessURL"):
        yield CatalogueLink(url, place, "dcat:accessURL")


def _request_link(crawl: Crawl, link: CatalogueLink) -> Response:
    """Request a small file with a checksum; of others the headers, else the first byte."""
    url, max_bytes = crawl.origins.to_request_url(link.url), crawl.limits.file_bytes
    if link.checksum and link.size is not None and link.size <= max_bytes:
        return crawl.client.follow(url, max_bytes=max_bytes)
    response = crawl.client.follow(url, method="HEAD")
    if response.status in REFUSED:
        return crawl.client.follow(url, {"Range": "bytes=0-0"})
    return response


def _check_response(link: CatalogueLink, response: Response) -> Iterator[Finding]:
    fields = {"prop": link.prop, "found": link.url, "got": response.summary}
    successful = response.status in range(200, 300)
    if response.failure is FetchFailure.INTERNAL:
        yield INTERNAL.at(link.place, link.prop, **fields)
    elif response.failure and response.failure is not FetchFailure.TOO_LARGE:
        yield SILENT.at(link.place, link.prop, **fields)
    elif successful:
        yield from _compare_file(link, response)
    elif not _lacks_query(link, response):
        yield DEAD.at(link.place, link.prop, **fields)


def _lacks_query(link: CatalogueLink, response: Response) -> bool:
    """Return whether an endpoint rejects the request for lack of a query or a password."""
    return link.prop == "dcat:endpointURL" and response.status in (400, 401, 405, 406)


def _compare_file(link: CatalogueLink, response: Response) -> Iterator[Finding]:
    """Compare size, type and checksum of a file with those in the catalogue."""
    size = _read_size(response)
    if None not in (link.size, size) and link.size != size:
        yield SIZE.at(link.place, "dcat:byteSize", said=link.size, found=link.url, got=size)
    if link.media_type and response.media_type and link.media_type != response.media_type:
        got = response.media_type
        yield TYPE.at(link.place, "dcat:mediaType", said=link.media_type, found=link.url, got=got)
    if link.algorithm in ALGORITHMS and response.body and not response.failure:
        digest = hashlib.new(link.algorithm, response.body, usedforsecurity=False).hexdigest()
        complete = link.size == len(response.body) or response.status == OK
        if complete and digest != link.checksum:
            algorithm = link.algorithm.upper()
            yield CHECKSUM.at(link.place, "spdx:checksum", algorithm=algorithm, found=link.url)


def _read_size(response: Response) -> int | None:
    """Return the size of the whole file in bytes; ``None`` if it was sent compressed."""
    if "content-encoding" in response.headers:
        return None
    ranged = response.headers.get("content-range", "").rpartition("/")[2]
    size = parse_integer(ranged or response.headers.get("content-length", ""))
    if size is not None:
        return size
    return len(response.body) if response.body and not response.failure else None
