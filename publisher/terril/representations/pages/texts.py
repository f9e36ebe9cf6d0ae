"""Model texts with their language, the audience of a page, and the town."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from terril.model.languages.writing_direction import isolate
from terril.model.vocabulary import DCT, RDFS, SCHEMA, SKOS

if TYPE_CHECKING:
    from collections.abc import Mapping

DESCRIPTIONS = (
    f"{SCHEMA}description",
    f"{SKOS}definition",
    f"{DCT}description",
    f"{RDFS}comment",
)
"""Properties whose value describes a thing, best first."""


@dataclass(frozen=True, slots=True)
class TownProfile:
    """Facts about the town for every page.

    Attributes:
        name: the town's name by language tag.
        languages: languages of the data, preferred first.
        licence: IRI of the licence of the data.
        licence_name: its name by language tag.
        release: id of the release that is shown.
        tiles: address of map tiles with ``{z}``, ``{x}`` and ``{y}``; empty for none.
        tiles_credit: source of the tiles, shown beside a map.
        logo: whether the town has a logo.
        notice: who publishes this, by language tag, if not the town itself.
    """

    name: Mapping[str, str]
    languages: tuple[str, ...] = ()
    licence: str = ""
    licence_name: Mapping[str, str] = field(default_factory=dict)
    release: str = ""
    tiles: str = ""
    tiles_credit: str = ""
    logo: bool = False
    notice: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its language tag, ``""`` for none."""

    value: str
    language: str = ""

    def within(self, language: str) -> Markup:
        """Return the text for a page in a language, marked up if its own is another one."""
        value = isolate(self.value)
        if not self.language or self.language == language:
            return Markup.escape(value)
        return Markup('<span lang="{}">{}</span>').format(self.language, value)


@dataclass(frozen=True, slots=True)
class Audience:
    """The person who reads a page: language, and relative path to the site's root.

    Attributes:
        language: language tag of the page.
        root: relative path to the site's root, such as ``../../``.
        chosen: whether the address of the page names the language.
        release: id of the release that the address of the page names; empty for none.
    """

    language: str
    root: str
    chosen: bool = False
    release: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """Query parameters of the page's address that links keep."""
        found = {"lang": self.language} if self.chosen else {}
        return found | ({"release": self.release} if self.release else {})

    def to(self, path: str) -> str:
        """Return the relative link to a page of the site, with the parameters that links keep."""
        path, hash_sign, fragment = path.partition("#")
        parameters = urlencode(self.parameters)
        query = f"{'&' if '?' in path else '?'}{parameters}" if parameters else ""
        return f"{self.root}{path}{query}{hash_sign}{fragment}"
