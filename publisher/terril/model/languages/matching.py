"""Match language tags with the languages that are wanted (RFC 4647).

Tags are never compared by equality: other programs write ``fr-FR`` for ``fr``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ANY = "*"


def matches_language(tag: str, language: str) -> bool:
    """Return whether a tag is of a language: ``fr-BE`` is ``fr``, in any case of letters.

    Source: RFC 4647, section 3.3.1, basic filtering. The empty tag, that of text without a
    language, is of none.
    """
    if not tag or not language:
        return False
    return language == ANY or f"{tag}-".lower().startswith(f"{language}-".lower())


def select_tags(tags: Iterable[str], languages: Iterable[str]) -> tuple[str, ...]:
    """Return the tags of the first language that has any; none if no language has.

    Args:
        tags: of the texts that there are.
        languages: wanted, preferred first. Each is looked for as it is, then shortened from its
            end (RFC 4647, section 3.4, lookup): ``fr-BE`` takes ``fr``, and then ``fr-FR``.

    Returns:
        The tag that equals the language first, then the others in alphabetical order.
    """
    return _select(tuple(tags), tuple(languages))


def get_primary_language(tag: str) -> str:
    """Return the first part of a tag, such as ``fr``; ``""`` for the empty tag."""
    return tag.partition("-")[0].lower()


@lru_cache(maxsize=4096)
def _select(tags: tuple[str, ...], languages: tuple[str, ...]) -> tuple[str, ...]:
    for language in languages:
        for wanted in _shorten(language):
            found = [tag for tag in tags if matches_language(tag, wanted)]
            if found:
                return tuple(sorted(found, key=lambda tag: (tag.lower() != wanted.lower(), tag)))
    return ()


def _shorten(language: str) -> Iterator[str]:
    """Yield a language range, then its ever shorter beginnings."""
    parts = language.split("-")
    while parts:
        yield "-".join(parts)
        parts.pop()
        # A single letter introduces the part behind it, so it goes with it.
        if len(parts) > 1 and len(parts[-1]) == 1:
            parts.pop()
