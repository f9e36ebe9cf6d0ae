"""Build the columns of a table, with names, titles and explanations, and read their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from terril.model.languages import gettext, select_tags
from terril.model.vocabulary import LABELS, TYPE, XSD, shorten
from terril.representations.pages import DESCRIPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from terril.representations.pages import Audience, Pages

IRI = "iri"
KIND = "kind"
STRING = f"{XSD}string"
NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]+")
FIRST = (*(label.value for label in LABELS), *DESCRIPTIONS, TYPE.value)


class Form(Enum):
    """Forms of the cells of a column, in the order of the columns of one property."""

    ROW = 0
    KIND = 1
    TEXT = 2
    LITERAL = 3
    LABEL = 4
    LINK = 5


@dataclass(frozen=True, slots=True)
class Key:
    """The identity of a column.

    Attributes:
        part: IRI of the property from the row's thing to the subject of the column; ``""`` if
            the subject is the row's thing itself.
        property: IRI of the property.
        form: form of the values.
        tag: language tag of texts, IRI of the datatype of other literals.
    """

    part: str
    property: str
    form: Form
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: name for programs: ASCII letters, digits and ``_``, unique in the table.
        title: title for people in the language of the table, unique too.
        key: its identity.
        about: name of the column with the IRI of its subject.
        separator: text between the values of a cell; ``""`` if no cell has two.
    """

    name: str
    title: str
    key: Key
    about: str = IRI
    separator: str = ""


def create_row_columns(audience: Audience) -> list[Column]:
    """Return the first columns of every table: IRI and kind of the thing."""
    return [
        Column(IRI, "IRI", Key("", "", Form.ROW)),
        Column(KIND, gettext("kind of thing", audience.language), Key("", "", Form.KIND)),
    ]


def make_columns(keys: Iterable[Key], pages: Pages, audience: Audience) -> list[Column]:
    """Return the columns in the order of properties on pages; names come first."""
    ordered = sorted(keys, key=lambda key: _get_order(key, pages, audience))
    titles = _build_titles(ordered, pages, audience)
    names: dict[Key, str] = {}
    for key in ordered:
        names[key] = make_unique(_build_name(key), {IRI, KIND, *names.values()})
    return [
        Column(names[key], titles[key], key, names.get(Key("", key.part, Form.LINK), IRI))
        for key in ordered
    ]


def _get_order(key: Key, pages: Pages, audience: Audience) -> tuple[object, ...]:
    above = _get_rank(key.part or key.property, pages, audience)
    inner = _get_rank(key.property, pages, audience) if key.part else ()
    return above, bool(key.part), inner, key.form.value, key.tag


def _get_rank(prop: str, pages: Pages, audience: Audience) -> tuple[int, float, float, str, str]:
    first = FIRST.index(prop) if prop in FIRST else len(FIRST)
    place = pages.display.find_position(prop)
    label = pages.label(prop, audience).value.casefold()
    return first, place.group_order, place.order, label, prop


def _build_name(key: Key) -> str:
    words = [shorten(iri) for iri in (key.part, key.property) if iri]
    if key.form is Form.LABEL:
        words.append("label")
    elif key.form is Form.TEXT:
        words.append(key.tag)
    elif key.form is Form.LITERAL and key.tag != STRING:
        words.append(re.split("[/#]", key.tag)[-1])
    # A name that begins with _ is reserved (Metadata Vocabulary for Tabular Data, 5.6).
    return NOT_IN_A_NAME.sub("_", "_".join(words)).strip("_")


def _build_titles(keys: list[Key], pages: Pages, audience: Audience) -> dict[Key, str]:
    """Return a title for each column, extended where two would be equal."""
    labels = {key: pages.label(key.property, audience).value for key in keys}
    outer = {labels[key] for key in keys if not key.part}
    titles: dict[Key, str] = {}
    taken = {column.title for column in create_row_columns(audience)}
    for key, label in labels.items():
        above = pages.label(key.part, audience).value if key.part else ""
        start = f"{above} – {label}" if above and label in outer else label
        end = _get_suffix(key, keys, pages, audience)
        title = start + end
        if title in taken:
            title = f"{start} ({shorten(key.part or key.property)}){end}"
        titles[key] = make_unique(title, taken, " ")
        taken.add(titles[key])
    return titles


def _get_suffix(key: Key, keys: list[Key], pages: Pages, audience: Audience) -> str:
    """Return the part of a title after the label of the property, if the label is ambiguous."""
    if key.form is Form.LINK:
        return " (IRI)"
    if key.form is Form.TEXT:
        tags = (o.tag for o in keys if replace(o, tag=key.tag) == key)
        main = select_tags(tags, (audience.language,))[:1]
        return "" if main == (key.tag,) else f" ({key.tag})"
    alike = (one for one in keys if one.form is Form.LITERAL and one.part == key.part)
    if key.form is Form.LITERAL and [o.property for o in alike].count(key.property) > 1:
        return f" ({pages.label(key.tag, audience).value})"
    return ""


def make_unique(word: str, taken: Container[str], glue: str = "_") -> str:
    """Return a word that is not taken yet: itself, or else with a number behind it."""
    number, found = 1, word
    while found in taken:
        number += 1
        found = f"{word}{glue}{number}"
    return found


def add_separator(column: Column, cells: Iterable[tuple[str, ...]]) -> Column:
    """Return the column with a separator by which cells with several values can be split.

    The separator is `` | ``, with more bars if a value contains it.
    """
    several = [cell for cell in cells if len(cell) > 1]
    if not several:
        return column
    bars = "|"
    while any(f" {bars} ".join(cell).split(f" {bars} ") != list(cell) for cell in several):
        bars += "|"
    return replace(column, separator=f" {bars} ")


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


def explain_columns(
    columns: Iterable[Column], language: str, define: Callable[[str], str]
) -> Iterator[tuple[str, ...]]:
    """Yield the explanations of each column of a table.

    Args:
        columns: of the table.
        language: of the table.
        define: returns the definition of a property, given its IRI.
    """
    for column in columns:
        key = column.key
        meaning = define(key.property) if key.property else ""
        holds = _describe_content(column, language)
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
