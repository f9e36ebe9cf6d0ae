"""The page of a thing: what is known of it, arranged, drawn, quoted and ready to cite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.model.triples import term
from terril.model.vocabulary import OA, TOWN
from terril.representations.drawings.neighbourhood import Neighbour, draw_neighbourhood
from terril.representations.drawings.svg_map import draw_map
from terril.representations.pages.coordinates import whereabouts
from terril.representations.pages.facts import FactSheet
from terril.representations.pages.schema_org import embedded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from terril.representations.drawings.neighbourhood import Neighbourhood
    from terril.representations.pages import Audience, Pages, Text
    from terril.representations.pages.facts import Fact
    from terril.store.descriptions import Description
    from terril.store.reader import StoreReader

ABOUT = term("schema:about")
EXACT = f"{OA}exact"
GUIDING_QUESTION = f"{TOWN}guidingQuestion"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source that bear out what is said: as they stand, and in our own words."""

    iri: str
    exact: str
    language: str
    says: Text


@dataclass(frozen=True, slots=True)
class GuidingQuestion:
    """A question and its text in the reader's language."""

    iri: str
    text: Text


def thing_values(
    store: StoreReader, pages: Pages, description: Description, audience: Audience
) -> Mapping[str, object]:
    """What the template of a thing shows."""
    iri = description.thing.value
    questions = questions_of(store, pages, iri, audience)
    quotes = _quotes(store, pages, description, audience)
    shown = frozenset(NamedNode(one) for one in (*_iris(questions), *_iris(quotes)))
    sheet = FactSheet(description, pages, audience, shown)
    name = pages.label(iri, audience)
    return {
        "name": name,
        "types": sheet.classes(),
        "lead": sheet.lead(),
        "questions": questions,
        "sections": sheet.sections(),
        "map": draw_map(whereabouts(store, pages, [iri], audience), pages.town.tiles),
        "surroundings": _surroundings(name.value, sheet),
        "quotes": quotes,
        "json_ld": embedded(description.triples(), iri),
    }


def _iris(found: Iterable[GuidingQuestion] | Iterable[Quote]) -> Iterable[str]:
    return (one.iri for one in found)


def questions_of(
    store: StoreReader, pages: Pages, iri: str, audience: Audience
) -> Sequence[GuidingQuestion]:
    """The questions that guide a theme."""
    return [
        GuidingQuestion(found.value, pages.label(found.value, audience))
        for found in store.values(iri, GUIDING_QUESTION)
    ]


def _surroundings(name: str, sheet: FactSheet) -> Neighbourhood | None:
    return draw_neighbourhood(name, _neighbours(sheet.incoming()), _neighbours(sheet.facts()))


def _neighbours(facts: Iterable[Fact]) -> Sequence[Sequence[Neighbour]]:
    """The things of each property, those that are parts of the thing left out."""
    groups = [
        [
            Neighbour(value.text, value.language, fact.label, value.href)
            for value in fact.values
            if value.kind and not value.facts
        ]
        for fact in facts
    ]
    return [group for group in groups if group]


def _quotes(
    store: StoreReader, pages: Pages, description: Description, audience: Audience
) -> Sequence[Quote]:
    """The words of sources that are about the thing, in the order of their fact."""
    found = []
    for quad in description.incoming:
        if quad.predicate == ABOUT and isinstance(quad.subject, NamedNode):
            iri = quad.subject.value
            for exact in store.values(iri, EXACT):
                if isinstance(exact, Literal):
                    says = pages.label(iri, audience)
                    found.append(Quote(iri, exact.value, exact.language or "", says))
    return sorted(set(found), key=lambda quote: quote.says.value.casefold())
