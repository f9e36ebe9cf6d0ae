"""Asking an older release, and the address that an answer keeps for ever: ``?release=<id>``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request

from terril.model.languages import choose_text, format_day, gettext
from terril.web.http.audience import RELEASE, read_audience
from terril.web.http.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.town.served_release import ServedRelease
    from terril.web.sparql.protocol import Asked

# What every browser, proxy and server takes as an address.
LONGEST_ADDRESS = 4000
# They mean something to TeX. “%” has to come through an address as it is.
_TEX = {ord(letter): f"\\{letter}" for letter in "&%$#_{}"} | {ord("\\"): "/"}


@dataclass(frozen=True, slots=True)
class Citation:
    """How an answer can be named in a paper.

    Attributes:
        address: gives the same answer for as long as the release is kept.
        text: a line for a list of references.
        bibtex: the same as an entry for BibTeX.
    """

    address: str
    text: str
    bibtex: str


def release_of_request() -> str:
    """The id of the release that a request wants; ``""`` for the current one."""
    if request.method == "POST":
        # Read before the form is, which would keep nothing of it.
        request.get_data()
    return request.values.get(RELEASE, "")


def not_kept(release: str, kept: Sequence[str]) -> Problem:
    """That a release is not there, and which are."""
    sentence = gettext(
        "The release “{release}” is not kept here. These are: {kept}.",
        read_audience().language,
        release=release[:40],
        kept=", ".join(kept),
    )
    return Problem(404, sentence, more={"kept": list(kept)})


def permanent_address(served: ServedRelease, asked: Asked, language: str = "") -> str:
    """Where the same question gets the same answer; ``""`` if that would be too long.

    For a stored question its own parameters, for a query its text and its graphs.

    Args:
        served: the release that answers.
        asked: the question.
        language: of the rows, if the answer has those of one language only.
    """
    if request.view_args:
        parameters = [(k, v) for k, v in request.args.items() if k not in OURS]
        parameters += [("lang", language)] if language else []
    else:
        parameters = [("query", asked.text)]
        parameters += [("default-graph-uri", iri) for iri in asked.default_graphs]
        parameters += [("named-graph-uri", iri) for iri in asked.named_graphs]
    parameters.append((RELEASE, served.release.id))
    address = f"{served.addresses.base}{request.path.lstrip('/')}?{urlencode(parameters)}"
    return address if len(address) <= LONGEST_ADDRESS else ""


# Arguments that say how to answer and not what is asked.
OURS = frozenset({"format", "lang", "output", RELEASE})


def citation(served: ServedRelease, asked: Asked) -> Citation | None:
    """How to cite the answer; ``None`` for a query too long to be an address."""
    address = permanent_address(served, asked)
    if not address:
        return None
    language = read_audience().language
    publisher = _in(served.config.publisher.name, language)
    town = _in(served.config.name, language)
    title = gettext("Linked open data of {town}", language, town=town)
    created = served.release.created
    text = gettext(
        "{publisher}: {title}, release {release} of {date}. {address}",
        language,
        publisher=publisher,
        title=title,
        release=served.release.id,
        date=format_day(created.date(), language),
        address=address,
    )
    bibtex = (
        f"@misc{{terril-{served.release.id},\n"
        f"  author = {{{{{publisher.translate(_TEX)}}}}},\n"
        f"  title = {{{{{title.translate(_TEX)}}}}},\n"
        f"  year = {{{created.year}}},\n"
        f"  version = {{{served.release.id}}},\n"
        f"  url = {{{address}}}\n}}"
    )
    return Citation(address, text, bibtex)


def _in(texts: dict[str, str], language: str) -> str:
    found = choose_text(texts, (language,))
    return found[0] if found else ""
