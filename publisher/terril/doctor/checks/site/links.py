"""What the catalogue links to: whether it is there, and as the catalogue says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.statements import parse_integer, to_text
from terril.doctor.findings import hint, mistake, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.response import Response
    from terril.doctor.crawl.statements import Node, Statements
    from terril.doctor.findings import Finding

IANA = "iana.org/assignments/media-types/"
OK = 200
SUMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
REFUSED = (400, 401, 403, 404, 405, 406, 410, 501)

DEAD = mistake(
    "dead-link",
    gettext_noop("{prop} leads to {found}, which is answered with “{got}”."),
    gettext_noop("Put the file back, or change the link; portals check links and mark dead ones."),
)
SILENT = mistake(
    "silent-link",
    gettext_noop("{prop} leads to {found}, where nobody answers in time ({got})."),
    gettext_noop("See whether the address is right and its server runs."),
)
INNER = mistake(
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
SUM = mistake(
    "checksum-differs",
    gettext_noop("The {algorithm} of {found} is not the one in the catalogue."),
    gettext_noop(
        "Compute it anew whenever the file changes, and purge what a cache keeps of either."
    ),
)
LEFT = hint(
    "links-left", gettext_noop("{count} links were not followed, to stay within the limits.")
)


@dataclass(frozen=True, slots=True)
class Link:
    """An address in the catalogue.

    Attributes:
        url: what is linked to.
        place: who links.
        prop: by which property.
        size: in bytes, as the catalogue says; ``None`` if it does not.
        media_type: as the catalogue says, for the file itself.
        algorithm, checksum: in small letters, as the catalogue says.
    """

    url: str
    place: str
    prop: str
    size: int | None = None
    media_type: str = ""
    algorithm: str = ""
    checksum: str = ""


def links_of(crawl: Crawl) -> list[Link]:
    """Every address that somebody would follow, once, with what is said of it."""
    data, found = crawl.data, dict[str, Link]()
    for file in crawl.distributions:
        for link in _of_file(data, file):
            found.setdefault(link.url, link)
    for one in crawl.datasets:
        for url in data.texts(one, "dcat:landingPage"):
            found.setdefault(url, Link(url, to_text(one), "dcat:landingPage"))
    for one in data.instances("dcat:DataService"):
        for prop in ("dcat:endpointURL", "dcat:endpointDescription"):
            for url in data.texts(one, prop):
                found.setdefault(url, Link(url, to_text(one), prop))
    return [link for link in found.values() if link.url.startswith(("http://", "https://"))]


def check(crawl: Crawl) -> Iterator[Finding]:
    """Each link, as far as the limits go."""
    links = links_of(crawl)
    shown = links[: crawl.limits.links]
    left = len(links) - len(shown)
    for number, link in enumerate(shown):
        crawl.progress(number, len(shown))
        response = _ask(crawl, link)
        if response.failure is FetchFailure.NOT_REQUESTED:
            left += 1
        else:
            yield from _judge(link, response)
    if left:
        yield LEFT.at(crawl.url, count=left)


def _of_file(data: Statements, file: Node) -> Iterator[Link]:
    me = to_text(file)
    sizes = [parse_integer(one) for one in data.texts(file, "dcat:byteSize")]
    types = [one.partition(IANA)[2] for one in data.texts(file, "dcat:mediaType")]
    plain = Link("", me, "dcat:downloadURL", sizes[0] if sizes else None)
    plain = replace(plain, media_type=next(iter(types), ""))
    for node in data.nodes(file, "spdx:checksum"):
        kind = next(iter(data.texts(node, "spdx:algorithm")), "").rpartition("_")[2].lower()
        for value in data.texts(node, "spdx:checksumValue"):
            plain = replace(plain, algorithm=kind, checksum=value.lower())
    for url in data.texts(file, "dcat:downloadURL"):
        yield replace(plain, url=url)
    for url in data.texts(file, "dcat:accessURL"):
        yield Link(url, me, "dcat:accessURL")


def _ask(crawl: Crawl, link: Link) -> Response:
    """The whole file if it is small, else its headers, else its first byte."""
    url, most = crawl.origins.to_request_url(link.url), crawl.limits.file_bytes
    if link.checksum and link.size is not None and link.size <= most:
        return crawl.client.follow(url, max_bytes=most)
    response = crawl.client.follow(url, method="HEAD")
    if response.status in REFUSED:
        return crawl.client.follow(url, {"Range": "bytes=0-0"})
    return response


def _judge(link: Link, response: Response) -> Iterator[Finding]:
    told = {"prop": link.prop, "found": link.url, "got": response.summary}
    if response.failure is FetchFailure.INTERNAL:
        yield INNER.at(link.place, link.prop, **told)
    elif response.failure and response.failure is not FetchFailure.TOO_LARGE:
        yield SILENT.at(link.place, link.prop, **told)
    elif response.status not in range(200, 300) and not _asks_for_more(link, response):
        yield DEAD.at(link.place, link.prop, **told)
    elif response.status in range(200, 300):
        yield from _as_said(link, response)


def _asks_for_more(link: Link, response: Response) -> bool:
    """Whether an endpoint only says that a question is missing, or a password."""
    return link.prop == "dcat:endpointURL" and response.status in (400, 401, 405, 406)


def _as_said(link: Link, response: Response) -> Iterator[Finding]:
    size = _size(response)
    if None not in (link.size, size) and link.size != size:
        yield SIZE.at(link.place, "dcat:byteSize", said=link.size, found=link.url, got=size)
    if link.media_type and response.media_type and link.media_type != response.media_type:
        got = response.media_type
        yield TYPE.at(link.place, "dcat:mediaType", said=link.media_type, found=link.url, got=got)
    if link.algorithm in SUMS and response.body and not response.failure:
        found = hashlib.new(link.algorithm, response.body, usedforsecurity=False)
        parse_integer = link.size == len(response.body) or response.status == OK
        if parse_integer and found.hexdigest() != link.checksum:
            algorithm = link.algorithm.upper()
            yield SUM.at(link.place, "spdx:checksum", algorithm=algorithm, found=link.url)


def _size(response: Response) -> int | None:
    """Bytes of the whole file, as the answer tells; ``None`` if it was packed on its way."""
    if "content-encoding" in response.headers:
        return None
    ranged = response.headers.get("content-range", "").rpartition("/")[2]
    told = ranged or response.headers.get("content-length", "")
    if (size := parse_integer(told)) is not None:
        return size
    return len(response.body) if response.body and not response.failure else None
