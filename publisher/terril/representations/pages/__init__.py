"""Pages for people: Jinja templates filled with labels in the reader's language."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from terril.model.addresses import DERIVED
from terril.model.languages import choose_text, format_day, gettext
from terril.model.vocabulary import SKOS, TERRIL
from terril.representations.pages.display import Display
from terril.representations.pages.texts import (
    DESCRIPTIONS,
    Audience,
    Text,
    TownProfile,
    without_name,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.model.addresses import Addresses, Name
    from terril.store.reader import StoreReader

ENVIRONMENT = Environment(
    loader=PackageLoader("terril.representations.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class Pages:
    """Writes the pages of one release.

    Args:
        store: where labels come from; ``None`` writes pages that need none.
        addresses: which IRI is read where.
        town: what every page says.
    """

    def __init__(self, store: StoreReader | None, addresses: Addresses, town: TownProfile) -> None:
        self._store = store
        self._addresses = addresses
        self.town = town
        self.display = Display(store)

    def write(self, template: str, audience: Audience, /, **values: object) -> str:
        """A page.

        Args:
            template: file name below ``templates/``.
            audience: for whom.
            values: what the template shows.
        """
        return ENVIRONMENT.get_template(template).render(
            _=partial(translate, language=audience.language),
            text=partial(self.text, audience=audience),
            label=lambda iri: self.label(iri, audience).within(audience.language),
            href=partial(self.href, audience=audience),
            day=partial(format_day, language=audience.language),
            about=partial(self.description, audience=audience),
            town=self.town,
            audience=audience,
            **values,
        )

    @property
    def completed(self) -> NamedNode:
        """The graph of what follows by rule: true, but said on pages by what it follows from."""
        return NamedNode(self._addresses.graph(DERIVED))

    def text(self, texts: Mapping[str, str], audience: Audience) -> Markup:
        """The text that the reader would take, marked with its language."""
        found = self.pick_text(texts, audience)
        return found.within(audience.language) if found else Markup()

    def pick_text(self, texts: Mapping[str, str], audience: Audience) -> Text | None:
        """The text that the reader would take."""
        found = choose_text(texts, self.taste(audience))
        return Text(*found) if found else None

    def label(self, iri: str, audience: Audience) -> Text:
        """The label of an IRI; where it has none, the IRI as short as possible."""
        labels = self._store.labels(iri) if self._store else {}
        return self.pick_text(labels, audience) or Text(without_name(iri))

    def description(self, iri: str, audience: Audience) -> Text | None:
        """What is said of an IRI in a sentence or two, as the reader would take it."""
        for predicate in DESCRIPTIONS:
            values = self._store.values(iri, predicate) if self._store else ()
            texts = {v.language or "": v.value for v in values if isinstance(v, Literal)}
            if found := self.pick_text(texts, audience):
                return found
        return None

    def kinds_of(self, iri: str, audience: Audience) -> str:
        """What many things of the kind of this one are called, ``""`` if it is none of ours."""
        name = self.name_of(iri)
        return self.kind_heading(name.kind, audience) if name else ""

    def kind_heading(self, kind: str, audience: Audience) -> str:
        """What many things of a kind are called: « Organisations »."""
        iri = f"{TERRIL}kinds#{kind}"
        values = self._store.values(iri, f"{SKOS}altLabel") if self._store else ()
        many = {v.language or "": v.value for v in values if isinstance(v, Literal)}
        found = self.pick_text(many, audience)
        if found is None and self._store and self._store.labels(iri):
            found = self.label(iri, audience)
        heading = found.value if found else kind.replace("-", " ")
        return heading[:1].upper() + heading[1:]

    def name_of(self, iri: str) -> Name | None:
        """Kind and slug of a thing of ours."""
        return self._addresses.name_of(iri)

    def href(self, iri: str, audience: Audience) -> str:
        """Where a link to an IRI leads: on this site where it can be read here."""
        path = self._addresses.path_of(iri)
        return iri if path is None else audience.to(path)

    def taste(self, audience: Audience) -> tuple[str, ...]:
        """The languages in which to look for a text, preferred first."""
        return tuple(dict.fromkeys((audience.language, *self.town.languages)))


__all__ = ["DESCRIPTIONS", "Audience", "Pages", "Text", "TownProfile", "translate"]


def translate(sentence: str, language: str, **fields: object) -> str:
    """A sentence of a template in the page's language."""
    return gettext(sentence, language, **fields)
