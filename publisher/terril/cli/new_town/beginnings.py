"""What a new town is told by its founder, checked before anything is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import AnyHttpUrl, ValidationError
from pyoxigraph import Literal, NamedNode

from terril.cli.new_town.slugs import slug_of
from terril.model.errors import BadBase, BadLanguage, BadName
from terril.model.languages import SOURCE_LANGUAGE, available

if TYPE_CHECKING:
    from collections.abc import Sequence

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
CONTROLS = {"Cc", "Cn", "Cs"}


@dataclass(frozen=True, slots=True)
class Beginning:
    """A town that can be begun.

    Attributes:
        name: on one line, without control characters.
        slug: the name as the last part of an IRI.
        base: absolute http(s) IRI that ends in a slash.
        languages: tags, preferred first, each once.
    """

    name: str
    slug: str
    base: str
    languages: tuple[str, ...]

    @property
    def comments(self) -> str:
        """The language of the comments: the town's first, if the interface speaks it."""
        first = self.languages[0].partition("-")[0]
        return first if first in available() else SOURCE_LANGUAGE

    @property
    def french(self) -> bool:
        """Whether the town's first language is French."""
        return self.languages[0].partition("-")[0] == "fr"


def begin(name: str, base: str, languages: Sequence[str]) -> Beginning:
    """The town that its founder means.

    Raises:
        BadName: the name is empty.
        BadBase: the base is no absolute http or https IRI, or has a query or a fragment.
        BadLanguage: a tag that is no language tag (RFC 5646), or no tag at all.
    """
    clean = _clean(name)
    tags = tuple(dict.fromkeys(_language(tag) for tag in languages))
    if not tags:
        raise BadLanguage("")
    return Beginning(clean, slug_of(clean, instead="town"), _base(base), tags)


def _clean(name: str) -> str:
    line = " ".join(name.split())
    clean = "".join(sign for sign in line if unicodedata.category(sign) not in CONTROLS).strip()
    if not clean:
        raise BadName(name)
    return clean


def _language(tag: str) -> str:
    try:
        Literal("", language=tag)
    except ValueError:
        raise BadLanguage(tag) from None
    if not TAG.fullmatch(tag):
        raise BadLanguage(tag)
    return tag


def _base(base: str) -> str:
    try:
        AnyHttpUrl(base)
        NamedNode(base)
        parts = urlsplit(base)
    except (ValidationError, ValueError):
        raise BadBase(base) from None
    if not parts.hostname or "?" in base or "#" in base:
        raise BadBase(base)
    return base if base.endswith("/") else f"{base}/"
