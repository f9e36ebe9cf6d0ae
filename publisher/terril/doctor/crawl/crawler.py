"""Fetch the pages of a catalogue, the input of all checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from terril.doctor.crawl.client import CrawlClient
from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import Origins, derive_origins, join_url, split_url
from terril.doctor.crawl.rdf_reader import RDF, RdfReading, read_rdf
from terril.doctor.crawl.statements import Statements, to_text
from terril.model.errors import NoCatalogue, SiteSilent

if TYPE_CHECKING:
    from pathlib import Path

    from terril.doctor.crawl.response import Response
    from terril.doctor.crawl.statements import Node
    from terril.doctor.findings import Portal
    from terril.doctor.limits import CrawlLimits

Progress: TypeAlias = Callable[[int, int], None]
"""Receives how many links of how many have been followed."""

USUAL_NAMES = (
    "catalogue.ttl",
    "catalog.ttl",
    "catalogue",
    "catalog",
    "catalogue.rdf",
    "catalog.rdf",
)
"""Usual paths of catalogues below the home of a site."""
TERRIL_HEADER = "terril-release"
VIEW_CLASSES = ("hydra:PartialCollectionView", "hydra:PagedCollection")
NEXT_PROPERTIES = ("hydra:next", "hydra:nextPage")
SILENT_REASONS = {FetchFailure.TIMEOUT: SiteSilent.LATE, FetchFailure.INTERNAL: SiteSilent.INNER}
NO_RESPONSE = frozenset(
    {
        FetchFailure.UNREACHABLE,
        FetchFailure.TIMEOUT,
        FetchFailure.INTERNAL,
        FetchFailure.NOT_REQUESTED,
    }
)


def ignore_progress(done: int, total: int) -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the catalogue.

    Attributes:
        url: its URL as the catalogue gives it.
        response: the response to the request for it.
        reading: the response parsed as RDF.
        rdf_by_default: ``True`` if it is RDF for ``Accept: */*``, which portals send.
    """

    url: str
    response: Response
    reading: RdfReading
    rdf_by_default: bool = True

    @property
    def views(self) -> list[Node]:
        """The Hydra views that the page describes; one, on a correct page."""
        data = self.reading.statements
        return list(dict.fromkeys(n for name in VIEW_CLASSES for n in data.instances(name)))

    @property
    def next_url(self) -> str:
        """URL of the next page as the page gives it; ``""`` on the last page."""
        data = self.reading.statements
        urls = (url for view in self.views for url in data.texts(view, *NEXT_PROPERTIES))
        return next(urls, "")


@dataclass(frozen=True, slots=True)
class Crawl:
    """The fetched catalogue of a site, with the client for further requests.

    Attributes:
        url: URL at which the catalogue was found.
        pages: at least one.
        data: statements of all pages.
        catalogue: IRI of the catalogue, ``""`` if there is none.
        origins: public and requested base of the site.
        client: for the requests of the checks; counts those of the whole examination.
        limits: of the whole examination.
        shapes: files with further SHACL shapes to validate against.
        portals: those that were asked for; empty for all.
        progress: called with the number of links followed and their total.
    """

    url: str
    pages: tuple[Page, ...]
    data: Statements
    catalogue: str
    origins: Origins
    client: CrawlClient
    limits: CrawlLimits
    shapes: tuple[Path, ...] = ()
    portals: frozenset[Portal] = frozenset()
    progress: Progress = ignore_progress

    @property
    def readable(self) -> bool:
        """True if the first page describes a catalogue or a dataset."""
        return self.pages[0].reading.has_catalogue

    @property
    def catalogue_nodes(self) -> list[Node]:
        """The node of the catalogue; empty if there is none."""
        found = self.data.instances("dcat:Catalog")
        return [node for node in found if to_text(node) == self.catalogue]

    @property
    def is_terril(self) -> bool:
        """True if the site runs Terril, which offers more than a catalogue."""
        return TERRIL_HEADER in self.pages[0].response.headers

    @property
    def datasets(self) -> list[Node]:
        """Every dataset: those that catalogues list, in that order, then any others."""
        listed = [
            node
            for catalogue in self.data.instances("dcat:Catalog")
            for node in self.data.nodes(catalogue, "dcat:dataset")
        ]
        return list(dict.fromkeys((*listed, *self.data.instances("dcat:Dataset"))))

    @property
    def distributions(self) -> list[Node]:
        """Every distribution of the datasets."""
        found = [n for one in self.datasets for n in self.data.nodes(one, "dcat:distribution")]
        return list(dict.fromkeys(found))

    @property
    def publishers(self) -> dict[str, Node]:
        """The publishers of catalogues and datasets by IRI."""
        owners = (*self.data.instances("dcat:Catalog"), *self.datasets)
        found = (node for owner in owners for node in self.data.nodes(owner, "dct:publisher"))
        return {to_text(node): node for node in found}


