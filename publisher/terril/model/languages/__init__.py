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
from terril.model.languages.po_file import Catalogue, read_po

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

FOLDER = Path(__file__).parent
SOURCE_LANGUAGE = "en"


def gettext_noop(sentence: str, /) -> str:
    """Return the sentence itself, marked for extraction: it is translated later."""
    return sentence


DAY = gettext_noop("{month} {day}, {year}")
NUMBER_MARKS: Mapping[str, tuple[str, str]] = {
    "en": (",", "."),
    "fr": ("\N{NARROW NO-BREAK SPACE}", ","),
}
"""Between thousands and before decimals (Unicode CLDR, symbols of numbers)."""
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


def load_catalogue(language: str) -> Mapping[str, str]:
    """Return the translations of one language; none for the source and unknown languages."""
    return _load(choose_interface_language(language)).sentences


def load_plurals(language: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the translations of sentences with a plural, by singular and plural in English."""
    return _load(choose_interface_language(language)).plurals


@cache
def _load(language: str) -> Catalogue:
    known = language not in ("", SOURCE_LANGUAGE)
    return read_po(FOLDER / f"{language}.po") if known else Catalogue()


def gettext(sentence: str, language: str, /, **fields: object) -> str:
    """Return the sentence in a language, with its ``{fields}`` filled in."""
    return load_catalogue(language).get(sentence, sentence).format(**fields)


def ngettext(singular: str, plural: str, count: int, language: str, /, **fields: object) -> str:
    """Return the form for a count in a language, with its ``{count}`` and other fields filled in.

    The number is written as the language does: 12,000 in English.
    """
    forms = load_plurals(language).get((singular, plural), (singular, plural))
    form = forms[_choose_plural(choose_interface_language(language))(count)]
    return form.format(count=format_number(count, language), **fields)


@cache
def _choose_plural(language: str) -> Callable[[int], int]:
    """Return the function from a count to the number of its form (gettext, "Plural forms")."""
    from gettext import c2py

    return c2py(_load(language).plural_rule)


def ngettext_noop(singular: str, plural: str, /) -> tuple[str, str]:
    """Return both forms, marked for extraction: they are translated later."""
    return singular, plural


def format_number(number: float, language: str) -> str:
    """Return a number as a language writes it, with three decimals at most."""
    thousands, point = NUMBER_MARKS.get(choose_interface_language(language), ("", "."))
    whole, _, decimals = f"{number:,.3f}".partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", thousands) + (f"{point}{decimals}" if decimals else "")


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
    "format_number",
    "get_primary_language",
    "gettext",
    "gettext_noop",
    "list_language_codes",
    "list_languages",
    "list_replaced_codes",
    "load_catalogue",
    "load_plurals",
    "matches_language",
    "ngettext",
    "ngettext_noop",
    "select_tags",
    "translate_all",
]
