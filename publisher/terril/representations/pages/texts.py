"""Texts on pages: whose language they are in, who reads them, what every page says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from terril.model.vocabulary import DCT, RDFS, SCHEMA, SKOS, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

DESCRIPTIONS = (
    f"{SCHEMA}description",
    f"{SKOS}definition",
    f"{DCT}description",
    f"{RDFS}comment",
)
"""Properties whose value says what a thing is, best first."""


@dataclass(frozen=True, slots=True)
class TownProfile:
    """What every page says about the town.

    Attributes:
        name: the town's name for each language tag.
        languages: of the data, preferred first.
        licence: IRI of the licence of the data.
        licence_name: its name for each language tag.
        release: id of the release that is shown.
        tiles: address of map tiles with ``{z}``, ``{x}`` and ``{y}``; empty for none.
        tiles_credit: whose tiles they are, to be said beside a map.
        logo: whether it has a picture.
    """

    name: Mapping[str, str]
    languages: tuple[str, ...] = ()
    licence: str = ""
    licence_name: Mapping[str, str] = field(default_factory=dict)
    release: str = ""
    tiles: str = ""
    tiles_credit: str = ""
    logo: bool = False


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
class Audience:
    """Someone who reads a page: a language, and how far the page is from the site's root.

    Attributes:
        language: of the page, as a tag.
        root: relative way up to the site's root, such as ``../../``.
        chosen: whether the reader asked for the language in the address.
        release: id of the release that the reader asked for in the address; empty for none.
    """

    language: str
    root: str
    chosen: bool = False
    release: str = ""

    @property
    def wishes(self) -> dict[str, str]:
        """What the reader asked for in the address, and keeps from page to page."""
        found = {"lang": self.language} if self.chosen else {}
        return found | ({"release": self.release} if self.release else {})

    def to(self, path: str) -> str:
        """The link from here to a page of the site, with what the reader asked for."""
        path, hash_sign, fragment = path.partition("#")
        wishes = urlencode(self.wishes)
        query = f"{'&' if '?' in path else '?'}{wishes}" if wishes else ""
        return f"{self.root}{path}{query}{hash_sign}{fragment}"


def without_name(iri: str) -> str:
    """What to read of an IRI that has no name: its prefixed name, or else its host and end."""
    scheme, _, rest = iri.partition("://")
    host, *parts = rest.rstrip("/").split("/")
    short = shorten(iri)
    if short != iri or not host or scheme not in ("http", "https"):
        return short
    return "/".join([host, *(["…"] if len(parts) > 1 else []), *parts[-1:]])