def crawl(url: str, limits: CrawlLimits) -> Crawl:
    """Fetch the catalogue of a site.

    Args:
        url: URL of the site's home or of the catalogue itself.
        limits: of the whole examination.

    Raises:
        SiteSilent: there is no response.
        NoCatalogue: there is no catalogue.
    """
    client = CrawlClient(url, limits)
    first = _find_first_page(url, client, limits)
    data = first.reading.statements
    catalogue = _choose_catalogue(data)
    known = next(iter([catalogue] if catalogue else data.instances("dcat:Dataset")), None)
    origins = derive_origins(first.url, to_text(known) if known else first.url)
    pages = _fetch_pages(first, origins, client, limits)
    data = Statements(quad for page in pages for quad in page.reading.statements.quads)
    name = to_text(catalogue) if catalogue else ""
    return Crawl(first.url, pages, data, name, origins, client, limits)


def _find_first_page(url: str, client: CrawlClient, limits: CrawlLimits) -> Page:
    """Find the first page of the catalogue, at a URL or at a usual path below it."""
    response = client.follow(url, max_bytes=limits.page_bytes)
    if response.failure and response.failure in NO_RESPONSE:
        why = SILENT_REASONS.get(response.failure, SiteSilent.NOBODY)
        raise SiteSilent(url, why, response.reason)
    page = Page(url, response, read_rdf(response))
    if response.failure or page.reading.has_catalogue or _is_broken(page):
        return page
    for name in _list_usual_names(url):
        address = join_url(f"{url.rstrip('/')}/", name)
        found = client.follow(address, max_bytes=limits.page_bytes)
        below = Page(address, found, read_rdf(found))
        if below.reading.has_catalogue or (_is_broken(below) and "." in name):
            return below
    negotiated = client.follow(url, {"Accept": RDF}, limits.page_bytes)
    page = Page(url, negotiated, read_rdf(negotiated), rdf_by_default=False)
    if page.reading.has_catalogue:
        return page
    raise NoCatalogue(url, f"{response.status} {response.media_type}".strip())


def _is_broken(page: Page) -> bool:
    """Return whether a page is RDF that cannot be parsed, so that it may be the catalogue."""
    return bool(page.reading.error) and page.response.media_type not in ("", "text/html")


def _list_usual_names(url: str) -> tuple[str, ...]:
    parts = split_url(url)
    return () if "." in parts.path.rpartition("/")[2] or parts.query else USUAL_NAMES


def _choose_catalogue(data: Statements) -> Node | None:
    """Return the catalogue with most datasets; a catalogue of catalogues has fewer."""
    found = data.instances("dcat:Catalog")
    return max(found, key=lambda one: len(data.values(one, "dcat:dataset")), default=None)


def _fetch_pages(
    first: Page, origins: Origins, client: CrawlClient, limits: CrawlLimits
) -> tuple[Page, ...]:
    pages = [first]
    seen = {first.url, *(to_text(view) for view in first.views)}
    while (next_url := pages[-1].next_url) and len(pages) < limits.pages:
        if next_url in seen:
            break
        seen.add(next_url)
        response = client.request(origins.to_request_url(next_url), max_bytes=limits.page_bytes)
        pages.append(Page(next_url, response, read_rdf(response)))
    return tuple(pages)
