"""Prepare the pages of the model's classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.languages import gettext, gettext_noop
from terril.model.vocabulary import RDF, XSD, shorten
from terril.representations.drawings import Neighbour, draw_neighbourhood

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.representations.classes import ClassShape, PropertyRow
    from terril.representations.drawings import Neighbourhood
    from terril.representations.pages import Audience, Pages, Text

DATATYPES: Mapping[str, str] = {
    f"{RDF}langString": gettext_noop("text in a language"),
    f"{XSD}string": gettext_noop("text"),
    f"{XSD}integer": gettext_noop("whole number"),
    f"{XSD}decimal": gettext_noop("number"),
    f"{XSD}double": gettext_noop("number"),
    f"{XSD}date": gettext_noop("date"),
    f"{XSD}dateTime": gettext_noop("date and time"),
    f"{XSD}gYear": gettext_noop("year"),
    f"{XSD}gYearMonth": gettext_noop("month"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A text with a link; ``href`` is empty for none."""

    text: str
    href: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ClassPageRow:
    """A property on the page of a class.

    Attributes:
        name: its name.
        terms: the property, or alternatives.
        inverse: whether its subjects are shown.
        count: allowed number of values, in words.
        values: allowed values, classes and datatypes.
        notes: further constraints, in words.
        messages: messages of violations.
    """

    name: Text | None
    terms: tuple[Link, ...]
    inverse: bool
    count: str
    values: tuple[Link, ...]
    notes: tuple[str, ...]
    messages: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ClassCard:
    """A class in the list of classes; ``targets`` are the names of classes that it links to."""

    word: str
    name: Text | None
    comment: Text | None
    targets: tuple[str, ...]


