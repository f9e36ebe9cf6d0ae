"""Check the files that crawlers read: robots.txt, the sitemap, VoID and feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

from terril.doctor.checks.site.links import collect_links
from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import join_url
from terril.doctor.crawl.rdf_reader import RDF, read_rdf
from terril.doctor.findings import error, info, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.response import Response
    from terril.doctor.findings import Finding

CRAWLERS = ("ckan", "uData", "python-requests", "Googlebot")
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
MEGABYTE = 2**20
SOME_FILES = 20

LOCKED = warning(
    "robots-lock-out",
    gettext_noop("robots.txt forbids {who} to read {found}."),
    gettext_noop("Take out the line that forbids it, or allow it before that line."),
)
NO_SITEMAP = warning(
    "no-sitemap",
    gettext_noop("There is no readable sitemap at {found} (“{got}”)."),
    gettext_noop("Serve one, and name it in robots.txt, so that search engines find every page."),
)
SITEMAP_ELSEWHERE = error(
    "sitemap-elsewhere",
    gettext_noop("The sitemap leads to {found}, which is not of {public}."),
    gettext_noop("Write the public address of each page; search engines leave out other hosts."),
)
NO_VOID = warning(
    "no-void",
    gettext_noop("/.well-known/void does not lead to RDF, but to “{got}”."),
    gettext_noop(
        "Let it lead to the description of the data set; let the proxy pass /.well-known/ on."
    ),
)
NO_VOID_HERE = info("no-void-here", gettext_noop("There is no /.well-known/void."))
DEAD_FEED = warning(
    "feed-dead",
    gettext_noop("The feed of changes is answered with “{got}”."),
    gettext_noop("Let the proxy pass it on: those who keep a copy follow it."),
)
NO_FEED = info("no-feeds", gettext_noop("No feeds of changes as Terril has them were looked for."))
LIMITS_REACHED = warning(
    "limits-reached",
    gettext_noop("After {count} requests nothing more was asked; what looks right may not be."),
    gettext_noop("Allow more with --requests, or look at less with --only and --links."),
)


def check(crawl: Crawl) -> Iterator[Finding]:
    """Check robots.txt, sitemap, VoID and feeds, and whether the limits were reached."""
    yield from _check_robots(crawl)
    yield from _check_sitemap(crawl)
    yield from _check_void(crawl)
    if crawl.is_terril:
        yield from _check_feeds(crawl)
    else:
        yield NO_FEED.at(crawl.url)
    if crawl.client.exhausted:
        yield LIMITS_REACHED.at(crawl.url, count=crawl.client.request_count)


def _check_robots(crawl: Crawl) -> Iterator[Finding]:
    """Check the rules of robots.txt against the public URLs (RFC 9309)."""
    response = crawl.client.follow(join_url(crawl.origins.requested, "/robots.txt"))
    if not response.ok or response.media_type == "text/html":
        return
    rules = RobotFileParser()
    rules.parse(response.body.decode("utf-8", "replace").splitlines())
    files = [link.url for link in collect_links(crawl) if link.prop == "dcat:downloadURL"]
    for url in (crawl.pages[0].url, *files[:SOME_FILES]):
        if not crawl.origins.contains(url):
            continue
        public = url.replace(crawl.origins.requested, crawl.origins.public, 1)
        if locked := [one for one in CRAWLERS if not rules.can_fetch(one, public)]:
            yield LOCKED.at(response.url, who=", ".join(locked), found=public)
            return


def _check_sitemap(crawl: Crawl) -> Iterator[Finding]:
    url = join_url(crawl.origins.requested, "sitemap.xml")
    response = crawl.client.follow(url, max_bytes=crawl.limits.file_bytes)
    if response.skipped:
        return
    if not response.ok or (locations := _parse_sitemap(response)) is None:
        yield NO_SITEMAP.at(url, found=url, got=response.summary)
        return
    for found in locations:
        if not found.startswith(crawl.origins.public):
            yield SITEMAP_ELSEWHERE.at(url, found=found, public=crawl.origins.public)
            return


def _parse_sitemap(response: Response) -> list[str] | None:
    """Return the URLs in a sitemap; ``None`` if it is not one."""
    if b"<!DOCTYPE" in response.body or b"<!ENTITY" in response.body:
        return None
    if response.failure is FetchFailure.TOO_LARGE:
        return []
    try:
        root = ElementTree.fromstring(response.body)  # noqa: S314  # without a DTD
    except (ElementTree.ParseError, LookupError, ValueError):
        return None
    return [(one.text or "").strip() for one in root.iter(LOCATION)]


def _check_void(crawl: Crawl) -> Iterator[Finding]:
    url = join_url(crawl.origins.requested, ".well-known/void")
    response = crawl.client.follow(url, {"Accept": RDF}, crawl.limits.file_bytes)
    if response.skipped or read_rdf(response).statements.instances("void:Dataset"):
        return
    yield NO_VOID.at(url, got=response.summary) if crawl.is_terril else NO_VOID_HERE.at(url)


def _check_feeds(crawl: Crawl) -> Iterator[Finding]:
    feeds = (("changes.atom", "application/atom+xml"), ("changes/feed", "text/turtle"))
    for path, media_type in feeds:
        url = join_url(crawl.origins.requested, path)
        response = crawl.client.follow(url, {"Accept": media_type}, MEGABYTE)
        fine = response.status == 200 and response.media_type == media_type
        if not response.skipped and not fine:
            yield DEAD_FEED.at(url, got=response.summary)
