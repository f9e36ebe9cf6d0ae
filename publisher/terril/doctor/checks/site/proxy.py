"""Check the URLs of the site for mistakes of a proxy in front of it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.doctor.crawl.origins import is_internal, join_url, parse_origin, split_url
from terril.doctor.crawl.rdf_reader import RDF
from terril.doctor.crawl.statements import to_text
from terril.doctor.findings import error, info, warning
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
PREFIX = error(
    "prefix-lost",
    gettext_noop("The site is at {asked}, but calls itself {public}: the path in front is lost."),
    gettext_noop("Write the path into the base as well; for Terril, in town.toml."),
)
HTTP_LINK = error(
    "http-link",
    gettext_noop("The page will be https, but loads or names its own site by {found}."),
    gettext_noop(
        "Let the proxy send X-Forwarded-Proto, or use relative links; browsers block the rest."
    ),
)
WRONG_HOST = error(
    "wrong-host",
    gettext_noop("The page links to {found}, a name that only the proxy knows."),
    gettext_noop(
        "Let the proxy pass Host on (nginx: proxy_set_header Host $host), or link relatively."
    ),
)
ROOT_LINK = error(
    "link-above",
    gettext_noop("The page links to {found}, which is outside of {asked}."),
    gettext_noop("Tell the site its prefix, or use relative links."),
)
REDIRECT = error(
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
NO_PAGE = info("no-page", gettext_noop("No page for people was found to be looked at."))


def check(crawl: Crawl) -> Iterator[Finding]:
    """Check hosts and IRIs in the data, targets of redirects, and links on pages."""
    yield from _check_names(crawl)
    yield from _check_slashes(crawl)
    yield from _check_redirects(crawl)
    pages = list(_fetch_pages(crawl))
    if not pages:
        yield NO_PAGE.at(crawl.url)
    for response in pages:
        yield from _check_links(crawl, response)


def _check_names(crawl: Crawl) -> Iterator[Finding]:
    """Check that the public base has the host and the path of the requested one."""
    requested, public = crawl.origins.requested, crawl.origins.public
    if parse_origin(requested).host == parse_origin(public).host:
        if split_url(requested).path != split_url(public).path:
            yield PREFIX.at(crawl.url, asked=requested, public=public)
    elif not is_internal(requested) and not is_internal(public):
        yield OTHER_HOST.at(crawl.url, asked=requested, public=public)


def _check_slashes(crawl: Crawl) -> Iterator[Finding]:
    """Check each distinct IRI of the site for a double slash."""
    seen: set[str] = set()
    for quad in crawl.data.quads:
        for node in (quad.subject, quad.object):
            if isinstance(node, NamedNode) and crawl.origins.contains(node.value):
                doubled = "//" in node.value.partition("://")[2]
                if doubled and node.value not in seen:
                    seen.add(node.value)
                    yield SLASHES.at(node.value, found=node.value)


def _check_redirects(crawl: Crawl) -> Iterator[Finding]:
    """Check the redirects that sites make by themselves: of a thing, and of a well-known URL."""
    data = crawl.data
    publishers = [to_text(o) for one in crawl.datasets for o in data.nodes(one, "dct:publisher")]
    things = [one for one in dict.fromkeys(publishers) if crawl.origins.contains(one)]
    urls = [crawl.origins.to_request_url(one) for one in things[:1]]
    urls.append(join_url(crawl.origins.requested, ".well-known/void"))
    for url in urls:
        target = crawl.client.request(url, headers={"Accept": RDF}).location
        if target and not target.startswith(crawl.origins.requested):
            public = target.startswith(crawl.origins.public) and crawl.origins.differ
            if not public:
                yield REDIRECT.at(url, found=target)


def _fetch_pages(crawl: Crawl) -> Iterator[Response]:
    """Fetch HTML pages of the site: its home, the catalogue and a landing page."""
    data = crawl.data
    landing = [url for one in crawl.datasets[:1] for url in data.texts(one, "dcat:landingPage")]
    urls = [crawl.origins.requested, crawl.catalogue, *landing]
    own = [crawl.origins.to_request_url(url) for url in urls if crawl.origins.contains(url)]
    for url in list(dict.fromkeys(own))[:OWN_PAGES]:
        response = crawl.client.follow(url, {"Accept": "text/html"}, crawl.limits.file_bytes)
        if response.ok and response.media_type == "text/html":
            yield response


def _check_links(crawl: Crawl, response: Response) -> Iterator[Finding]:
    """Check the links of a page, and report each wrong one once."""
    seen: set[tuple[str, str]] = set()
    page = response.body.decode("utf-8", "replace")
    for tag, attributes in TAG.findall(page):
        loaded = tag.lower() in LOADED or bool(LOADING.search(attributes))
        for _, link in ADDRESS.findall(attributes):
            finding = _check_link(crawl, response.url, unescape(link).strip(), loaded=loaded)
            if finding and (finding.rule.code, str(finding.fields)) not in seen:
                seen.add((finding.rule.code, str(finding.fields)))
                yield finding


def _check_link(crawl: Crawl, page: str, link: str, *, loaded: bool) -> Finding | None:
    """Return the finding on a link of a page; ``None`` if it is right.

    Args:
        crawl: the site.
        page: URL of the page.
        link: as it stands on the page.
        loaded: ``True`` if browsers load the target with the page.
    """
    requested, public = crawl.origins.requested, crawl.origins.public
    site, linked = parse_origin(requested), parse_origin(link)
    secure = public.startswith("https:") or requested.startswith("https:")
    if link.startswith("http://"):
        if is_internal(link) and linked != site:
            return WRONG_HOST.at(page, found=link)
        own = linked.host in (parse_origin(public).host, site.host)
        if secure and not is_internal(link) and (loaded or own):
            return HTTP_LINK.at(page, found=link)
    elif link.startswith("https://") and is_internal(link):
        return WRONG_HOST.at(page, found=link)
    target = join_url(page, link)
    if target.startswith(("http://", "https://")) and parse_origin(target) == site:
        if not target.startswith(requested) and f"{target}/" != requested:
            return ROOT_LINK.at(page, found=link, asked=requested)
        if "//" in target.partition("://")[2].partition("?")[0]:
            return SLASHES.at(page, found=link)
    return None
