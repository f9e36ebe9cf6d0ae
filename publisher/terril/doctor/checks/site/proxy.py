"""What a proxy in front of the site does to its addresses."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.doctor.crawl.origins import is_internal, join_url, parse_origin, split_url
from terril.doctor.crawl.rdf_reader import RDF
from terril.doctor.crawl.statements import to_text
from terril.doctor.findings import hint, mistake, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.response import Response
    from terril.doctor.findings import Finding

TAG = re.compile(r"<(\w+)\b([^>]*)>")
ADDRESS = re.compile(r"""\b(href|src|action)\s*=\s*["']([^"']*)["']""")
LOADED = ("script", "img", "iframe", "source")
LOADING = re.compile(r"""\brel\s*=\s*["']?[^"'>]*(?:stylesheet|icon|preload|manifest)""")
OWN_PAGES = 3

OTHER_HOST = warning(
    "other-host",
    gettext_noop("The catalogue is at {asked}, but calls itself {public}."),
    gettext_noop("See whether that address leads here; for Terril, “base” in town.toml decides."),
)
PREFIX = mistake(
    "prefix-lost",
    gettext_noop("The site is at {asked}, but calls itself {public}: the path in front is lost."),
    gettext_noop("Write the path into the base as well; for Terril, in town.toml."),
)
HTTP_LINK = mistake(
    "http-link",
    gettext_noop("The page will be https, but loads or names its own site by {found}."),
    gettext_noop(
        "Let the proxy send X-Forwarded-Proto, or use relative links; browsers block the rest."
    ),
)
WRONG_HOST = mistake(
    "wrong-host",
    gettext_noop("The page links to {found}, a name that only the proxy knows."),
    gettext_noop(
        "Let the proxy pass Host on (nginx: proxy_set_header Host $host), or link relatively."
    ),
)
ROOT_LINK = mistake(
    "link-above",
    gettext_noop("The page links to {found}, which is outside of {asked}."),
    gettext_noop("Tell the site its prefix, or use relative links."),
)
REDIRECT = mistake(
    "redirect-elsewhere",
    gettext_noop("It redirects to {found}: another scheme or host than that of the site."),
    gettext_noop(
        "Redirect to a relative address, or let the proxy send X-Forwarded-Proto and -Host."
    ),
)
SLASHES = warning(
    "double-slash",
    gettext_noop("“{found}” has two slashes in its path."),
    gettext_noop("Join base and path with one slash: for others these are two addresses."),
)
NO_PAGE = hint("no-page", gettext_noop("No page for people was found to be looked at."))


def check(crawl: Crawl) -> Iterator[Finding]:
    """Names in the data, links on pages, and where redirects lead."""
    yield from _names(crawl)
    yield from _slashes(crawl)
    yield from _redirects(crawl)
    pages = list(_pages(crawl))
    if not pages:
        yield NO_PAGE.at(crawl.url)
    for response in pages:
        yield from _links(crawl, response)


def _names(crawl: Crawl) -> Iterator[Finding]:
    origins = crawl.origins
    here, there = parse_origin(origins.requested), parse_origin(origins.public)
    if here[1] == there[1] and split_url(origins.requested).path != split_url(origins.public).path:
        yield PREFIX.at(crawl.url, asked=origins.requested, public=origins.public)
    elif (
        here[1] != there[1]
        and not is_internal(origins.requested)
        and not is_internal(origins.public)
    ):
        yield OTHER_HOST.at(crawl.url, asked=origins.requested, public=origins.public)


def _slashes(crawl: Crawl) -> Iterator[Finding]:
    """The first such address of each kind of statement."""
    seen: set[str] = set()
    for quad in crawl.data.quads:
        for node in (quad.subject, quad.object):
            if isinstance(node, NamedNode) and crawl.origins.contains(node.value):
                doubled = "//" in node.value.partition("://")[2]
                if doubled and node.value not in seen:
                    seen.add(node.value)
                    yield SLASHES.at(to_text(node), found=node.value)


def _redirects(crawl: Crawl) -> Iterator[Finding]:
    """Those that a site makes by itself: of things, and of well-known addresses."""
    data = crawl.data
    named = [to_text(o) for one in crawl.datasets for o in data.nodes(one, "dct:publisher")]
    things = [one for one in dict.fromkeys(named) if crawl.origins.contains(one)]
    tried = [crawl.origins.to_request_url(one) for one in things[:1]]
    tried.append(join_url(crawl.origins.requested, ".well-known/void"))
    for url in tried:
        target = crawl.client.request(url, headers={"Accept": RDF}).location
        if target and not target.startswith(crawl.origins.requested):
            fine = target.startswith(crawl.origins.public) and crawl.origins.differ
            if not fine:
                yield REDIRECT.at(url, found=target)


def _pages(crawl: Crawl) -> Iterator[Response]:
    data = crawl.data
    named = [url for one in crawl.datasets[:1] for url in data.texts(one, "dcat:landingPage")]
    urls = [crawl.origins.requested, crawl.catalogue, *named]
    own = [crawl.origins.to_request_url(url) for url in urls if crawl.origins.contains(url)]
    for url in list(dict.fromkeys(own))[:OWN_PAGES]:
        response = crawl.client.follow(url, {"Accept": "text/html"}, crawl.limits.file_bytes)
        if response.ok and response.media_type == "text/html":
            yield response


def _links(crawl: Crawl, response: Response) -> Iterator[Finding]:
    """Each link of a page that leads astray, once."""
    seen: set[tuple[str, str]] = set()
    page = response.body.decode("utf-8", "replace")
    for tag, inside in TAG.findall(page):
        loads = tag.lower() in LOADED or bool(LOADING.search(inside))
        for _, found in ADDRESS.findall(inside):
            finding = _link(crawl, response.url, unescape(found).strip(), loads=loads)
            if finding and (finding.rule.code, str(finding.fields)) not in seen:
                seen.add((finding.rule.code, str(finding.fields)))
                yield finding


def _link(crawl: Crawl, page: str, found: str, *, loads: bool) -> Finding | None:
    origins = crawl.origins
    secure = origins.public.startswith("https:") or origins.requested.startswith("https:")
    own_host = parse_origin(origins.public)[1], parse_origin(origins.requested)[1]
    if found.startswith("http://"):
        if is_internal(found) and parse_origin(found) != parse_origin(origins.requested):
            return WRONG_HOST.at(page, found=found)
        if secure and not is_internal(found) and (loads or parse_origin(found)[1] in own_host):
            return HTTP_LINK.at(page, found=found)
    elif found.startswith("https://") and is_internal(found):
        return WRONG_HOST.at(page, found=found)
    target = join_url(page, found)
    if target.startswith(("http://", "https://")) and parse_origin(target) == parse_origin(
        origins.requested
    ):
        if not target.startswith(origins.requested) and f"{target}/" != origins.requested:
            return ROOT_LINK.at(page, found=found, asked=origins.requested)
        if "//" in target.partition("://")[2].partition("?")[0]:
            return SLASHES.at(page, found=found)
    return None
