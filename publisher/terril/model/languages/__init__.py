"""Translate sentences with gettext catalogues, one ``.po`` file a language.

The English sentence is the key, as in gettext. Catalogues are read without compilation, so
adding a file adds a language.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from terril.model.languages.matching import get_primary_language, matches_language, select_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from babel.messages.catalog import Catalog

FOLDER = Path(__file__).parent
SOURCE_LANGUAGE = "en"

# Babel is imported where it is used: query workers import this module, and start often.


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
    return {
        message.id: message.string
        for message in _read_po(found)
        if isinstance(message.id, str)
        and isinstance(message.string, str)
        and message.id
        and message.string
    }


@cache
def load_plurals(language: str) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return the translations of sentences with a plural, by singular and plural in English."""
    found = choose_interface_language(language)
    if found in ("", SOURCE_LANGUAGE):
        return {}
    return {
        tuple(message.id): tuple(message.string)
        for message in _read_po(found)
        if isinstance(message.id, list | tuple)
        and isinstance(message.string, list | tuple)
        and all(message.string)
    }


@cache
def _read_po(language: str) -> Catalog:
    from babel.messages.pofile import read_po

    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def gettext(sentence: str, language: str, /, **fields: object) -> str:
    """Return the sentence in a language, with its ``{fields}`` filled in."""
    return load_catalogue(language).get(sentence, sentence).format(**fields)


def ngettext(singular: str, plural: str, count: int, language: str, /, **fields: object) -> str:
    """Return the form for a count in a language, with its ``{count}`` and other fields filled in.

    The number is written as the language does: 12,000 in English.
    """
    forms = load_plurals(language).get((singular, plural))
    if forms is None:
        form = singular if count == 1 else plural
    else:
        form = forms[_choose_plural(choose_interface_language(language))(count)]
    return form.format(count=format_number(count, language), **fields)


@cache
def _choose_plural(language: str) -> Callable[[int], int]:
    """Return the function from a count to the number of its form (gettext, "Plural forms")."""
    from gettext import c2py

    return c2py(_read_po(language).plural_expr)


def format_number(number: float, language: str) -> str:
    """Return a number as a language writes it, with three decimals at most."""
    from babel.numbers import format_decimal

    return format_decimal(number, locale=choose_interface_language(language) or SOURCE_LANGUAGE)


def gettext_noop(sentence: str, /) -> str:
    """Return the sentence itself, marked for extraction: it is translated later."""
    return sentence


def ngettext_noop(singular: str, plural: str, /) -> tuple[str, str]:
    """Return both forms, marked for extraction: they are translated later."""
    return singular, plural


def translate_all(sentence: str, /, **fields: object) -> dict[str, str]:
    """Return the sentence in every language of the interface."""
    return {language: gettext(sentence, language, **fields) for language in list_languages()}


def format_day(day: date, language: str) -> str:
    """Return a day in the long form of a language, such as “23 November 2026”."""
    from babel import Locale
    from babel.dates import format_date

    return format_date(day, "long", locale=Locale.parse(language, sep="-"))


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
    "list_languages",
    "load_catalogue",
    "load_plurals",
    "matches_language",
    "ngettext",
    "ngettext_noop",
    "select_tags",
    "translate_all",
]
