"""The answer to a query as people read it: a table with names instead of addresses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.representations.pages.column_headings import get_heading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.representations.pages import Audience, Pages

ROWS_SHOWN = 500
LANGUAGE = "language"
"""The variable in which stored queries say the language of a row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its words, where it leads, its language and, if it is a thing, its IRI."""

    text: str = ""
    href: str = ""
    language: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """Solutions as a table.

    Attributes:
        columns: the variables.
        headings: what people call them.
        rows: those that are shown, a cell for each column.
        total: all rows, also those that are not shown.
        elsewhere: rows that say the same in other languages, and are left to the files.
    """

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    elsewhere: int = 0

    def choices(self, column: str) -> Sequence[Cell]:
        """The different things of a column, by name."""
        if column not in self.columns:
            return ()
        place = self.columns.index(column)
        found = {row[place].iri: row[place] for row in self.rows if row[place].iri}
        return sorted(found.values(), key=lambda cell: cell.text.casefold())


def build_answer_table(pages: Pages, body: bytes, audience: Audience) -> AnswerTable:
    """Solutions in SPARQL's JSON as a table (SPARQL 1.1 Query Results JSON Format).

    Where the rows have a language, those in the reader's are shown, if there are any.
    """
    content = json.loads(body)
    columns = tuple(content["head"]["vars"])
    bindings = content["results"]["bindings"]
    matching = [row for row in bindings if _get_language(row) == audience.language]
    if matching:
        columns = tuple(name for name in columns if name != LANGUAGE)
    shown = matching or bindings
    rows = tuple(
        tuple(_build_cell(pages, row.get(name), audience) for name in columns)
        for row in shown[:ROWS_SHOWN]
    )
    headings = tuple(get_heading(name, audience.language) for name in columns)
    return AnswerTable(columns, headings, rows, len(shown), len(bindings) - len(shown))


def _get_language(row: Mapping[str, Mapping[str, str]]) -> str:
    return row.get(LANGUAGE, {}).get("value", "")


def _build_cell(pages: Pages, term: Mapping[str, str] | None, audience: Audience) -> Cell:
    if term is None:
        return Cell()
    value = term["value"]
    if term["type"] == "uri":
        name = pages.label(value, audience)
        return Cell(name.value, pages.href(value, audience), name.language, value)
    return Cell(value, language=term.get("xml:lang", ""))
