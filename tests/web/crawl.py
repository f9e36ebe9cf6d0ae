"""A visitor that follows every link of the site and keeps the pages that it read."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from lxml import html

from bench.servers import BASE
from terril.model.formats import DOCUMENT_FORMATS

PAGE = {"Accept": "text/html"}
# Where a page makes the browser or its reader go.
LINKS = ("a/@href", "link/@href", "img/@src", "script/@src", "form/@action", "iframe/@src")
# What a browser asks for by itself.
PARTS = ("link[@rel='stylesheet' or @rel='icon']/@href", "img/@src", "script/@src", "image/@href")


@dataclass
class Page:
    """A page that was read.

    Attributes:
        path: from the root of the site, with its parameters.
        text: as it came.
        links: of the site itself, absolute, without fragments.
        anchors: fragments that others may link to.
        parts: what a browser asks for to show it; absolute.
    """

    path: str
    text: str
    links: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)


@dataclass
class Crawl:
    """The result of following every link of a site.

    Attributes:
        pages: by path.
        broken: links that do not answer 200, with the page that has them.
        adrift: links to fragments that their page has not.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    adrift: list[str] = field(default_factory=list)


def read_page(site: httpx.Client, path: str, text: str, base: str = BASE) -> Page:
    """A page taken apart; links to the town's base are links of the site."""
    here = f"{site.base_url}".rstrip("/") + path
    tree = html.fromstring(text)
    page = Page(path, text, anchors=set(tree.xpath("//@id")))
    for pattern in LINKS:
        for link in tree.xpath(f"//{pattern}"):
            target = urljoin(here, str(link)).replace(base, f"{site.base_url}".rstrip("/") + "/")
            if urlsplit(target).netloc == urlsplit(here).netloc:
                page.links.add(target)
    page.parts = {urljoin(here, str(part)) for each in PARTS for part in tree.xpath(f"//{each}")}
    return page


def crawl(site: httpx.Client, left_out: Collection[str] = (), base: str = BASE) -> Crawl:
    """Follow every link from the start page.

    Pages without parameters are read and followed; of the others it only matters that they
    are there. Documents in other formats are read elsewhere.

    Args:
        site: where to start.
        left_out: paths that are not visited.
        base: of the town's IRIs.
    """
    found = Crawl()
    start = f"{site.base_url}".rstrip("/") + "/"
    known = {start}
    waiting = deque([(start, "")])
    fragments: list[tuple[str, str, str]] = []
    while waiting:
        address, origin = waiting.popleft()
        page = _visit(site, found, address, origin, base)
        for target, fragment in map(urldefrag, sorted(page.links) if page else ()):
            fragments.append((address, urlsplit(target).path, fragment))
            skipped = urlsplit(target).path in left_out or _is_read_elsewhere(target)
            if target not in known and not skipped:
                known.add(target)
                waiting.append((target, address))
    found.adrift += [
        f"{origin} -> {path}#{fragment}"
        for origin, path, fragment in fragments
        if fragment and path in found.pages and fragment not in found.pages[path].anchors
    ]
    return found


def _visit(site: httpx.Client, found: Crawl, address: str, origin: str, base: str) -> Page | None:
    """The page at an address, if it is one to read."""
    answer = site.get(address, headers=PAGE, follow_redirects=True)
    if answer.status_code != httpx.codes.OK:
        found.broken.append(f"{origin} -> {address}: {answer.status_code}")
        return None
    if not answer.headers["Content-Type"].startswith("text/html") or urlsplit(address).query:
        return None
    path = urlsplit(str(answer.url)).path
    return found.pages.setdefault(path, read_page(site, path, answer.text, base))


def _is_read_elsewhere(address: str) -> bool:
    path = urlsplit(address).path
    return path.startswith("/doc/") and path.endswith(
        tuple(f".{row.extension}" for row in DOCUMENT_FORMATS)
    )
