"""Validate the values that a founder gives for a new town, before anything is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from terril.cli.new_town.slugs import make_slug
from terril.model.errors import BadBase, BadLanguage, BadName
from terril.model.languages import SOURCE_LANGUAGE, choose_interface_language, matches_language
from terril.town.config import InvalidSetting, check_http_address

if TYPE_CHECKING:
    from collections.abc import Sequence

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
CONTROLS = {"Cc", "Cn", "Cs"}


@dataclass(frozen=True, slots=True)
class FoundingValues:
    """Valid values for the files of a new town.

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
    def comment_language(self) -> str:
        """The language of the comments: the town's first, if the interface has it."""
        return choose_interface_language(self.languages[0]) or SOURCE_LANGUAGE

    @property
    def is_french(self) -> bool:
        """``True`` if the town's first language is French."""
        return matches_language(self.languages[0], "fr")


def parse_founding_values(name: str, base: str, languages: Sequence[str]) -> FoundingValues:
    """Validate and normalize the name, base and languages of a new town.

    Raises:
        BadName: the name is empty.
        BadBase: the base is not an absolute http(s) IRI, or has a query or a fragment.
        BadLanguage: a tag is no language tag (RFC 5646), or there is none.
    """
    clean = _clean_name(name)
    tags = tuple(dict.fromkeys(_check_language(tag) for tag in languages))
    if not tags:
        raise BadLanguage("")
    return FoundingValues(clean, make_slug(clean, default="town"), _check_base(base), tags)


def _clean_name(name: str) -> str:
    line = " ".join(name.split())
    clean = "".join(sign for sign in line if unicodedata.category(sign) not in CONTROLS).strip()
    if not clean:
        raise BadName(name)
    return clean


def _check_language(tag: str) -> str:
    try:
        Literal("", language=tag)
    except ValueError:
        raise BadLanguage(tag) from None
    if not TAG.fullmatch(tag):
        raise BadLanguage(tag)
    return tag


def _check_base(base: str) -> str:
    try:
        check_http_address("base", base)
    except InvalidSetting:
        raise BadBase(base) from None
    if "?" in base or "#" in base:
        raise BadBase(base)
    return base if base.endswith("/") else f"{base}/"
