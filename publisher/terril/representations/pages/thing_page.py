"""Prepare the page of a thing: facts, drawings, quotations and its citation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.model.triples import term
from terril.model.vocabulary import OA, TOWN
from terril.representations.drawings import Neighbour, draw_map, draw_neighbourhood
from terril.representations.pages.coordinates import find_points
from terril.representations.pages.fact_sheet import FactSheet
from terril.representations.pages.schema_org import build_json_ld

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from terril.representations.drawings import Neighbourhood
    from terril.representations.pages import Audience, Pages, Text
    from terril.representations.pages.facts import Fact
    from terril.store.descriptions import Description
    from terril.store.reader import StoreReader

ABOUT = term("schema:about")
EXACT = f"{OA}exact"
GUIDING_QUESTION = f"{TOWN}guidingQuestion"
TEX_CHARACTERS = re.compile(r"([&%$#_{}])")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation from a source, and the statement that it supports."""

    iri: str
    exact: str
    language: str
    statement: Text


@dataclass(frozen=True, slots=True)
class GuidingQuestion:
    """A question and its text in the audience's language."""

    iri: str
    text: Text


def build_thing_values(
    store: StoreReader, pages: Pages, description: Description, audience: Audience
) -> Mapping[str, object]:
    """Return the variables of the template of a thing."""
    iri = description.thing.value
    questions = find_guiding_questions(store, pages, iri, audience)
    quotes = _find_quotes(store, pages, description, audience)
    shown = frozenset(NamedNode(one) for one in (*_list_iris(questions), *_list_iris(quotes)))
    sheet = FactSheet(description, pages, audience, shown)
    name = pages.label(iri, audience)
    return {
        "name": name,
        "types": sheet.get_classes(),
        "description": sheet.get_description(),
        "questions": questions,
        "sections": sheet.get_sections(),
        "map": draw_map(find_points(store, pages, [iri], audience), pages.town.tiles),
        "neighbourhood": _draw_neighbourhood(name.value, sheet),
        "quotes": quotes,
        "json_ld": build_json_ld(description.triples(), iri),
    }


def _list_iris(found: Iterable[GuidingQuestion] | Iterable[Quote]) -> Iterable[str]:
    return (one.iri for one in found)


def find_guiding_questions(
    store: StoreReader, pages: Pages, iri: str, audience: Audience
) -> Sequence[GuidingQuestion]:
    """Return the guiding questions of a theme."""
    return [
        GuidingQuestion(found.value, pages.label(found.value, audience))
        for found in store.values(iri, GUIDING_QUESTION)
    ]


def _draw_neighbourhood(name: str, sheet: FactSheet) -> Neighbourhood | None:
    return draw_neighbourhood(
        name, _group_neighbours(sheet.get_incoming()), _group_neighbours(sheet.get_facts())
    )


def _group_neighbours(facts: Iterable[Fact]) -> Sequence[Sequence[Neighbour]]:
    """Group the linked things by property, without parts of the thing itself."""
    groups = [
        [
            Neighbour(value.text, value.language, fact.label, value.href)
            for value in fact.values
            if value.kind and not value.facts
        ]
        for fact in facts
    ]
    return [group for group in groups if group]


def _find_quotes(
    store: StoreReader, pages: Pages, description: Description, audience: Audience
) -> Sequence[Quote]:
    """Return the quotations about the thing, in the order of their statements."""
    found = []
    for quad in description.incoming:
        if quad.predicate == ABOUT and isinstance(quad.subject, NamedNode):
            iri = quad.subject.value
            for exact in store.values(iri, EXACT):
                if isinstance(exact, Literal):
                    statement = pages.label(iri, audience)
                    found.append(Quote(iri, exact.value, exact.language or "", statement))
    return sorted(set(found), key=lambda quote: quote.statement.value.casefold())


@dataclass(frozen=True, slots=True)
class Citation:
    """The parts of a citation; the release makes it permanent."""

    author: str
    title: str
    address: str
    release: str
    date: datetime

    @property
    def text(self) -> str:
        """The citation as one sentence."""
        day = f"{self.date:%Y-%m-%d}"
        return f"{self.author}, “{self.title}”, {self.address}, {self.release} ({day})."

    @property
    def bibtex(self) -> str:
        """The citation as a BibTeX entry."""
        key = re.sub(r"[^a-z0-9]+", "-", self.address.rpartition("/id/")[2].lower()).strip("-")
        fields = {
            "author": f"{{{_escape(self.author)}}}",
            "title": f"{{{_escape(self.title)}}}",
            "year": f"{self.date:%Y}",
            "url": self.address,
            "note": f"{_escape(self.release)}, {self.date:%Y-%m-%d}",
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        return f"@misc{{{key or 'terril'},\n{lines}}}"


def _escape(text: str) -> str:
    return TEX_CHARACTERS.sub(r"\\\1", text)
