"""Answer SPARQL queries in the format that the client accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from terril.model.errors import QueryError
from terril.model.fingerprint import compute_fingerprint
from terril.model.formats import DOCUMENT_FORMATS
from terril.model.languages import gettext
from terril.representations.service.service_description import describe_service
from terril.store.answer_cache import make_key
from terril.store.sparql import RESULTS_JSON, AnswerFormat, Query, list_formats
from terril.web.http.documents import HTML, HTML_EXTENSION, Document
from terril.web.http.documents import answer as answer_document
from terril.web.http.headers import format_server_timing
from terril.web.http.negotiation import Offer, choose, read_audience
from terril.web.http.problems import Problem
from terril.web.http.validators import has_current, select_etag
from terril.web.sparql.citation import cite_answer
from terril.web.sparql.protocol import (
    QueryRequest,
    build_permanent_address,
    read_query_request,
    refuse_missing_query,
)
from terril.web.sparql.query_page import QueryPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from terril.store.sparql import Answer
    from terril.town.served_release import ServedRelease

# Formats of the service description, and the query page.
DESCRIPTIONS = (*(Offer(row.media_type, row.aliases) for row in DOCUMENT_FORMATS), HTML)
# Answers up to this size in bytes are sent in one piece, so that any compression can be applied.
ONE_PIECE = 2**20
# Names that clients and other endpoints use for the formats, with the extensions here.
COMMON_NAMES = {
    "json": ("srj", "jsonld"),
    "xml": ("srx", "rdf"),
    "rdf+xml": ("rdf",),
    "turtle": ("ttl",),
    # Turtle is a subset of N3.
    "n3": ("ttl",),
    "ntriples": ("nt",),
    "json-ld": ("jsonld",),
}


def endpoint(served: ServedRelease) -> Response:
    """Answer the query of the request; without one, describe the endpoint."""
    query_request = read_query_request()
    if query_request is None:
        return description(served)
    return answer_query(served, query_request)


def description(served: ServedRelease, extension: str | None = None) -> Response:
    """Return the service description as RDF, or the query page.

    Raises:
        Problem: the client accepts only results, so it has forgotten its query.
    """
    wanted = choose(request.headers.get("Accept"), DESCRIPTIONS)
    if extension == HTML_EXTENSION or (extension is None and wanted is HTML):
        return _make_page(served).send_form()
    if extension is None and wanted is None:
        raise refuse_missing_query()
    # HTML is sent above, so the document needs no page.
    document = Document("sparql", lambda: describe_service(served.service), lambda *_: "")
    return answer_document(document, served, extension)


def answer_query(served: ServedRelease, query_request: QueryRequest) -> Response:
    """Return the answer in the format that the client accepts, or the query page with it."""
    try:
        return _answer(served, query_request)
    except QueryError as error:
        if not _accepts_page(query_request.format):
            raise
        response = _make_page(served).send_error(query_request.text, error)
        response.headers["Cache-Control"] = "no-store"
        return response


def _answer(served: ServedRelease, query_request: QueryRequest) -> Response:
    federated = served.federation.resolve(query_request.text)
    text = federated.text
    target = _choose_format(query_request.format, list_formats(graph=text.graph))
    media_type = target.media_type if target else _get_page_type(graph=text.graph)
    query = Query(text, media_type, query_request.default_graphs, query_request.named_graphs)
    etag = _make_etag(served.release.id, query) if target else ""
    if etag and has_current(etag):
        response = set_cache_headers(Response(status=304), etag)
    else:
        answer = served.answer_cache.execute(query)
        # Other endpoints may change their data, so no address keeps an answer of theirs.
        base, release = served.addresses.base, served.release
        address = (
            "" if federated.hosts else build_permanent_address(query_request, base, release.id)
        )
        if target:
            response = set_cache_headers(_send(answer, target), etag)
        else:
            cited, page = cite_answer(query_request, served.config, release), _make_page(served)
            with answer:
                response = page.send_answer(query_request.text, answer, cited, graph=text.graph)
            if not text.deterministic:
                response.headers["Cache-Control"] = "no-store"
        response.headers["Server-Timing"] = format_server_timing(answer)
        if address:
            response.headers["Link"] = f'<{address}>; rel="cite-as"'
    if federated.hosts:
        response.headers["Terril-Services"] = ", ".join(federated.hosts)
    return response


def _make_page(served: ServedRelease) -> QueryPage:
    return QueryPage(served.pages, served.service, served.limits, served.stored_queries)


def _accepts_page(form: str) -> bool:
    if form:
        return form == "html"
    offers = (Offer(RESULTS_JSON.media_type, RESULTS_JSON.aliases), HTML)
    return choose(request.headers.get("Accept"), offers) is HTML


def _choose_format(form: str, rows: Sequence[AnswerFormat]) -> AnswerFormat | None:
    """Return the format of the answer; ``None`` for the query page.

    Raises:
        Problem: the client accepts none of the formats.
    """
    if form == "html":
        return None
    if form:
        names = COMMON_NAMES.get(form, (form,))
        found = [row for row in rows if row.extension in names or form == row.media_type]
        if found:
            return found[0]
        raise _refuse_format(rows)
    offers = [Offer(row.media_type, row.aliases) for row in rows]
    chosen = choose(request.headers.get("Accept"), (*offers, HTML))
    if chosen is None:
        raise _refuse_format(rows)
    return None if chosen is HTML else rows[offers.index(chosen)]


def _refuse_format(rows: Sequence[AnswerFormat]) -> Problem:
    names = [row.media_type for row in rows]
    language = read_audience().language
    detail = gettext(
        "This query can be answered as: {formats}", language, formats=", ".join(names)
    )
    return Problem(406, detail, more={"available": names})


def _get_page_type(*, graph: bool) -> str:
    """Return the media type of the answer from which the query page is made."""
    return "text/turtle" if graph else RESULTS_JSON.media_type


def _send(answer: Answer, target: AnswerFormat) -> Response:
    charset = "; charset=utf-8" if target.text else ""
    body: bytes | Iterator[bytes]
    if answer.size <= ONE_PIECE or request.method == "HEAD":
        with answer:
            body = b"".join(answer.chunks())
    else:
        body = answer.chunks()
    response = Response(body, content_type=f"{target.media_type}{charset}")
    response.call_on_close(answer.close)
    response.headers["Content-Length"] = str(answer.size)
    return response


def _make_etag(release: str, query: Query) -> str:
    """Return a validator, before the query runs; ``""`` if the answer may differ next time.

    The answer to a POST is no state of the address (RFC 9110, section 9.3.3).
    """
    if request.method == "POST":
        return ""
    return compute_fingerprint(release, make_key(query)) if query.text.deterministic else ""


def set_cache_headers(response: Response, etag: str) -> Response:
    """Set the headers that caches need, and return the response."""
    if etag:
        response.set_etag(select_etag(etag))
    response.headers["Cache-Control"] = "public, no-cache" if etag else "no-store"
    response.vary.update(("Accept", "Accept-Language"))
    return response
