"""Build reversible tables: a row for each thing, a column for each form of a property."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.model.languages import select_tags
from terril.model.vocabulary import LABELS, TYPE
from terril.representations.tables.table_columns import (
    Column,
    Form,
    Key,
    add_separator,
    create_row_columns,
    make_columns,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeAlias

    from terril.representations.pages import Audience, Pages
    from terril.store.reader import StoreReader

    Value: TypeAlias = NamedNode | Literal
    Statements: TypeAlias = dict[str, list[Value]]

NAMES = frozenset(label.value for label in LABELS)
NO_PART = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of things in one language.

    Attributes:
        language: tag of the language.
        columns: columns that at least one row uses; the first is the thing's IRI.
        rows: a cell for each column; several values are joined by the column's separator.
    """

    language: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TableMaker:
    """A builder of tables of things for one audience.

    Attributes:
        store: source of the statements.
        pages: source of the labels.
        audience: provides the language.
        parts: kinds of things to show in the row of the thing that they belong to, if each
            row has at most one: the coordinates of a place.
    """

    store: StoreReader
    pages: Pages
    audience: Audience
    parts: frozenset[str] = frozenset()

    def make(self, things: Iterable[str]) -> Table:
        """Return a table with a row for each thing, in the order given."""
        statements = {iri: self._read_statements(iri) for iri in things}
        inner = self._find_inner(statements)
        cells = {iri: self._build_cells(own, inner) for iri, own in statements.items()}
        keys = dict.fromkeys(key for row in cells.values() for key in row)
        columns = [
            *create_row_columns(self.audience),
            *(
                add_separator(column, (row.get(column.key, ()) for row in cells.values()))
                for column in make_columns(keys, self.pages, self.audience)
            ),
        ]
        rows = tuple(self._build_row(iri, columns, cells[iri]) for iri in statements)
        return Table(self.audience.language, tuple(columns), rows)

    def _read_statements(self, iri: str) -> Statements:
        """Return the asserted values of a thing by property; texts in one language."""
        found: dict[str, dict[Value, None]] = {}
        for quad in self.store.about(NamedNode(iri)):
            value = quad.object
            if quad.graph_name != self.pages.derived_graph and isinstance(
                value, NamedNode | Literal
            ):
                found.setdefault(quad.predicate.value, {})[value] = None
        return {prop: self._select_readable(list(values)) for prop, values in found.items()}

    def _select_readable(self, values: list[Value]) -> list[Value]:
        """Return the values, with texts only in the audience's first language that has any.

        Empty texts are left out: in a table they equal a missing value.
        """
        tags = sorted({v.language for v in values if isinstance(v, Literal) and v.language})
        chosen = select_tags(tags, (*self.pages.get_languages(self.audience), *tags))
        return [
            v
            for v in values
            if isinstance(v, NamedNode) or (v.value and (not v.language or v.language in chosen))
        ]

    def _find_inner(self, statements: dict[str, Statements]) -> frozenset[str]:
        """Return the properties whose only value, in every row, is one part."""
        found: dict[str, bool] = {}
        for own in statements.values():
            for prop, values in own.items():
                alone = (
                    len(values) == 1
                    and self._is_part(values[0])
                    and values[0].value not in statements
                )
                found[prop] = alone and found.get(prop, True)
        return frozenset(prop for prop, alone in found.items() if alone)

    def _is_part(self, value: Value) -> bool:
        name = self.pages.name_of(value.value) if isinstance(value, NamedNode) else None
        return name is not None and name.kind in self.parts

    def _read_part(self, iri: str) -> Statements:
        """Return the values of a part, without its names, which have a column of their own."""
        statements = self._read_statements(iri)
        return {p: v for p, v in statements.items() if p not in NAMES and p != TYPE.value}

    def _build_cells(self, own: Statements, inner: frozenset[str]) -> dict[Key, tuple[str, ...]]:
        found = self._build_cells_of(NO_PART, own)
        for prop in own.keys() & inner:
            found |= self._build_cells_of(prop, self._read_part(own[prop][0].value))
        return found

    def _build_cells_of(self, part: str, own: Statements) -> dict[Key, tuple[str, ...]]:
        found: dict[Key, list[str]] = {}
        for prop, values in own.items():
            for link in sorted(_select_iris(values), key=self._get_sort_key):
                found.setdefault(Key(part, prop, Form.LINK), []).append(link.value)
                found.setdefault(Key(part, prop, Form.LABEL), []).append(self._get_label(link))
            for text in sorted((v for v in values if isinstance(v, Literal)), key=str):
                found.setdefault(_build_key(part, prop, text), []).append(text.value)
        return {key: tuple(cell) for key, cell in found.items()}

    def _build_row(
        self, iri: str, columns: Sequence[Column], cells: dict[Key, tuple[str, ...]]
    ) -> tuple[str, ...]:
        kind = self.pages.kind_of(iri, self.audience)
        rest = (column.separator.join(cells.get(column.key, ())) for column in columns[2:])
        return (iri, kind, *rest)

    def _get_sort_key(self, value: NamedNode) -> tuple[str, str]:
        return self._get_label(value), value.value

    def _get_label(self, value: Value) -> str:
        return self.pages.label(value.value, self.audience).value


def _select_iris(values: Iterable[Value]) -> list[NamedNode]:
    return [value for value in values if isinstance(value, NamedNode)]


def _build_key(part: str, prop: str, text: Literal) -> Key:
    if text.language:
        return Key(part, prop, Form.TEXT, text.language)
    return Key(part, prop, Form.LITERAL, text.datatype.value)
