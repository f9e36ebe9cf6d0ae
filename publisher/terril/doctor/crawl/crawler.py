"""The catalogue as it was fetched, page after page: what the checks look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.doctor.crawl.client import Asker
from terril.doctor.crawl.failure import FetchFailure
from terril.doctor.crawl.origins import Places, join, places_of, split
from terril.doctor.crawl.rdf_reader import RDF, Reading, read
from terril.doctor.crawl.statements import Statements, text
from terril.model.errors import NoCatalogue, SiteSilent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    from terril.doctor.crawl.response import Answer
    from terril.doctor.crawl.statements import Node
    from terril.doctor.limits import Limits

    Progress: TypeAlias = Callable[[int, int], None]

USUAL = ("catalogue.ttl", "catalog.ttl", "catalogue", "catalog", "catalogue.rdf", "catalog.rdf")
"""Where catalogues usually are, below a site's home."""
OWN_MARK = "terril-release"
VIEWS = ("hydra:PartialCollectionView", "hydra:PagedCollection")
NEXT = ("hydra:next", "hydra:nextPage")
SILENCES = {FetchFailure.LATE: SiteSilent.LATE, FetchFailure.INNER: SiteSilent.INNER}
WITHOUT_ANSWER = frozenset(
    {FetchFailure.UNREACHABLE, FetchFailure.LATE, FetchFailure.INNER, FetchFailure.NOT_ASKED}
)


def nobody(done: int, total: int) -> None:
    """Shows progress to nobody."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the catalogue.

    Attributes:
        url: its address, as the catalogue says it.
        answer: what came back.
        reading: what it says.
        unasked: whether it was RDF without being asked for RDF, as portals ask.
    """

    url: str
    answer: Answer
    reading: Reading
    unasked: bool = True

    @property
    def views(self) -> list[Node]:
        """What the page says of paging, one node if all is well."""
        found = [node for name in VIEWS for node in self.reading.statements.typed(name)]
        return list(dict.fromkeys(found))

    @property
    def following(self) -> str:
        """Address of the next page as the page gives it; ``""`` if it is the last."""
        told = self.reading.statements
        return next((one for view in self.views for one in told.texts(view, *NEXT)), "")


@dataclass(frozen=True, slots=True)
class Crawl:
    """What was fetched.

    Attributes:
        url: address of the catalogue that was asked.
        pages: one at least.
        data: what all pages say.
        catalogue: the catalogue's IRI, ``""`` if there is none.
        places: where the site is, and what it calls itself.
        asker: for those who need to ask more.
        limits: of the visit.
        shapes: files with SHACL shapes that are to be checked as well.
        show: told how far the links have been followed.
    """

    url: str
    pages: tuple[Page, ...]
    data: Statements
    catalogue: str
    places: Places
    asker: Asker
    limits: Limits
    shapes: tuple[Path, ...] = ()
    show: Progress = nobody

    @property
    def readable(self) -> bool:
        """Whether there is a catalogue to look at."""
        return self.pages[0].reading.has_catalogue

    @property
    def described(self) -> list[Node]:
        """The catalogue itself, if it is there."""
        found = self.data.typed("dcat:Catalog")
        return [one for one in found if text(one) == self.catalogue]

    @property
    def ours(self) -> bool:
        """Whether it is a site of Terril, which promises more than a catalogue."""
        return OWN_MARK in self.pages[0].answer.headers

    @property
    def datasets(self) -> list[Node]:
        """Every dataset, in the order of the catalogue."""
        listed = [
            node
            for one in self.data.typed("dcat:Catalog")
            for node in self.data.nodes(one, "dcat:dataset")
        ]
        return list(dict.fromkeys((*listed, *self.data.typed("dcat:Dataset"))))

    @property
    def distributions(self) -> list[Node]:
        """Every distribution of the datasets."""
        found = [n for one in self.datasets for n in self.data.nodes(one, "dcat:distribution")]
        return list(dict.fromkeys(found))


def crawl(url: str, limits: Limits) -> Crawl:
    """Fetch the catalogue of a site.

    Args:
        url: of the site's home or of the catalogue itself.
        limits: of the visit.

    Raises:
        SiteSilent: there is no answer.
        NoCatalogue: there is no catalogue.
    """
    asker = Asker(url, limits)
    first = _find(url, asker, limits)
    named = _catalogue(first.reading.statements)
    data = first.reading.statements
    known = next(iter([named] if named else data.typed("dcat:Dataset")), None)
    places = places_of(first.url, text(known) if known else first.url)
    pages = _pages(first, places, asker, limits)
    data = Statements(quad for page in pages for quad in page.reading.statements.quads)
    catalogue = text(named) if named else ""
    return Crawl(first.url, pages, data, catalogue, places, asker, limits)


def _find(url: str, asker: Asker, limits: Limits) -> Page:
    """The first page of the catalogue, at the address or below it."""
    answer = asker.follow(url, most=limits.page_bytes)
    if answer.trouble and answer.trouble in WITHOUT_ANSWER:
        why = SILENCES.get(answer.trouble, SiteSilent.NOBODY)
        raise SiteSilent(url, why, answer.reason)
    page = Page(url, answer, read(answer))
    if answer.trouble or page.reading.has_catalogue or _broken(page):
        return page
    for name in _below(url):
        address = join(f"{url.rstrip('/')}/", name)
        found = asker.follow(address, most=limits.page_bytes)
        below = Page(address, found, read(found))
        if below.reading.has_catalogue or (_broken(below) and "." in name):
            return below
    asked = asker.follow(url, {"Accept": RDF}, limits.page_bytes)
    page = Page(url, asked, read(asked), unasked=False)
    if page.reading.has_catalogue:
        return page
    raise NoCatalogue(url, f"{answer.status} {answer.media_type}".strip())


def _broken(page: Page) -> bool:
    """Whether it is RDF that cannot be read, so that nobody knows what it would say."""
    return bool(page.reading.failed) and page.answer.media_type not in ("", "text/html")


def _below(url: str) -> tuple[str, ...]:
    last = split(url).path.rpartition("/")[2]
    return () if "." in last or split(url).query else USUAL


def _catalogue(data: Statements) -> Node | None:
    """The catalogue that has most datasets; a catalogue of catalogues has fewer."""
    found = data.typed("dcat:Catalog")
    return max(found, key=lambda one: len(data.values(one, "dcat:dataset")), default=None)


def _pages(first: Page, places: Places, asker: Asker, limits: Limits) -> tuple[Page, ...]:
    pages = [first]
    seen = {first.url, *(text(view) for view in first.views)}
    while (following := pages[-1].following) and len(pages) < limits.pages:
        if following in seen:
            break
        seen.add(following)
        answer = asker.ask(places.wire(following), most=limits.page_bytes)
        pages.append(Page(following, answer, read(answer)))
    return tuple(pages)
