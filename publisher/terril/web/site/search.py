"""Search the town: ``/search``, suggestions while typing, and OpenSearch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, request
from pyoxigraph import NamedNode, Triple
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import compute_fingerprint
from terril.model.triples import Node
from terril.model.vocabulary import TERRIL
from terril.web.http.documents import Document, PageFrame, answer
from terril.web.http.negotiation import read_audience
from terril.web.http.paging import count_pages
from terril.web.http.validators import has_current

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from terril.representations.pages import Audience, Pages, Text
    from terril.store.reader import StoreReader
    from terril.store.search import SearchIndex, SearchResults
    from terril.town.served_release import ServedRelease

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
class KindFilter:
    """A kind of the things found, with a link that restricts the search to it, or lifts that."""

    name: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """The search of an address: words, one kind or ``""`` for all, and the page of results."""

    words: str
    kind: str
    page: int

    def parameters(self, **changed: str) -> dict[str, str]:
        """Return the parameters of its address, without empty ones."""
        page = str(self.page) if self.page > 1 else ""
        values = {"q": self.words, "kind": self.kind, "page": page, **changed}
        return {name: value for name, value in values.items() if value}

    def run(self, index: SearchIndex) -> SearchResults:
        """Return the page of results."""
        kinds = [self.kind] if self.kind else []
        return index.search(self.words, kinds, A_PAGE, (self.page - 1) * A_PAGE)


def search(served: ServedRelease, extension: str | None = None) -> Response:
    """Return what the words of ``?q=`` find, of the kind in ``?kind=``; without words, the form.

    Raises:
        NotFound: there is no such kind or page, or the release has no index.
    """
    wanted = _read_request(served.kinds)
    found = wanted.run(served.search_index)
    pages = count_pages(found.total, A_PAGE)
    if wanted.page > pages:
        raise NotFound

    def triples() -> list[Triple]:
        return _describe_results(wanted, found, served.addresses.base, served.store)

    def page(audience: Audience, frame: PageFrame) -> str:
        return served.pages.write(
            "site/search.html",
            audience,
            words=wanted.words,
            found=found,
            results=[
                _build_result(hit.iri, hit.kind, served.pages, audience) for hit in found.hits
            ],
            facets=_build_filters(wanted, found, served.pages, audience),
            page=wanted.page,
            pages=pages,
            address=lambda number: f"?{urlencode(wanted.parameters(page=str(number)))}",
            **frame.values(),
        )

    document = Document("search", triples, page, parameters=wanted.parameters())
    return answer(document, served, extension)


def suggest(served: ServedRelease) -> Response:
    """Return names for the typed text, best first (OpenSearch Suggestions 1.0)."""
    typed = request.args.get("q", "")
    etag = compute_fingerprint(served.release.id, "suggest", typed)
    response = Response(status=304)
    if not has_current(etag):
        found = served.search_index.suggest(typed, SUGGESTIONS)
        names = [name for name, _ in found]
        iris = [iri for _, iri in found]
        body = json.dumps([typed, names, [""] * len(names), iris], ensure_ascii=False)
        response = Response(body, content_type=f"{SUGGESTIONS_TYPE}; charset=utf-8")
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def opensearch(served: ServedRelease) -> Response:
    """Return the OpenSearch 1.1 description, with which a browser adds this search to its own."""
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
    response.set_etag(compute_fingerprint(served.release.id, "opensearch", audience.language))
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.add("Accept-Language")
    return response


def _read_request(kinds: Container[str]) -> SearchRequest:
    kind, page = request.args.get("kind", ""), request.args.get("page", "1")
    if kind and kind not in kinds:
        raise NotFound
    if not (page.isascii() and page.isdigit()) or not int(page[:MOST_DIGITS]) >= 1:
        raise NotFound
    return SearchRequest(request.args.get("q", "").strip(), kind, int(page[:MOST_DIGITS]))


def _build_result(iri: str, kind: str, pages: Pages, audience: Audience) -> Result:
    description = pages.description(iri, audience)
    return Result(
        iri, pages.label(iri, audience), pages.label(f"{KINDS}{kind}", audience), description
    )


def _build_filters(
    wanted: SearchRequest, found: SearchResults, pages: Pages, audience: Audience
) -> Sequence[KindFilter]:
    """Return the kinds of the things found; the chosen one links to all kinds."""

    def build(kind: str, count: int) -> KindFilter:
        chosen = kind == wanted.kind
        parameters = wanted.parameters(kind="" if chosen else kind, page="", **audience.parameters)
        heading = pages.kind_heading(kind, audience)
        return KindFilter(heading, count, f"?{urlencode(parameters)}", chosen)

    return [build(kind, count) for kind, count in found.kinds.items()]


def _describe_results(
    wanted: SearchRequest, found: SearchResults, base: str, store: StoreReader
) -> list[Triple]:
    """Return the page of results as a collection (Hydra Core Vocabulary, collections)."""
    collection = Node(f"{base}search?{urlencode(wanted.parameters(page=''))}")
    collection.add_type("hydra:Collection").add("hydra:totalItems", found.total)
    for hit in found.hits:
        member = Node(hit.iri)
        member.triples += sorted(store.label_triples(NamedNode(hit.iri)), key=str)
        collection.add_node("hydra:member", member)
    return list(dict.fromkeys(collection))
