"""What a site says to those who come by themselves: robots, sitemap, descriptions, feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

from terril.doctor.checks.site.links import links_of
from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import join
from terril.doctor.crawl.rdf_reader import RDF, read
from terril.doctor.findings import hint, mistake, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.response import Answer
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
SITEMAP_ELSEWHERE = mistake(
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
NO_VOID_HERE = hint("no-void-here", gettext_noop("There is no /.well-known/void."))
DEAD_FEED = warning(
    "feed-dead",
    gettext_noop("The feed of changes is answered with “{got}”."),
    gettext_noop("Let the proxy pass it on: those who keep a copy follow it."),
)
NO_FEED = hint("no-feeds", gettext_noop("No feeds of changes as Terril has them were looked for."))
SPENT = warning(
    "limits-reached",
    gettext_noop("After {count} requests nothing more was asked; what looks right may not be."),
    gettext_noop("Allow more with --requests, or look at less with --only and --links."),
)


def check(crawl: Crawl) -> Iterator[Finding]:
    """What search engines and followers read first."""
    yield from _robots(crawl)
    yield from _sitemap(crawl)
    yield from _void(crawl)
    if crawl.ours:
        yield from _feeds(crawl)
    else:
        yield NO_FEED.at(crawl.url)
    if crawl.asker.spent:
        yield SPENT.at(crawl.url, count=crawl.asker.asked)


def _robots(crawl: Crawl) -> Iterator[Finding]:
    """What robots.txt forbids, as the rules read once the site is public (RFC 9309)."""
    answer = crawl.asker.follow(join(crawl.places.asked, "/robots.txt"))
    if not answer.fine or answer.media_type == "text/html":
        return
    rules = RobotFileParser()
    rules.parse(answer.body.decode("utf-8", "replace").splitlines())
    files = [link.url for link in links_of(crawl) if link.prop == "dcat:downloadURL"]
    for url in (crawl.pages[0].url, *files[:SOME_FILES]):
        if not crawl.places.own(url):
            continue
        public = url.replace(crawl.places.asked, crawl.places.public, 1)
        if locked := [one for one in CRAWLERS if not rules.can_fetch(one, public)]:
            yield LOCKED.at(answer.url, who=", ".join(locked), found=public)
            return


def _sitemap(crawl: Crawl) -> Iterator[Finding]:
    url = join(crawl.places.asked, "sitemap.xml")
    answer = crawl.asker.follow(url, most=crawl.limits.file_bytes)
    if answer.trouble is FetchFailure.NOT_ASKED:
        return
    if not answer.fine or (locations := _locations(answer)) is None:
        yield NO_SITEMAP.at(url, found=url, got=answer.what)
        return
    for found in locations:
        if not found.startswith(crawl.places.public):
            yield SITEMAP_ELSEWHERE.at(url, found=found, public=crawl.places.public)
            return


def _locations(answer: Answer) -> list[str] | None:
    """The addresses in a sitemap; ``None`` if it is none."""
    if b"<!DOCTYPE" in answer.body or b"<!ENTITY" in answer.body:
        return None
    if answer.trouble is FetchFailure.TOO_LARGE:
        return []
    try:
        root = ElementTree.fromstring(answer.body)  # noqa: S314  # without a DTD
    except (ElementTree.ParseError, LookupError, ValueError):
        return None
    return [(one.text or "").strip() for one in root.iter(LOCATION)]


def _void(crawl: Crawl) -> Iterator[Finding]:
    url = join(crawl.places.asked, ".well-known/void")
    answer = crawl.asker.follow(url, {"Accept": RDF}, crawl.limits.file_bytes)
    if answer.trouble is FetchFailure.NOT_ASKED or read(answer).statements.typed("void:Dataset"):
        return
    yield NO_VOID.at(url, got=answer.what) if crawl.ours else NO_VOID_HERE.at(url)


def _feeds(crawl: Crawl) -> Iterator[Finding]:
    for path, kind in (("changes.atom", "application/atom+xml"), ("changes/feed", "text/turtle")):
        url = join(crawl.places.asked, path)
        answer = crawl.asker.follow(url, {"Accept": kind}, MEGABYTE)
        if answer.trouble is not FetchFailure.NOT_ASKED and (
            answer.status != 200 or answer.media_type != kind
        ):
            yield DEAD_FEED.at(url, got=answer.what)
