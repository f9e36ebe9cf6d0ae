"""Explain the columns of a table, one a row, in workbooks and on the pages of datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.languages import gettext
from terril.representations.tables.table_columns import Column, Form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from terril.representations.tables.table import Table


def get_headings(language: str) -> tuple[str, ...]:
    """Return the headings of the explanations, in their order."""
    return (
        gettext("column", language),
        gettext("what it holds", language),
        gettext("property (IRI)", language),
        gettext("definition", language),
        gettext("language or datatype", language),
        gettext("between several values", language),
    )


def explain_columns(table: Table, define: Callable[[str], str]) -> Iterator[tuple[str, ...]]:
    """Yield the explanations of each column, in the language of the table.

    Args:
        table: the table.
        define: returns the definition of a property, given its IRI.
    """
    for column in table.columns:
        key = column.key
        meaning = define(key.property) if key.property else ""
        holds = _describe_content(column, table.language)
        yield column.title, holds, key.property, meaning, key.tag, column.separator


def _describe_content(column: Column, language: str) -> str:
    """Return a short description of the cells of a column."""
    if column.key.form is Form.ROW:
        return gettext("address of the thing, for ever", language)
    if column.key.form is Form.KIND:
        return gettext("what kind of thing it is", language)
    if column.key.form is Form.LINK:
        return gettext("address of another thing", language)
    if column.key.form is Form.LABEL:
        return gettext("name of another thing", language)
    return gettext("value", language)