class ClassPresenter:
    """A presenter of pages about classes for one audience.

    Args:
        pages: source of labels and addresses.
        classes: all classes of the model by name.
        audience: language and position of the page.
    """

    def __init__(
        self, pages: Pages, classes: Mapping[str, ClassShape], audience: Audience
    ) -> None:
        self._pages = pages
        self._classes = classes
        self._audience = audience

    def values(self, shape: ClassShape) -> dict[str, object]:
        """Return the variables of the template of a class."""
        general = [
            (one.name, self._get_name(one))
            for one in self._classes.values()
            if one.name != shape.name and self._is_general(one)
        ]
        return {
            "shape": shape,
            "name": self._get_name(shape),
            "comment": self._pages.pick_text(shape.comments, self._audience),
            "types": [self._build_link(iri) for iri in shape.classes],
            "properties": [self._build_link(iri) for iri in shape.subjects_of],
            "rows": [self._build_row(row) for row in shape.rows],
            "general": general,
            "drawing": self._draw(shape),
        }

    def cards(self) -> tuple[list[ClassCard], list[ClassCard]]:
        """Return the cards of classes, and of shapes about things of many classes."""
        found: tuple[list[ClassCard], list[ClassCard]] = [], []
        for shape in self._classes.values():
            targets = {
                self._pages.label(iri, self._audience).value: None
                for row in shape.rows
                for iri in row.values.classes
            }
            comment = self._pages.pick_text(shape.comments, self._audience)
            card = ClassCard(shape.name, self._get_name(shape), comment, tuple(targets))
            found[self._is_general(shape)].append(card)
        return found

    def _is_general(self, shape: ClassShape) -> bool:
        """Return whether the shape is about things of many classes, so no class itself."""
        mine = {*shape.classes}
        others = [one for one in self._classes.values() if mine & {*one.classes}]
        return not mine or len(others) > len(mine) // 2 + 3

    def _get_name(self, shape: ClassShape) -> Text | None:
        return self._pages.pick_text(shape.labels, self._audience)

    def _build_link(self, iri: str) -> Link:
        return Link(shorten(iri), self._pages.href(iri, self._audience))

    def _build_row(self, row: PropertyRow) -> ClassPageRow:
        found = (self._pages.pick_text(message, self._audience) for message in row.messages)
        return ClassPageRow(
            self._pages.pick_text(row.names, self._audience),
            tuple(self._build_link(path.property) for path in row.paths),
            all(path.inverse for path in row.paths),
            _format_count(row, self._audience.language),
            self._list_values(row),
            _list_notes(row, self._audience.language),
            tuple(message for message in found if message),
        )

    def _list_values(self, row: PropertyRow) -> tuple[Link, ...]:
        language, values = self._audience.language, row.values
        found = [self._link_class(iri) for iri in values.classes]
        words = (gettext(DATATYPES.get(iri, shorten(iri)), language) for iri in values.datatypes)
        found += [Link(word) for word in dict.fromkeys(words)]
        found += [self._build_link(one) if ":" in one else Link(one) for one in values.exactly]
        if values.address and not values.classes:
            found.append(Link(gettext("an address (IRI)", language)))
        return tuple(found)

    def _link_class(self, iri: str) -> Link:
        """Return the label of a class, linked to its page on this site if it has one."""
        label = self._pages.label(iri, self._audience)
        for one in self._classes.values():
            if iri in one.classes and not self._is_general(one):
                return Link(label.value, self._get_href(one), label.language)
        return Link(label.value, self._pages.href(iri, self._audience), label.language)

    def _get_href(self, shape: ClassShape) -> str:
        return self._audience.to(f"def/class/{shape.name}")

    def _draw(self, shape: ClassShape) -> Neighbourhood | None:
        """Draw the class between the classes that link to it and those that it links to."""
        after = [self._list_ends(row) for row in shape.rows if not _is_inverse(row)]
        before = [self._list_ends(row) for row in shape.rows if _is_inverse(row)]
        before += [
            [self._build_neighbour(one, row)]
            for one in self._classes.values()
            if one.name != shape.name and not self._is_general(one)
            for row in one.rows
            if {*row.values.classes} & {*shape.classes} and not _is_inverse(row)
        ]
        name = self._get_name(shape)
        groups = [[group for group in side if group] for side in (before, after)]
        return draw_neighbourhood(name.value if name else shape.name, *groups)

    def _list_ends(self, row: PropertyRow) -> Sequence[Neighbour]:
        """Return the classes at the other end of a property."""
        links = {link.text: link for link in map(self._link_class, row.values.classes)}
        return [
            Neighbour(link.text, link.language, self._get_relation(row), link.href)
            for link in links.values()
        ]

    def _build_neighbour(self, shape: ClassShape, row: PropertyRow) -> Neighbour:
        name = self._get_name(shape)
        text, language = (name.value, name.language) if name else (shape.name, "")
        return Neighbour(text, language, self._get_relation(row), self._get_href(shape))

    def _get_relation(self, row: PropertyRow) -> str:
        found = self._pages.pick_text(row.names, self._audience)
        return found.value if found else ""


def _is_inverse(row: PropertyRow) -> bool:
    return any(path.inverse for path in row.paths)


def _format_count(row: PropertyRow, language: str) -> str:
    """Format the allowed number of values, in words."""
    if row.least and row.most == row.least:
        text = gettext("exactly {count}", language, count=row.least)
    elif row.least:
        text = gettext("at least {count}", language, count=row.least)
    elif row.most is not None:
        text = gettext("at most {count}", language, count=row.most)
    else:
        text = gettext("any number", language)
    if row.one_a_language:
        text = gettext("{count}, one for each language at most", language, count=text)
    return (
        gettext("{count} (advised)", language, count=text) if row.least and row.advised else text
    )


def _list_notes(row: PropertyRow, language: str) -> tuple[str, ...]:
    values, found = row.values, []
    if values.least or values.most:
        found.append(
            gettext("from {least} to {most}", language, least=values.least, most=values.most)
        )
    if values.pattern:
        found.append(gettext("written as {pattern}", language, pattern=values.pattern))
    if len(row.paths) > 1:
        found.append(gettext("one of these properties will do", language))
    return tuple(found)
