"""Serve lists: ``/{kind}``, narrowed by facets, sorted, as pages, tables, maps and collections."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, request
from pyoxigraph import NamedNode
from werkzeug.exceptions import NotFound

from terril.model.triples import Node
from terril.model.vocabulary import LABELS, TERRIL, get_last_part
from terril.representations.drawings.svg_map import draw_map
from terril.representations.facets import FACETS, build_facets
from terril.representations.pages.coordinates import find_points, find_positions
from terril.representations.tables.csv_file import write_csv
from terril.representations.tables.geojson import write_geojson
from terril.representations.tables.listing import make_listing
from terril.representations.tables.table import Table, TableMaker
from terril.store.datasets import WHOLE
from terril.store.search import ThingList
from terril.web.http.documents import Document, ExtraFormat, PageFrame, answer
from terril.web.http.linksets import build_linkset
from terril.web.http.paging import count_pages, read_page_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Triple

    from terril.representations.pages import Audience, Pages
    from terril.store.datasets import Dataset
    from terril.store.reader import StoreReader
    from terril.store.search import ThingIndex
    from terril.town.served_release import ServedRelease

VIEWS = ("list", "table", "map")
SORTS = ("name", "-name")
COLLECTION_PAGE = '<https://schema.org/CollectionPage>; rel="type"'


@dataclass(frozen=True, slots=True)
class ListRequest:
    """The part of a list that an address names.

    Attributes:
        kind: of the things.
        chosen: IRIs by facet.
        sort: ``name``, or ``-name`` for the reverse order.
        view: how the page shows them.
        page: counted from 1.
    """

    kind: str
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = SORTS[0]
    view: str = VIEWS[0]
    page: int = 1

    def parameters(self, **changed: str) -> dict[str, str | Sequence[str]]:
        """Return the parameters of its address; defaults are left out."""
        found: dict[str, str | Sequence[str]] = {
            key: [get_last_part(iri) for iri in iris] for key, iris in self.chosen.items() if iris
        }
        rest = {"sort": self.sort, "view": self.view, "page": str(self.page), **changed}
        defaults = {"sort": SORTS[0], "view": VIEWS[0], "page": "1"}
        found |= {
            key: value for key, value in rest.items() if value and value != defaults.get(key)
        }
        return found

    def address(self, **changed: str) -> str:
        """Return its address, relative to the list; ``page=""`` is that of the first page."""
        return f"?{urlencode(self.parameters(**changed), doseq=True)}"


@dataclass(frozen=True)
class ListPage:
    """One page of a list of things.

    Attributes:
        request: the part of the list.
        things: those on all pages.
        size: number of things on a page.
        store: the data of the things.
        pages: their labels.
    """

    request: ListRequest
    things: ThingList
    size: int
    store: StoreReader
    pages: Pages

    @property
    def count(self) -> int:
        """The number of pages."""
        return count_pages(len(self.things), self.size)

    def select(self, audience: Audience | None) -> Sequence[str]:
        """Return the things on the page.

        The list is sorted by label for people, by IRI for programs that take no label.
        """
        language = audience.language if audience else ""
        start = (self.request.page - 1) * self.size
        return self.things.read_page(
            start, self.size, language, reverse=self.request.sort != SORTS[0]
        )

    def write(self, audience: Audience, frame: PageFrame) -> str:
        """Write the page as HTML, in the view that is requested."""
        pages, wanted, shown = self.pages, self.request, self.select(audience)
        kept = audience.parameters

        def address(chosen: Mapping[str, Sequence[str]]) -> str:
            return ListRequest(wanted.kind, chosen, wanted.sort, wanted.view).address(**kept)

        points = find_points(self.store, pages, shown, audience) if wanted.view == "map" else []
        table = (
            make_listing(self.store, pages, shown, audience) if wanted.view == "table" else None
        )
        return pages.write(
            "things/list.html",
            audience,
            total=len(self.things),
            pages=self.count,
            heading=pages.kind_heading(wanted.kind, audience),
            kind=wanted.kind,
            members=shown,
            facets=build_facets(self.things, address, pages, audience),
            cleared=address({}) if any(wanted.chosen.values()) else "",
            views=[(view, wanted.address(view=view, page="", **kept)) for view in VIEWS],
            view=wanted.view,
            sort=wanted.sort,
            reverse_address=wanted.address(sort=SORTS[wanted.sort == SORTS[0]], page="", **kept),
            table=table,
            map=draw_map(points, pages.town.tiles),
            page=wanted.page,
            page_address=lambda number: wanted.address(page=str(number), **kept),
            **frame.values(),
        )

    def make_table(self, datasets: Iterable[Dataset], audience: Audience) -> Table:
        """Return the things on the page with the columns of the files of their dataset."""
        kind = self.request.kind
        of_kind = (one.parts for one in datasets if kind in one.kinds and one.name != WHOLE)
        parts = frozenset(part for parts in of_kind for part in parts)
        maker = TableMaker(self.store, self.pages, audience, parts)
        return maker.make(self.select(audience))

    def write_geojson(self, table: Table, audience: Audience) -> bytes:
        """Write a table of the things on the page as GeoJSON."""
        positions = {row[0]: find_positions(self.store, row[0]) for row in table.rows}
        return write_geojson(table, positions, lambda iri: self.pages.label(iri, audience).value)

    def describe(self, base: str) -> list[Triple]:
        """Describe the collection, this view of it, and its members with their labels.

        Source: Hydra Core Vocabulary, section on collections.

        Args:
            base: IRI of the site.
        """
        # The view is a matter of the page alone.
        wanted = replace(self.request, view=VIEWS[0])
        start = f"{base}{wanted.kind}"

        def at(page: int) -> str:
            query = wanted.address(page=str(page))
            return start if query == "?" else f"{start}{query}"

        # The parameter ``page`` distinguishes the first view from the collection, which has none.
        query = urlencode({**wanted.parameters(), "page": wanted.page}, doseq=True)
        view = Node(f"{start}?{query}").add_type("hydra:PartialCollectionView")
        view.add_iri("hydra:first", at(1)).add_iri("hydra:last", at(self.count))
        collection = Node(at(1)).add_type("hydra:Collection")
        collection.add("hydra:totalItems", len(self.things)).add_node("hydra:view", view)
        labels = self.store.label_triples(NamedNode(f"{TERRIL}kinds#{wanted.kind}"))
        names = (label.object for label in labels if label.predicate in LABELS)
        collection.add("dct:title", *names)
        neighbours = Node(view.subject)
        if wanted.page > 1:
            neighbours.add_iri("hydra:previous", at(wanted.page - 1))
        if wanted.page < self.count:
            neighbours.add_iri("hydra:next", at(wanted.page + 1))
        members = Node(collection.subject)
        for iri in self.select(None):
            member = NamedNode(iri)
            members.add("hydra:member", member)
            members.triples += sorted(self.store.label_triples(member), key=str)
        return list(dict.fromkeys((*collection, *neighbours, *members)))


def collection(served: ServedRelease, kind: str, extension: str | None = None) -> Response:
    """Return a page of the things of a kind."""
    if kind not in served.kinds:
        raise NotFound
    wanted = _read_request(kind, served.things)
    things = ThingList(served.things, kind, wanted.chosen)
    found = ListPage(wanted, things, served.config.page_size, served.store, served.pages)
    if wanted.page > found.count:
        raise NotFound

    def make_table(audience: Audience) -> Table:
        return found.make_table(served.datasets, audience)

    document = Document(
        kind,
        lambda: found.describe(served.addresses.base),
        found.write,
        thing=f"{served.addresses.base}{kind}",
        parameters=wanted.parameters(),
        extras=(
            ExtraFormat(
                "CSV", "csv", "text/csv", lambda audience: write_csv(make_table(audience))
            ),
            ExtraFormat(
                "GeoJSON",
                "geojson",
                "application/geo+json",
                lambda audience: found.write_geojson(make_table(audience), audience),
            ),
            build_linkset(served.config, kind, found.select),
        ),
        links=(COLLECTION_PAGE,),
    )
    return answer(document, served, extension)


def _read_request(kind: str, index: ThingIndex) -> ListRequest:
    """Read the parameters of the address.

    Raises:
        NotFound: there is no such value, order, view or page.
    """
    chosen: dict[str, list[str]] = {}
    for key in FACETS:
        for word in request.args.getlist(key):
            iri = index.find_value(kind, key, word)
            if iri is None:
                raise NotFound
            chosen.setdefault(key, []).append(iri)
    sort, view = request.args.get("sort", SORTS[0]), request.args.get("view", VIEWS[0])
    number = read_page_number()
    if sort not in SORTS or view not in VIEWS or not number:
        raise NotFound
    return ListRequest(kind, chosen, sort, view, number)
