"""Check the paging of the catalogue in the Hydra vocabulary, which harvesters follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.doctor.checks.site.transport import check_content_type
from terril.doctor.crawl.crawler import NEXT_PROPERTIES
from terril.doctor.crawl.statements import parse_integer, to_text
from terril.doctor.findings import Portal, error, info, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl, Page
    from terril.doctor.findings import Finding

VIEWS_MANY = error(
    "paging-views",
    gettext_noop("The page describes {count} pages; portals follow any of them, without end."),
    gettext_noop("Describe one hydra:PartialCollectionView a page: its own."),
)
UNKNOWN_VIEW = error(
    "paging-type",
    gettext_noop("hydra:view leads to a node that is no hydra:PartialCollectionView."),
    gettext_noop(
        "Type it hydra:PartialCollectionView and hydra:PagedCollection, or all pages but one "
        "are lost."
    ),
)
RELATIVE_NEXT = error(
    "paging-relative",
    gettext_noop("The next page is “{found}”, which is no full address."),
    gettext_noop("Write it in full; harvesters use it as it is."),
)
DEAD_NEXT = error(
    "paging-dead",
    gettext_noop("The page {found} is answered with “{got}”."),
    gettext_noop("Answer it with 200 and RDF; CKAN loses the whole run, not only this page."),
)
REDIRECTED_NEXT = error(
    "paging-redirect",
    gettext_noop("The page {found} redirects to {target}."),
    gettext_noop("Name the address that answers; udata takes every redirect for an error."),
    Portal.UDATA,
)
OTHER_FORMAT = error(
    "paging-format",
    gettext_noop(
        "The first page is {first}, this one {here}; it is read as if it were the first."
    ),
    gettext_noop("Keep to one format: give the pages of /catalogue.ttl addresses in .ttl."),
)
LOOP = error(
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
MORE = info("paging-more", gettext_noop("There are more pages; {count} were read."))


def check(crawl: Crawl) -> Iterator[Finding]:
    """Check views, next pages, the end, duplicates and totals of the paging."""
    for number, page in enumerate(crawl.pages):
        yield from _check_view(page)
        if number:
            yield from _check_later_page(crawl, page)
    yield from _check_end(crawl)
    yield from _check_duplicates(crawl)
    yield from _check_total(crawl)


def _check_view(page: Page) -> Iterator[Finding]:
    data = page.reading.statements
    views = page.views
    if len(views) > 1:
        yield VIEWS_MANY.at(page.url, "hydra:view", count=len(views))
    collections = data.instances("hydra:Collection")
    if not views and any(data.nodes(one, "hydra:view") for one in collections):
        yield UNKNOWN_VIEW.at(page.url, "hydra:view")
    for view in views:
        has = [name for name in NEXT_PROPERTIES if data.has(view, name)]
        if len(has) == 1:
            yield ONE_NEXT.at(page.url, has[0], has=has[0])
        totals = [parse_integer(one.value) for one in data.literals(view, "hydra:totalItems")]
        if all(total is None for total in totals):
            yield NO_TOTAL.at(page.url, "hydra:totalItems")


def _check_later_page(crawl: Crawl, page: Page) -> Iterator[Finding]:
    """Check URL, response and format of a page that another page names."""
    first = crawl.pages[0]
    if not page.url.startswith(("http://", "https://")):
        yield RELATIVE_NEXT.at(page.url, "hydra:next", found=page.url.removeprefix("file:///"))
    elif page.response.location:
        yield REDIRECTED_NEXT.at(page.url, found=page.url, target=page.response.location)
    elif not page.response.ok or page.reading.rdf_format is None:
        yield DEAD_NEXT.at(page.url, found=page.url, got=page.response.summary)
    elif page.response.media_type != first.response.media_type:
        first_type, page_type = first.response.media_type, page.response.media_type
        yield OTHER_FORMAT.at(page.url, first=first_type, here=page_type)
    else:
        yield from check_content_type(page)


def _check_end(crawl: Crawl) -> Iterator[Finding]:
    last = crawl.pages[-1]
    if not last.next_url:
        return
    if len(crawl.pages) >= crawl.limits.pages:
        yield MORE.at(last.url, count=len(crawl.pages))
    else:
        yield LOOP.at(last.url, "hydra:next", found=last.next_url)


def _check_duplicates(crawl: Crawl) -> Iterator[Finding]:
    seen: set[str] = set()
    for page in crawl.pages:
        datasets = {to_text(one) for one in page.reading.statements.instances("dcat:Dataset")}
        for dataset in sorted(datasets & seen):
            yield TWICE.at(dataset)
        seen |= datasets


def _check_total(crawl: Crawl) -> Iterator[Finding]:
    """Compare the stated totals with the number of datasets, if all pages were read."""
    if crawl.pages[-1].next_url:
        return
    listed = [n for one in crawl.catalogue_nodes for n in crawl.data.values(one, "dcat:dataset")]
    found = len(listed) or len(crawl.datasets)
    for page in crawl.pages:
        for view in page.views:
            for total in page.reading.statements.texts(view, "hydra:totalItems"):
                if parse_integer(total) not in (None, found):
                    yield WRONG_TOTAL.at(page.url, "hydra:totalItems", said=total, found=found)
