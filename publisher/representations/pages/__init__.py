"""Pages for people: Jinja templates filled with labels in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from publisher.languages import pick, say
from publisher.model.addresses import DERIVED
from publisher.model.vocabulary import DCT, RDFS, SCHEMA, SKOS, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publisher.model.addresses import Addresses
    from publisher.store.reading import StoreReader

DESCRIPTIONS = (
    f"{SCHEMA}description",
    f"{SKOS}definition",
    f"{DCT}description",
    f"{RDFS}comment",
)
"""Properties whose value says what a thing is, best first."""

ENVIRONMENT = Environment(
    loader=PackageLoader("publisher.representations.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Town:
    """What every page says about the town.

    Attributes:
        name: the town's name for each language tag.
        languages: of the data, preferred first.
        licence: IRI of the licence of the data.
        licence_name: its name for each language tag.
        release: id of the release that is shown.
    """

    name: Mapping[str, str]
    languages: tuple[str, ...] = ()
    licence: str = ""
    licence_name: Mapping[str, str] = field(default_factory=dict)
    release: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its language, so that a page can mark what is not in its own language."""

    value: str
    language: str = ""

    def within(self, language: str) -> Markup:
        """The text for a page of some language; marked if its own is another one."""
        if not self.language or self.language == language:
            return Markup.escape(self.value)
        return Markup('<span lang="{}">{}</span>').format(self.language, self.value)


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone who reads a page: a language, and how far the page is from the site's root.

    Attributes:
        language: of the page, as a tag.
        root: relative way up to the site's root, such as ``../../``.
        chosen: whether the reader asked for the language in the address.
    """

    language: str
    root: str
    chosen: bool = False


class Pages:
    """Writes the pages of one release.

    Args:
        store: where labels come from; ``None`` writes pages that need none.
        addresses: which IRI is read where.
        town: what every page says.
    """

    def __init__(self, store: StoreReader | None, addresses: Addresses, town: Town) -> None:
        self._store = store
        self._addresses = addresses
        self.town = town

    def write(self, template: str, reader: Reader, /, **values: object) -> str:
        """A page.

        Args:
            template: file name below ``templates/``.
            reader: for whom.
            values: what the template shows.
        """
        return ENVIRONMENT.get_template(template).render(
            _=partial(translate, language=reader.language),
            text=partial(self.text, reader=reader),
            label=lambda iri: self.label(iri, reader).within(reader.language),
            href=partial(self.href, reader=reader),
            town=self.town,
            reader=reader,
            **values,
        )

    @property
    def completed(self) -> NamedNode:
        """The graph of what follows by rule: true, but said on pages by what it follows from."""
        return NamedNode(self._addresses.graph(DERIVED))

    def text(self, texts: Mapping[str, str], reader: Reader) -> Markup:
        """The text that the reader would take, marked with its language."""
        found = pick(texts, self.taste(reader))
        return Text(*found).within(reader.language) if found else Markup()

    def label(self, iri: str, reader: Reader) -> Text:
        """The label of an IRI; where it has none, the IRI as short as possible."""
        labels = self._store.labels(iri) if self._store else {}
        found = pick(labels, self.taste(reader))
        return Text(*found) if found else Text(shorten(iri))

    def description(self, iri: str, reader: Reader) -> Text | None:
        """What is said of an IRI in a sentence or two, as the reader would take it."""
        for predicate in DESCRIPTIONS:
            values = self._store.values(iri, predicate) if self._store else ()
            texts = {v.language or "": v.value for v in values if isinstance(v, Literal)}
            if found := pick(texts, self.taste(reader)):
                return Text(*found)
        return None

    def href(self, iri: str, reader: Reader) -> str:
        """Where a link to an IRI leads: on this site where it can be read here."""
        path = self._addresses.path_of(iri)
        return iri if path is None else f"{reader.root}{path}" or "./"

    def taste(self, reader: Reader) -> tuple[str, ...]:
        """The languages in which to look for a text, preferred first."""
        return tuple(dict.fromkeys((reader.language, *self.town.languages)))


def translate(sentence: str, language: str, **fields: object) -> str:
    """A sentence of a template in the page's language."""
    return say(sentence, language, **fields)
