"""The cells of a table of things, in the words of a reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from publisher.languages import say
from publisher.representations.pages.facts import FactSheet
from publisher.representations.pages.whereabouts import whereabouts
from publisher.store.descriptions import Description

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from publisher.representations.drawings.locator import Point
    from publisher.representations.pages import Pages, Reader
    from publisher.representations.pages.facts import Fact, Value
    from publisher.store.reading import StoreReader

SEPARATOR = " | "
"""Between several values of a cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """A property as a column: its IRI and what it is called."""

    property: str
    label: str
    language: str


@dataclass(frozen=True, slots=True)
class Row:
    """A thing: its IRI, its name, what is said of it, its values for each column's IRI."""

    iri: str
    name: str
    language: str
    description: str
    cells: dict[str, tuple[Value, ...]]
    points: tuple[Point, ...]

    def cell(self, column: Column) -> str:
        """All values of a column as one text."""
        return SEPARATOR.join(value.text for value in self.cells.get(column.property, ()))


@dataclass(frozen=True, slots=True)
class Table:
    """Columns that at least one row uses, in the order of pages, and the rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def texts(self, reader: Reader) -> Iterable[Sequence[str]]:
        """The header and each row as texts: IRI, name, description, then the columns."""
        head = [say(word, reader.language) for word in ("IRI", "name", "description")]
        yield [*head, *(column.label for column in self.columns)]
        for row in self.rows:
            cells = [row.cell(column) for column in self.columns]
            yield [row.iri, row.name, row.description, *cells]


def make_table(store: StoreReader, pages: Pages, things: Iterable[str], reader: Reader) -> Table:
    """The things as a table, what they say of themselves in the reader's language."""
    columns: dict[str, tuple[tuple[float, float, str], Column]] = {}
    rows = []
    for iri in things:
        facts = _facts(store, pages, iri, reader)
        for fact in facts:
            order = fact.place.group_order, fact.place.order, fact.label
            column = Column(fact.property, fact.label, fact.language)
            columns.setdefault(fact.property, (order, column))
        name, said = pages.label(iri, reader), pages.description(iri, reader)
        rows.append(
            Row(
                iri,
                name.value,
                name.language,
                said.value if said else "",
                {fact.property: fact.values for fact in facts},
                tuple(whereabouts(store, pages, [iri], reader)),
            )
        )
    return Table(tuple(column for _, column in sorted(columns.values(), key=_first)), tuple(rows))


def _first(row: tuple[tuple[float, float, str], Column]) -> tuple[float, float, str]:
    return row[0]


def _facts(store: StoreReader, pages: Pages, iri: str, reader: Reader) -> tuple[Fact, ...]:
    thing = NamedNode(iri)
    return FactSheet(Description(thing, store.about(thing), (), (), ()), pages, reader).facts()
