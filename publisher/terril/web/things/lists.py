"""Lists: ``/{kind}``, narrowed by facets, sorted, as pages, tables, maps and Hydra collections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, request
from pyoxigraph import Literal, NamedNode, Triple
from werkzeug.exceptions import NotFound

from terril.model.vocabulary import DCT, HYDRA, LABELS, TERRIL, TYPE, XSD
from terril.representations.drawings.svg_map import draw_map
from terril.representations.facets import FACETS, last_part
from terril.representations.pages.coordinates import find_points
from terril.representations.tables.csv_file import write_csv
from terril.representations.tables.geojson import write_geojson
from terril.representations.tables.listing import make_listing
from terril.representations.tables.table import Table, TableMaker
from terril.store.datasets import WHOLE
from terril.web.http.documents import Document, Extra, PageFrame, answer
from terril.web.http.linksets import COLLECTION_PAGE, linkset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.representations.pages import Audience
    from terril.town.served_release import ServedRelease

VIEWS = ("list", "table", "map")
SORTS = ("name", "-name")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a list.

    Attributes:
        kind: of the things.
        chosen: IRIs by facet.
        sort: ``name``, or ``-name`` for the other way round.
        view: how the page shows them.
        page: counted from 1.
    """

    kind: str
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = SORTS[0]
    view: str = VIEWS[0]
    page: int = 1

    def parameters(self, **changed: str) -> dict[str, str | Sequence[str]]:
        """The parameters of its address; what goes without saying is left out."""
        found: dict[str, str | Sequence[str]] = {
            key: [last_part(iri) for iri in iris] for key, iris in self.chosen.items() if iris
        }
        rest = {"sort": self.sort, "view": self.view, "page": str(self.page), **changed}
        usual = {"sort": SORTS[0], "view": VIEWS[0], "page": "1"}
        found |= {key: value for key, value in rest.items() if value and value != usual.get(key)}
        return found

    def address(self, **changed: str) -> str:
        """Relative to the list; ``page=""`` begins at the first page."""
        return f"?{urlencode(self.parameters(**changed), doseq=True)}"


