"""Search: ``/search`` for people and programs, suggestions as one types, and OpenSearch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, request
from pyoxigraph import Literal, NamedNode, Triple
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import fingerprint
from terril.model.vocabulary import HYDRA, TERRIL, TYPE, XSD
from terril.store.search import SearchIndex, SearchResults
from terril.web.http.audience import read_audience
from terril.web.http.documents import Document, PageFrame, answer
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.representations.pages import Audience, Text
    from terril.web.opened import ServedRelease

SUGGESTIONS = 10
A_PAGE = 20
MOST_DIGITS = 6
KINDS = f"{TERRIL}kinds#"
SUGGESTIONS_TYPE = "application/x-suggestions+json"
OPENSEARCH_TYPE = "application/opensearchdescription+xml"


@dataclass(frozen=True, slots=True)
class Result:
    """A thing that was found, as the page shows it."""

    iri: str
    name: Text
    kind: Text
    description: Text | None


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind among what was found: how many, and the address that asks for it, or for all."""

    name: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What the address asks: words, one kind or all, and which page of what is found."""

    words: str
    kind: str
    page: int

    def parameters(self, **changed: str) -> dict[str, str]:
        """The parameters of its address; empty ones are left out."""
        page = str(self.page) if self.page > 1 else ""
        values = {"q": self.words, "kind": self.kind, "page": page, **changed}
        return {name: value for name, value in values.items() if value}


def search(served: ServedRelease, extension: str | None) -> Response:
    """What the words of ``?q=`` find, of the kind in ``?kind=``; without words, the form."""
    question = _question(served)
    found = _ask(served, question)
    pages = max(1, -(-found.total // A_PAGE))
    if question.page > pages:
        raise NotFound

    def triples() -> list[Triple]:
        return _hydra(served, question, found)

    def page(audience: Audience, frame: PageFrame) -> str:
        return served.pages.write(
            "site/search.html",
            audience,
            words=question.words,
            found=found,
            results=[_result(served, hit.iri, hit.kind, audience) for hit in found.hits],
            facets=_facets(served, question, found, audience),
            page=question.page,
            pages=pages,
            address=lambda number: f"?{urlencode(question.parameters(page=str(number)))}",
            **frame.values(),
        )

    document = Document("search", triples, page, parameters=question.parameters())
    return answer(document, served, extension)


def suggest(served: ServedRelease) -> Response:
    """Names for what has been typed so far, best first (OpenSearch Suggestions 1.0)."""
    typed = request.args.get("q", "")
    etag = fingerprint(served.release.id, "suggest", typed)
    response = Response(status=304)
    if not has_current(etag):
        found = _index(served).suggest(typed, SUGGESTIONS)
        names = [name for name, _ in found]
        places = [iri for _, iri in found]
        body = json.dumps([typed, names, [""] * len(names), places], ensure_ascii=False)
        response = Response(body, content_type=f"{SUGGESTIONS_TYPE}; charset=utf-8")
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def opensearch(served: ServedRelease) -> Response:
    """How a browser adds this search to its own (OpenSearch 1.1, description document)."""
    audience = read_audience()
    name = served.pages.text(served.config.name, audience).striptags()
    body = served.pages.write(
        "site/opensearch.xml",
        audience,
        name=name,
        base=served.addresses.base,
        type=SUGGESTIONS_TYPE,
    )
    response = Response(body, content_type=f"{OPENSEARCH_TYPE}; charset=utf-8")
    response.set_etag(fingerprint(served.release.id, "opensearch", audience.language))
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.add("Accept-Language")
    return response


def _index(served: ServedRelease) -> SearchIndex:
    """The index of the release.

    Raises:
        NotFound: the release was built when there was none.
    """
    path = served.release.search_file
    if not path.is_file():
        raise NotFound
    return SearchIndex(path)


def _question(served: ServedRelease) -> Question:
    kind, page = request.args.get("kind", ""), request.args.get("page", "1")
    if kind and kind not in served.kinds:
        raise NotFound
    if not (page.isascii() and page.isdigit()) or not int(page[:MOST_DIGITS]) >= 1:
        raise NotFound
    return Question(request.args.get("q", "").strip(), kind, int(page[:MOST_DIGITS]))


def _ask(served: ServedRelease, question: Question) -> SearchResults:
    kinds = [question.kind] if question.kind else []
    offset = (question.page - 1) * A_PAGE
    return _index(served).search(question.words, kinds, A_PAGE, offset)


def _result(served: ServedRelease, iri: str, kind: str, audience: Audience) -> Result:
    pages = served.pages
    description = pages.description(iri, audience)
    return Result(
        iri, pages.label(iri, audience), pages.label(f"{KINDS}{kind}", audience), description
    )


def _facets(
    served: ServedRelease, question: Question, found: SearchResults, audience: Audience
) -> Sequence[Facet]:
    """The kinds of what was found; the one that was chosen leads back to all."""

    def facet(kind: str, count: int) -> Facet:
        chosen = kind == question.kind
        wishes = audience.wishes
        asked = question.parameters(kind="" if chosen else kind, page="", **wishes)
        return Facet(
            served.pages.kind_heading(kind, audience), count, f"?{urlencode(asked)}", chosen
        )

    return [facet(kind, count) for kind, count in found.kinds.items()]


def _hydra(served: ServedRelease, question: Question, found: SearchResults) -> list[Triple]:
    """The page of what was found as a collection (Hydra Core Vocabulary, collections)."""
    base = f"{served.addresses.base}search"
    whole = NamedNode(f"{base}?{urlencode(question.parameters(page=''))}")
    total = Literal(str(found.total), datatype=NamedNode(f"{XSD}integer"))
    triples = [
        Triple(whole, TYPE, NamedNode(f"{HYDRA}Collection")),
        Triple(whole, NamedNode(f"{HYDRA}totalItems"), total),
    ]
    for hit in found.hits:
        thing = NamedNode(hit.iri)
        triples.append(Triple(whole, NamedNode(f"{HYDRA}member"), thing))
        triples += sorted(served.store.label_triples(thing), key=str)
    return list(dict.fromkeys(triples))
