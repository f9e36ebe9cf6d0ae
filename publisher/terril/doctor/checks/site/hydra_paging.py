"""The pages of the catalogue, as the Hydra vocabulary tells them and harvesters follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.doctor.checks.site.transport import content_type
from terril.doctor.crawl.crawler import NEXT_PROPERTIES
from terril.doctor.crawl.statements import parse_integer, to_text
from terril.doctor.findings import Portal, hint, mistake, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl, Page
    from terril.doctor.findings import Finding

VIEWS_MANY = mistake(
    "paging-views",
    gettext_noop("The page describes {count} pages; portals follow any of them, without end."),
    gettext_noop("Describe one hydra:PartialCollectionView a page: its own."),
)
UNKNOWN_VIEW = mistake(
    "paging-type",
    gettext_noop("hydra:view leads to a node that is no hydra:PartialCollectionView."),
    gettext_noop(
        "Type it hydra:PartialCollectionView and hydra:PagedCollection, or all pages but one "
        "are lost."
    ),
)
RELATIVE_NEXT = mistake(
    "paging-relative",
    gettext_noop("The next page is “{found}”, which is no full address."),
    gettext_noop("Write it in full; harvesters use it as it is."),
)
DEAD_NEXT = mistake(
    "paging-dead",
    gettext_noop("The page {found} is answered with “{got}”."),
    gettext_noop("Answer it with 200 and RDF; CKAN loses the whole run, not only this page."),
)
REDIRECTED_NEXT = mistake(
    "paging-redirect",
    gettext_noop("The page {found} redirects to {target}."),
    gettext_noop("Name the address that answers; udata takes every redirect for an error."),
    Portal.UDATA,
)
OTHER_FORMAT = mistake(
    "paging-format",
    gettext_noop(
        "The first page is {first}, this one {here}; it is read as if it were the first."
    ),
    gettext_noop("Keep to one format: give the pages of /catalogue.ttl addresses in .ttl."),
)
LOOP = mistake(
    "paging-loop",
    gettext_noop("The page leads back to {found}; harvesters go round without end."),
    gettext_noop("Give the last page neither hydra:next nor hydra:nextPage."),
)
NO_TOTAL = warning(
    "paging-no-total",
    gettext_noop("The page does not say how many datasets there are in all."),
    gettext_noop(
        "Give its hydra:PartialCollectionView an integer hydra:totalItems; data.europa.eu "
        "throws without."
    ),
    Portal.EUROPA,
)
WRONG_TOTAL = warning(
    "paging-total",
    gettext_noop("It says {said} datasets in all; the pages have {found}."),
    gettext_noop("Count the datasets of all pages in hydra:totalItems."),
)
ONE_NEXT = warning(
    "paging-one-name",
    gettext_noop("The next page is named by {has} alone."),
    gettext_noop(
        "Name it by hydra:next and by hydra:nextPage: older and newer readers look for one."
    ),
)
TWICE = warning(
    "paging-twice",
    gettext_noop("The dataset is on more than one page."),
    gettext_noop(
        "Describe each dataset on one page only; udata takes the second for a duplicate."
    ),
)
MORE = hint("paging-more", gettext_noop("There are more pages; {count} were read."))


def check(crawl: Crawl) -> Iterator[Finding]:
    """One view a page, with a next page that can be followed, until the last."""
    for number, page in enumerate(crawl.pages):
        yield from _view(page)
        if number:
            yield from _later(crawl, page)
    yield from _end(crawl)
    yield from _twice(crawl)
    yield from _total(crawl)


def _view(page: Page) -> Iterator[Finding]:
    data = page.reading.statements
    views = page.views
    if len(views) > 1:
        yield VIEWS_MANY.at(page.url, "hydra:view", count=len(views))
    pointed = [
        n for one in data.instances("hydra:Collection") for n in data.nodes(one, "hydra:view")
    ]
    if not views and pointed:
        yield UNKNOWN_VIEW.at(page.url, "hydra:view")
    for view in views:
        has = [name for name in NEXT_PROPERTIES if data.has(view, name)]
        if len(has) == 1:
            yield ONE_NEXT.at(page.url, has[0], has=has[0])
        totals = [parse_integer(value.value) for value in data.literals(view, "hydra:totalItems")]
        if all(total is None for total in totals):
            yield NO_TOTAL.at(page.url, "hydra:totalItems")


def _later(crawl: Crawl, page: Page) -> Iterator[Finding]:
    """What may go wrong with a page that another page names."""
    first = crawl.pages[0]
    if not page.url.startswith(("http://", "https://")):
        yield RELATIVE_NEXT.at(page.url, "hydra:next", found=page.url.removeprefix("file:///"))
    elif page.response.location:
        yield REDIRECTED_NEXT.at(page.url, found=page.url, target=page.response.location)
    elif not page.response.ok or page.reading.rdf_format is None:
        yield DEAD_NEXT.at(page.url, found=page.url, got=page.response.summary)
    elif page.response.media_type != first.response.media_type:
        types = first.response.media_type, page.response.media_type
        yield OTHER_FORMAT.at(page.url, first=types[0], here=types[1])
    else:
        yield from content_type(page)


def _end(crawl: Crawl) -> Iterator[Finding]:
    last = crawl.pages[-1]
    if not last.next_url:
        return
    if len(crawl.pages) >= crawl.limits.pages:
        yield MORE.at(last.url, count=len(crawl.pages))
    else:
        yield LOOP.at(last.url, "hydra:next", found=last.next_url)


def _twice(crawl: Crawl) -> Iterator[Finding]:
    seen: set[str] = set()
    for page in crawl.pages:
        here = {to_text(one) for one in page.reading.statements.instances("dcat:Dataset")}
        for one in sorted(here & seen):
            yield TWICE.at(one)
        seen |= here


def _total(crawl: Crawl) -> Iterator[Finding]:
    if crawl.pages[-1].next_url:
        return
    listed = [one for me in crawl.catalogue_nodes for one in crawl.data.values(me, "dcat:dataset")]
    found = len(listed) or len(crawl.datasets)
    for page in crawl.pages:
        for view in page.views:
            told = page.reading.statements.texts(view, "hydra:totalItems")
            for said in told:
                if parse_integer(said) not in (None, found):
                    yield WRONG_TOTAL.at(page.url, "hydra:totalItems", said=said, found=found)