def collection(served: ServedRelease, kind: str, extension: str | None) -> Response:
    """The things of a kind that the address asks for, one page of them."""
    if kind not in served.kinds:
        raise NotFound
    asked = _asked(served, kind)
    members = served.facets(kind).narrow(asked.chosen)
    size = served.config.page_size
    pages = max(1, -(-len(members) // size))
    if asked.page > pages:
        raise NotFound

    def shown(audience: Audience | None) -> Sequence[str]:
        """One page: sorted by label for people, by IRI for programs that take no label."""
        ordered = served.sort_by_label(members, audience) if audience else members
        ordered = ordered[::-1] if asked.sort != SORTS[0] else ordered
        return ordered[(asked.page - 1) * size : asked.page * size]

    def table(audience: Audience) -> Table:
        return _table(served, kind, shown(audience), audience)

    def triples() -> list[Triple]:
        return _hydra(served, asked, len(members), pages, shown(None))

    def page(audience: Audience, frame: PageFrame) -> str:
        values = _values(served, asked, shown(audience), audience)
        return served.pages.write(
            "things/list.html",
            audience,
            total=len(members),
            pages=pages,
            **values,
            **frame.values(),
        )

    found = Document(
        kind,
        triples,
        page,
        thing=f"{served.addresses.base}{kind}",
        parameters=asked.parameters(),
        extras=(
            Extra("CSV", "csv", "text/csv", lambda audience: write_csv(table(audience))),
            Extra(
                "GeoJSON",
                "geojson",
                "application/geo+json",
                lambda audience: _geojson(served, table(audience), audience),
            ),
            linkset(served, kind, shown),
        ),
        links=(COLLECTION_PAGE,),
    )
    return answer(found, served, extension)


def _asked(served: ServedRelease, kind: str) -> Asked:
    """What the address asks.

    Raises:
        NotFound: it asks for a value, order, view or page that there is not.
    """
    index = served.facets(kind)
    chosen: dict[str, list[str]] = {}
    for key in FACETS:
        for word in request.args.getlist(key):
            iri = index.value(key, word)
            if iri is None:
                raise NotFound
            chosen.setdefault(key, []).append(iri)
    sort, view = request.args.get("sort", SORTS[0]), request.args.get("view", VIEWS[0])
    page = request.args.get("page", "1")
    number = int(page[:9]) if page.isascii() and page.isdigit() else 0
    if sort not in SORTS or view not in VIEWS or not number:
        raise NotFound
    return Asked(kind, chosen, sort, view, number)


def _values(
    served: ServedRelease, asked: Asked, shown: Sequence[str], audience: Audience
) -> dict[str, object]:
    """What the template of a list shows, for the view that is asked for."""
    pages, store = served.pages, served.store
    wishes = audience.parameters

    def address(chosen: Mapping[str, Sequence[str]]) -> str:
        return Asked(asked.kind, chosen, asked.sort, asked.view).address(**wishes)

    points = find_points(store, pages, shown, audience) if asked.view == "map" else []
    return {
        "heading": pages.kind_heading(asked.kind, audience),
        "kind": asked.kind,
        "members": shown,
        "facets": served.facets(asked.kind).facets(asked.chosen, address, served.pages, audience),
        "cleared": address({}) if any(asked.chosen.values()) else "",
        "views": [(view, asked.address(view=view, page="", **wishes)) for view in VIEWS],
        "view": asked.view,
        "sort": asked.sort,
        "turned": asked.address(sort=SORTS[asked.sort == SORTS[0]], page="", **wishes),
        "table": make_listing(store, pages, shown, audience) if asked.view == "table" else None,
        "map": draw_map(points, pages.town.tiles),
        "page": asked.page,
        "turn_to": lambda number: asked.address(page=str(number), **wishes),
    }


def _table(served: ServedRelease, kind: str, shown: Sequence[str], audience: Audience) -> Table:
    """The things with the columns that they have in the files of their dataset."""
    of_kind = (one.parts for one in served.datasets if kind in one.kinds and one.name != WHOLE)
    parts = frozenset(part for parts in of_kind for part in parts)
    return TableMaker(served.store, served.pages, audience, parts).make(shown)


def _geojson(served: ServedRelease, table: Table, audience: Audience) -> bytes:
    store, pages = served.store, served.pages
    points = {row[0]: find_points(store, pages, [row[0]], audience) for row in table.rows}
    return write_geojson(table, points)


def _hydra(
    served: ServedRelease, asked: Asked, total: int, pages: int, shown: Sequence[str]
) -> list[Triple]:
    """The collection, one view of it, and its members with their names.

    Source: Hydra Core Vocabulary, section on collections.
    """
    base = f"{served.addresses.base}{asked.kind}"

    def at(page: int) -> NamedNode:
        query = asked.address(page=str(page))
        return NamedNode(base if query == "?" else f"{base}{query}")

    whole = at(1)
    # The view of the first page is told apart from the collection, which has no page.
    view = NamedNode(f"{base}?{urlencode({**asked.parameters(), 'page': asked.page}, doseq=True)}")
    found = [
        Triple(whole, TYPE, NamedNode(f"{HYDRA}Collection")),
        Triple(whole, NamedNode(f"{HYDRA}totalItems"), _integer(total)),
        Triple(whole, NamedNode(f"{HYDRA}view"), view),
        Triple(view, TYPE, NamedNode(f"{HYDRA}PartialCollectionView")),
        Triple(view, NamedNode(f"{HYDRA}first"), at(1)),
        Triple(view, NamedNode(f"{HYDRA}last"), at(pages)),
    ]
    for label in served.store.label_triples(NamedNode(f"{TERRIL}kinds#{asked.kind}")):
        if label.predicate in LABELS:
            found.append(Triple(whole, NamedNode(f"{DCT}title"), label.object))
    if asked.page > 1:
        found.append(Triple(view, NamedNode(f"{HYDRA}previous"), at(asked.page - 1)))
    if asked.page < pages:
        found.append(Triple(view, NamedNode(f"{HYDRA}next"), at(asked.page + 1)))
    for iri in shown:
        member = NamedNode(iri)
        found.append(Triple(whole, NamedNode(f"{HYDRA}member"), member))
        found += sorted(served.store.label_triples(member), key=str)
    return list(dict.fromkeys(found))


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(f"{XSD}integer"))
