"""Plan the columns of a table, once the rows of all segments are noted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from terril.representations.tables.csv_file import quote
from terril.representations.tables.geojson import name_marks
from terril.representations.tables.streaming.notes import Usage, find_inner, merge_usage
from terril.representations.tables.table_columns import (
    Column,
    Form,
    Key,
    create_row_columns,
    make_columns,
)
from terril.store.datasets import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.representations.pages import Audience, Pages
    from terril.representations.tables.streaming.notes import KindNotes
    from terril.store.datasets import Dataset


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table of a dataset in one language, without its rows; for worker processes too.

    Attributes:
        dataset: name.
        tag: of the language.
        language: its place among the languages of the tables.
        kinds: name of each kind of its things.
        columns: the first is the thing's IRI, the second its kind.
        inner: properties to the parts in its rows.
        has_position: ``True`` if there is a map of the things with a position.
        marks: names of the two properties of a map that name the place of a thing.
    """

    dataset: str
    tag: str
    language: int
    kinds: Mapping[str, str]
    columns: tuple[Column, ...]
    inner: frozenset[str]
    has_position: bool
    marks: tuple[str, str]

    @property
    def name(self) -> str:
        """Name of the files in this language, without an extension."""
        return f"{self.dataset}.{self.tag}"

    @property
    def titles(self) -> list[str]:
        """The titles of the columns."""
        return [column.title for column in self.columns]


def plan_table(
    dataset: Dataset,
    notes: Mapping[str, KindNotes],
    pages: Pages,
    audience: Audience,
    language: int,
) -> TablePlan:
    """Return the plan of a table.

    Args:
        dataset: the dataset.
        notes: of all kinds.
        pages: source of labels and of the order of properties.
        audience: provides the language.
        language: its place among the languages of the tables.
    """
    kinds = [kind for kind in dataset.kinds if kind in notes]
    found = [notes[kind] for kind in kinds]
    inner = find_inner(found, frozenset(dataset.parts), frozenset(kinds))
    usage: dict[Key, Usage] = {}
    for one in found:
        own = one.usage[language]
        merge_usage(usage, {k: v for k, v in own.items() if not k.part or k.part in inner})
    columns = (
        *create_row_columns(audience),
        *(
            replace(column, separator=usage[column.key].choose_separator())
            for column in make_columns(usage, pages, audience)
        ),
    )
    return TablePlan(
        dataset.name,
        audience.language,
        language,
        {kind: pages.label(f"{KINDS}{kind}", audience).value for kind in kinds},
        columns,
        inner,
        any(one.positions for one in found),
        name_marks([column.title for column in columns], audience.language),
    )


def label_properties(
    plans: Sequence[TablePlan], pages: Pages, audiences: Sequence[Audience]
) -> list[dict[str, str]]:
    """Return label and IRI of each property that links things as CSV, for each language."""
    links = {
        column.key.property
        for plan in plans
        for column in plan.columns
        if column.key.form is Form.LINK
    }
    return [
        {prop: f"{quote(pages.label(prop, one).value)},{quote(prop)}" for prop in sorted(links)}
        for one in audiences
    ]
