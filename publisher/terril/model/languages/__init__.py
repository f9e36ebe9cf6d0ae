"""Translate sentences with gettext catalogues, one ``.po`` file a language.

The English sentence is the key, as in gettext. Catalogues are read without compilation, so
adding a file adds a language.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from terril.model.languages.codes import list_language_codes, list_replaced_codes
from terril.model.languages.matching import get_primary_language, matches_language, select_tags
from terril.model.languages.po_file import read_po

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

FOLDER = Path(__file__).parent
SOURCE_LANGUAGE = "en"


def gettext_noop(sentence: str, /) -> str:
    """Return the sentence itself, marked for extraction: it is translated later."""
    return sentence


DAY = gettext_noop("{month} {day}, {year}")
MONTHS = (
    *(gettext_noop("January"), gettext_noop("February"), gettext_noop("March")),
    *(gettext_noop("April"), gettext_noop("May"), gettext_noop("June")),
    *(gettext_noop("July"), gettext_noop("August"), gettext_noop("September")),
    *(gettext_noop("October"), gettext_noop("November"), gettext_noop("December")),
)


@cache
def list_languages() -> tuple[str, ...]:
    """Return the languages of the interface as BCP 47 tags, the source language first."""
    return (SOURCE_LANGUAGE, *sorted(file.stem for file in FOLDER.glob("*.po")))


def choose_interface_language(language: str) -> str:
    """Return the language of the interface for a tag, ``fr`` for ``fr-BE``; ``""`` for none."""
    return next(iter(select_tags(list_languages(), (language,))), "")


@cache
def load_catalogue(language: str) -> Mapping[str, str]:
    """Return the translations of one language; none for the source and unknown languages."""
    found = choose_interface_language(language)
    if found in ("", SOURCE_LANGUAGE):
        return {}
    return read_po(FOLDER / f"{found}.po")


def gettext(sentence: str, language: str, /, **fields: object) -> str:
    """Return the sentence in a language, with its ``{fields}`` filled in."""
    return load_catalogue(language).get(sentence, sentence).format(**fields)


def translate_all(sentence: str, /, **fields: object) -> dict[str, str]:
    """Return the sentence in every language of the interface."""
    return {language: gettext(sentence, language, **fields) for language in list_languages()}


def format_day(day: date, language: str) -> str:
    """Return a day in the long form of a language, such as “November 23, 2026”."""
    month = gettext(MONTHS[day.month - 1], language)
    return gettext(DAY, language, month=month, day=day.day, year=day.year)


def choose_text(texts: Mapping[str, str], languages: Iterable[str]) -> tuple[str, str] | None:
    """Return the text in the preferred language, with its tag.

    Args:
        texts: a text for each language tag; ``""`` is the tag of text without a language.
        languages: tags, preferred first. ``fr`` also takes ``fr-BE``, and the other way round.

    Returns:
        Text and tag; if none of the languages is there, text without a language or else the
        first tag in alphabetical order; ``None`` only if there is no text at all.
    """
    for tag in (*select_tags(texts, languages), *sorted(texts)):
        return texts[tag], tag
    return None


__all__ = [
    "FOLDER",
    "SOURCE_LANGUAGE",
    "choose_interface_language",
    "choose_text",
    "format_day",
    "get_primary_language",
    "gettext",
    "gettext_noop",
    "list_language_codes",
    "list_languages",
    "list_replaced_codes",
    "load_catalogue",
    "matches_language",
    "select_tags",
    "translate_all",
]
