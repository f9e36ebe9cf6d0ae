"""Write pages for people: Jinja templates with labels in the audience's language."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from terril.model.addresses import DERIVED, is_link
from terril.model.languages import choose_text, format_day, gettext
from terril.model.languages.writing_direction import CONTROLS, isolate
from terril.model.vocabulary import SKOS, shorten_unnamed
from terril.representations.pages.facts import Display
from terril.representations.pages.texts import (
    DESCRIPTIONS,
    Audience,
    Text,
    TownProfile,
)
from terril.store.datasets import KINDS
from terril.store.search import fold

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping, Sequence

    from terril.model.addresses import Addresses, Name
    from terril.store.reader import StoreReader


def isolate_text(value: object) -> object:
    """Return a value of a template; a text with controls of direction is isolated."""
    return isolate(value) if isinstance(value, str) and not isinstance(value, Markup) else value


ENVIRONMENT = Environment(
    loader=PackageLoader("terril.representations.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=isolate_text,
)
"""The templates. Values keep to themselves a change of the direction of writing; what has to be
copied as it is, such as the text of a query, is escaped in its template (``|e``)."""


class Pages:
    """A writer of the pages of one release.

    Args:
        store: source of the labels; ``None`` for pages that need none.
        addresses: addresses of the town.
        town: facts about the town for every page.
    """

    def __init__(self, store: StoreReader | None, addresses: Addresses, town: TownProfile) -> None:
        self._store = store
        self._addresses = addresses
        self.town = town
        self.display = Display(store)

    def write(self, template: str, audience: Audience, /, **values: object) -> str:
        """Return a page as HTML.

        Args:
            template: file name below ``templates/``.
            audience: language and position of the page.
            values: variables of the template.
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
    def addresses(self) -> Addresses:
        """The addresses of the town."""
        return self._addresses

    @property
    def derived_graph(self) -> NamedNode:
        """The graph of inferred statements, which pages leave out."""
        return NamedNode(self._addresses.graph(DERIVED))

    def text(self, texts: Mapping[str, str], audience: Audience) -> Markup:
        """Return the text in the audience's preferred language, marked up with its language."""
        found = self.pick_text(texts, audience)
        return found.within(audience.language) if found else Markup()

    def pick_text(self, texts: Mapping[str, str], audience: Audience) -> Text | None:
        """Return the text in the audience's preferred language, ``None`` without texts."""
        found = choose_text(texts, self.get_languages(audience))
        return Text(*found) if found else None

    def label(self, iri: str, audience: Audience) -> Text:
        """Return the label of an IRI; without one, the IRI as short as possible."""
        labels = self._store.labels(iri) if self._store else {}
        return self.pick_text(labels, audience) or Text(shorten_unnamed(iri))

    def sort_by_label(self, iris: Iterable[str], audience: Audience) -> Sequence[str]:
        """Return IRIs sorted by their labels, without regard to case and accents."""

        def by_label(iri: str) -> tuple[str, str]:
            return fold(self.label(iri, audience).value), iri

        return sorted(iris, key=by_label)

    def description(self, iri: str, audience: Audience) -> Text | None:
        """Return the description of an IRI in the audience's preferred language."""
        for predicate in DESCRIPTIONS:
            values = self._store.values(iri, predicate) if self._store else ()
            texts = {v.language or "": v.value for v in values if isinstance(v, Literal)}
            if found := self.pick_text(texts, audience):
                return found
        return None

    def kind_of(self, iri: str, audience: Audience) -> str:
        """Return the name of a thing's kind, ``""`` if it is no thing of the town."""
        name = self.name_of(iri)
        return self.label(f"{KINDS}{name.kind}", audience).value if name else ""

    def kinds_of(self, iri: str, audience: Audience) -> str:
        """Return the plural name of a thing's kind, ``""`` if it is no thing of the town."""
        name = self.name_of(iri)
        return self.kind_heading(name.kind, audience) if name else ""

    def kind_heading(self, kind: str, audience: Audience) -> str:
        """Return the plural name of a kind: « Organisations »."""
        iri = f"{KINDS}{kind}"
        values = self._store.values(iri, f"{SKOS}altLabel") if self._store else ()
        many = {v.language or "": v.value for v in values if isinstance(v, Literal)}
        found = self.pick_text(many, audience)
        if found is None and self._store and self._store.labels(iri):
            found = self.label(iri, audience)
        heading = found.value if found else kind.replace("-", " ")
        return heading[:1].upper() + heading[1:]

    def name_of(self, iri: str) -> Name | None:
        """Return kind and slug of a thing of the town, ``None`` for other IRIs."""
        return self._addresses.name_of(iri)

    def href(self, iri: str, audience: Audience) -> str:
        """Return the target of a link to an IRI: the page on this site if there is one.

        It is ``""`` for an IRI that no page links to, such as ``javascript:…``.
        """
        path = self._addresses.path_of(iri)
        if path is None:
            return CONTROLS.sub(_encode, iri) if is_link(iri) else ""
        return audience.to(path)

    def get_languages(self, audience: Audience) -> tuple[str, ...]:
        """Return the languages in which to look for a text, preferred first."""
        return tuple(dict.fromkeys((audience.language, *self.town.languages)))


__all__ = ["DESCRIPTIONS", "Audience", "Pages", "Text", "TownProfile", "translate"]


def translate(sentence: str, language: str, **fields: object) -> str:
    """Translate a sentence of a template."""
    return gettext(sentence, language, **{name: isolate_text(fields[name]) for name in fields})


def _encode(found: re.Match[str]) -> str:
    return quote(found[0])
