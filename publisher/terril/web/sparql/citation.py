"""Cite the answer to a query by an address that keeps its release: ``?release=<id>``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.languages import choose_text, format_day, gettext
from terril.web.http.negotiation import read_audience
from terril.web.sparql.protocol import build_permanent_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.release.release import Release
    from terril.town.config import Config
    from terril.web.sparql.protocol import QueryRequest

# TeX gives these a meaning. “%” has to stay as it is in an address.
_TEX = {ord(letter): f"\\{letter}" for letter in "&%$#_{}"} | {ord("\\"): "/"}


@dataclass(frozen=True, slots=True)
class AnswerCitation:
    """A citation of the answer to a query.

    Attributes:
        address: gives the same answer for as long as the release is kept.
        text: a line for a list of references.
        bibtex: the same as an entry for BibTeX.
    """

    address: str
    text: str
    bibtex: str


def cite_answer(query: QueryRequest, config: Config, release: Release) -> AnswerCitation | None:
    """Return the citation of an answer; ``None`` if its address would be too long."""
    address = build_permanent_address(query, config.addresses.base, release.id)
    if not address:
        return None
    language = read_audience().language
    publisher = _choose(config.publisher.name, language)
    town = _choose(config.name, language)
    title = gettext("Linked open data of {town}", language, town=town)
    created = release.created
    text = gettext(
        "{publisher}: {title}, release {release} of {date}. {address}",
        language,
        publisher=publisher,
        title=title,
        release=release.id,
        date=format_day(created.date(), language),
        address=address,
    )
    bibtex = (
        f"@misc{{terril-{release.id},\n"
        f"  author = {{{{{publisher.translate(_TEX)}}}}},\n"
        f"  title = {{{{{title.translate(_TEX)}}}}},\n"
        f"  year = {{{created.year}}},\n"
        f"  version = {{{release.id}}},\n"
        f"  url = {{{address}}}\n}}"
    )
    return AnswerCitation(address, text, bibtex)


def _choose(texts: Mapping[str, str], language: str) -> str:
    found = choose_text(texts, (language,))
    return found[0] if found else ""
