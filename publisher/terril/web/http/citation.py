"""Cite the answer to a query by an address that keeps its release: ``?release=<id>``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request

from terril.model.languages import choose_text, format_day, gettext
from terril.web.http.negotiation import RELEASE, read_audience

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.release.release import Release
    from terril.town.config import Config
    from terril.web.sparql.protocol import QueryRequest

# Browsers, proxies and servers accept an address of this length.
LONGEST_ADDRESS = 4000
# Arguments that choose the form of an answer and not its content.
FORM_ARGUMENTS = frozenset({"format", "lang", "output", RELEASE})
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


def build_permanent_address(
    query: QueryRequest, base: str, release: str, language: str = ""
) -> str:
    """Return the address of the same answer; ``""`` if it is longer than ``LONGEST_ADDRESS``.

    It has the parameters of a stored query, and the text and the graphs of any other query.

    Args:
        query: the query.
        base: IRI of the site.
        release: id of the release that answers.
        language: of the rows, if the answer has those of one language only.
    """
    if request.view_args:
        parameters = [(k, v) for k, v in request.args.items() if k not in FORM_ARGUMENTS]
        parameters += [("lang", language)] if language else []
    else:
        parameters = [("query", query.text)]
        parameters += [("default-graph-uri", iri) for iri in query.default_graphs]
        parameters += [("named-graph-uri", iri) for iri in query.named_graphs]
    parameters.append((RELEASE, release))
    address = f"{base}{request.path.lstrip('/')}?{urlencode(parameters)}"
    return address if len(address) <= LONGEST_ADDRESS else ""


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
