"""Translate sentences with gettext catalogues, one ``.po`` file a language.

The English sentence is the key, as in gettext. Catalogues are read without compilation, so
adding a file adds a language.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

SOURCE_LANGUAGE = "en"


@cache
def available() -> tuple[str, ...]:
    """Return the languages of the interface as BCP 47 tags, the source language first."""
    files = resources.files(__name__).iterdir()
    names = sorted(file.name.removesuffix(".po") for file in files if file.name.endswith(".po"))
    return (SOURCE_LANGUAGE, *names)


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return the translations of one language; none for the source and unknown languages."""
    if language == SOURCE_LANGUAGE or language not in available():
        return {}
    with resources.files(__name__).joinpath(f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language)
    return {
        message.id: message.string
        for message in messages
        if isinstance(message.id, str)
        and isinstance(message.string, str)
        and message.id
        and message.string
    }


def gettext(sentence: str, language: str, /, **fields: object) -> str:
    """Return the sentence in a language, with its ``{fields}`` filled in."""
    return catalogue(language).get(sentence, sentence).format(**fields)


def gettext_noop(sentence: str, /) -> str:
    """Return the sentence itself, marked for extraction: it is translated later."""
    return sentence


def translations(sentence: str, /, **fields: object) -> dict[str, str]:
    """Return the sentence in every language of the interface."""
    return {language: gettext(sentence, language, **fields) for language in available()}


def format_day(day: date, language: str) -> str:
    """Return a day in the long form of a language, such as “23 November 2026”."""
    return format_date(day, "long", locale=Locale.parse(language, sep="-"))


def choose_text(texts: Mapping[str, str], languages: Iterable[str]) -> tuple[str, str] | None:
    """Return the text in the preferred language, with its tag.

    Args:
        texts: a text for each language tag; ``""`` is the tag of text without a language.
        languages: tags, preferred first. ``fr`` also takes ``fr-BE``.

    Returns:
        Text and tag; if none of the languages is there, text without a language or else the
        first tag in alphabetical order; ``None`` only if there is no text at all.
    """
    for wanted in languages:
        for tag in sorted(texts):
            if tag.lower() == wanted.lower() or tag.lower().startswith(f"{wanted.lower()}-"):
                return texts[tag], tag
    for tag in sorted(texts):
        return texts[tag], tag
    return None
