"""Things as a table on a page: a row a thing, a column a property, with links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.representations.pages.facts import FactSheet
from terril.store.descriptions import Description

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.representations.pages import Audience, Pages
    from terril.representations.pages.facts import Fact, Value
    from terril.store.reader import StoreReader


@dataclass(frozen=True, slots=True)
class ListingColumn:
    """A property as a column: its IRI and what it is called."""

    property: str
    label: str
    language: str


@dataclass(frozen=True, slots=True)
class ListingRow:
    """A thing: its IRI, and its values for each column's IRI."""

    iri: str
    cells: dict[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Listing:
    """Columns that at least one row uses, in the order of pages, and the rows."""

    columns: tuple[ListingColumn, ...]
    rows: tuple[ListingRow, ...]


def make_listing(
    store: StoreReader, pages: Pages, things: Iterable[str], audience: Audience
) -> Listing:
    """The things as a table, what they say of themselves in the reader's language."""
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
