"""Show things as a table on a page, with links: a row for each thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.representations.pages.fact_sheet import FactSheet
from terril.store.descriptions import Description

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.representations.pages import Audience, Pages
    from terril.representations.pages.facts import Fact, Value
    from terril.store.reader import StoreReader


@dataclass(frozen=True, slots=True)
class ListingColumn:
    """A column: IRI of its property, and the label with its language."""

    property: str
    label: str
    language: str


@dataclass(frozen=True, slots=True)
class ListingRow:
    """A row: IRI of its thing, and its values by the property of the column."""

    iri: str
    cells: dict[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of the columns that at least one row uses, in the order of pages."""

    columns: tuple[ListingColumn, ...]
    rows: tuple[ListingRow, ...]


def make_listing(
    store: StoreReader, pages: Pages, things: Iterable[str], audience: Audience
) -> Listing:
    """Return things with their own facts as a table in the audience's language."""
    columns: dict[str, tuple[tuple[float, float, str], ListingColumn]] = {}
    rows = []
    for iri in things:
        facts = _collect_facts(store, pages, iri, audience)
        for fact in facts:
            order = fact.position.group_order, fact.position.order, fact.label
            column = ListingColumn(fact.property, fact.label, fact.language)
            columns.setdefault(fact.property, (order, column))
        rows.append(ListingRow(iri, {fact.property: fact.values for fact in facts}))
    return Listing(
        tuple(column for _, column in sorted(columns.values(), key=_get_order)), tuple(rows)
    )


def _get_order(row: tuple[tuple[float, float, str], ListingColumn]) -> tuple[float, float, str]:
    return row[0]


def _collect_facts(
    store: StoreReader, pages: Pages, iri: str, audience: Audience
) -> tuple[Fact, ...]:
    thing = NamedNode(iri)
    return FactSheet(
        Description(thing, store.about(thing), (), (), ()), pages, audience
    ).get_facts()
