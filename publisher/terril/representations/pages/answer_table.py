"""Show the solutions of a query as a table: with names, or with shortened IRIs.

Source: SPARQL 1.1 Query Results JSON Format.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from terril.model.languages import select_tags
from terril.model.vocabulary import shorten
from terril.representations.pages.column_headings import get_heading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from terril.representations.pages import Audience, Pages

    Term: TypeAlias = Mapping[str, str]
    Solution: TypeAlias = Mapping[str, Term]

ROWS_SHOWN = 500
LANGUAGE = "language"
"""Variable with the language of a row, by convention of stored queries."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its text, its link or ``""``, its language, and its IRI if it is a thing."""

    text: str = ""
    href: str = ""
    language: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """Solutions as a table.

    Attributes:
        columns: names of the variables.
        headings: readable names of the variables.
        rows: the first 500 rows, a cell for each column.
        total: number of all rows, including those not shown.
        elsewhere: number of rows in other languages, which only the files have.
    """

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    elsewhere: int = 0

    def choices(self, column: str) -> Sequence[Cell]:
        """Return the distinct things of a column, by name."""
        if column not in self.columns:
            return ()
        place = self.columns.index(column)
        found = {row[place].iri: row[place] for row in self.rows if row[place].iri}
        return sorted(found.values(), key=lambda cell: cell.text.casefold())


def build_answer_table(pages: Pages, body: bytes, audience: Audience) -> AnswerTable:
    """Return the solutions of a stored query with names instead of IRIs.

    If the rows have a language, only those in the audience's are shown, unless there are none.

    Args:
        pages: source of names and links.
        body: solutions as SPARQL JSON.
        audience: language and position of the page.
    """
    content = json.loads(body)
    columns = tuple(content["head"]["vars"])
    bindings = content["results"]["bindings"]
    chosen = select_tags(sorted(set(map(_get_language, bindings))), (audience.language,))
    matching = [row for row in bindings if _get_language(row) in chosen]
    if matching:
        columns = tuple(name for name in columns if name != LANGUAGE)
    shown = matching or bindings
    headings = tuple(get_heading(name, audience.language) for name in columns)
    rows = _build_rows(shown, columns, partial(_name_cell, pages, audience))
    return AnswerTable(columns, headings, rows, len(shown), len(bindings) - len(shown))


def build_sparql_table(pages: Pages, body: bytes, audience: Audience) -> AnswerTable:
    """Return all solutions of a query, or the answer to ASK, with shortened IRIs.

    The arguments are those of :func:`build_answer_table`; the headings are the variables.
    """
    content = json.loads(body)
    if "boolean" in content:
        return AnswerTable(("ASK",), ("ASK",), ((Cell(str(content["boolean"]).lower()),),), 1)
    columns = tuple(content["head"]["vars"])
    bindings = content["results"]["bindings"]
    rows = _build_rows(bindings, columns, partial(_shorten_cell, pages, audience))
    return AnswerTable(columns, columns, rows, len(bindings))


def _get_language(row: Solution) -> str:
    return row.get(LANGUAGE, {}).get("value", "")


def _build_rows(
    bindings: Sequence[Solution], columns: Sequence[str], link: Callable[[str], Cell]
) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells of the rows shown; ``link`` makes the cell of an IRI."""
    return tuple(
        tuple(_build_cell(row.get(name), link) for name in columns)
        for row in bindings[:ROWS_SHOWN]
    )


def _build_cell(term: Term | None, link: Callable[[str], Cell]) -> Cell:
    if term is None:
        return Cell()
    if term["type"] == "uri":
        return link(term["value"])
    return Cell(term["value"], language=term.get("xml:lang", ""))


def _name_cell(pages: Pages, audience: Audience, iri: str) -> Cell:
    label = pages.label(iri, audience)
    return Cell(label.value, pages.href(iri, audience), label.language, iri)


def _shorten_cell(pages: Pages, audience: Audience, iri: str) -> Cell:
    name = pages.name_of(iri)
    text = f"{name.kind}/{name.slug}" if name else shorten(iri)
    return Cell(text, pages.href(iri, audience), iri=iri)
