"""The endpoint: what a request asks is answered in the format that it wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from terril.model.errors import QueryError
from terril.model.fingerprint import fingerprint
from terril.model.formats import DOCUMENT_FORMATS
from terril.model.languages import gettext
from terril.store.answer_cache import make_key
from terril.store.sparql import RESULTS_JSON, AnswerFormat, Query, list_formats
from terril.web.http.audience import read_audience
from terril.web.http.citation import citation, permanent_address
from terril.web.http.documents import HTML, HTML_EXTENSION, Document
from terril.web.http.documents import answer as answer_document
from terril.web.http.negotiation import Offer, choose
from terril.web.http.problems import Problem
from terril.web.http.timing import server_timing
from terril.web.http.validators import as_named, has_current
from terril.web.service_description import service_description
from terril.web.sparql import query_page
from terril.web.sparql.protocol import Asked, asked, no_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from terril.store.sparql import Answer
    from terril.web.opened import ServedRelease

# What says what the endpoint can do, and the page for a query.
DESCRIPTIONS = (*(Offer(row.media_type, row.aliases) for row in DOCUMENT_FORMATS), HTML)
# An answer up to this size is sent in one piece, so that any compression can be applied.
ONE_PIECE = 2**20
# Words that clients and other endpoints use for our extensions.
COMMON_NAMES = {
    "json": ("srj", "jsonld"),
    "xml": ("srx", "rdf"),
    "rdf+xml": ("rdf",),
    "turtle": ("ttl",),
    # Turtle is a part of N3.
    "n3": ("ttl",),
    "ntriples": ("nt",),
    "json-ld": ("jsonld",),
}


def endpoint(served: ServedRelease) -> Response:
    """The answer to a query; without one, the page on which to write it."""
    question = asked()
    return description(served, None) if question is None else answer_to(served, question)


def description(served: ServedRelease, extension: str | None) -> Response:
    """What the endpoint can do: as RDF its service description, else the page for a query.

    Raises:
        Problem: the client wants neither, but results; it has forgotten its query.
    """
    wanted = choose(request.headers.get("Accept"), DESCRIPTIONS)
    if extension == HTML_EXTENSION or (extension is None and wanted is HTML):
        return query_page.empty(served)
    if extension is None and wanted is None:
        raise no_query()
    # The page is written above; here it is never asked for.
    found = Document("sparql", lambda: service_description(served), lambda *_: "")
    return answer_document(found, served, extension)


def answer_to(served: ServedRelease, asked: Asked) -> Response:
    """The answer to a query in the format that the client wants, or the page with it."""
    try:
        return _answered(served, asked)
    except QueryError as error:
        if not _wants_page(asked.form):
            raise
        page = query_page.failed(served, asked.text, error)
        page.headers["Cache-Control"] = "no-store"
        return page


def _answered(served: ServedRelease, asked: Asked) -> Response:
    federated = served.federation.resolve(asked.text)
    text = federated.text
    target = _format(asked.form, list_formats(graph=text.graph))
    media_type = target.media_type if target else _for_page(graph=text.graph)
    query = Query(text, media_type, asked.default_graphs, asked.named_graphs)
    etag = _etag(served, query) if target else ""
    if etag and has_current(etag):
        return _naming(labelled(Response(status=304), etag), federated.hosts)
    answer = served.asking.execute(query)
    if target:
        response = labelled(_respond(answer, target), etag)
    else:
        response = _page(served, asked, query, answer)
    response.headers["Server-Timing"] = server_timing(answer)
    # Others may answer differently tomorrow: no address keeps an answer that they took part in.
    address = "" if federated.hosts else permanent_address(served, asked)
    if address:
        response.headers["Link"] = f'<{address}>; rel="cite-as"'
    return _naming(response, federated.hosts)


def _naming(response: Response, hosts: Sequence[str]) -> Response:
    """The answer, with the hosts that took part in it."""
    if hosts:
        response.headers["Terril-Services"] = ", ".join(hosts)
    return response


def _page(served: ServedRelease, asked: Asked, query: Query, answer: Answer) -> Response:
    cite = citation(served, asked)
    with answer:
        page = query_page.answered(served, asked.text, answer, cite, graph=query.text.graph)
    if not query.text.deterministic:
        page.headers["Cache-Control"] = "no-store"
    return page


def _say(sentence: str, **fields: object) -> str:
    return gettext(sentence, read_audience().language, **fields)


def _wants_page(form: str) -> bool:
    if form:
        return form == "html"
    offers = (Offer(RESULTS_JSON.media_type, RESULTS_JSON.aliases), HTML)
    return choose(request.headers.get("Accept"), offers) is HTML


def _format(form: str, rows: Sequence[AnswerFormat]) -> AnswerFormat | None:
    """The format of the answer, ``None`` for a page.

    Raises:
        Problem: the client takes nothing that an answer to this query can be written in.
    """
    if form == "html":
        return None
    if form:
        names = COMMON_NAMES.get(form, (form,))
        found = [row for row in rows if row.extension in names or form == row.media_type]
        if found:
            return found[0]
        raise _not_acceptable(rows)
    offers = [Offer(row.media_type, row.aliases) for row in rows]
    chosen = choose(request.headers.get("Accept"), (*offers, HTML))
    if chosen is None:
        raise _not_acceptable(rows)
    return None if chosen is HTML else rows[offers.index(chosen)]


def _not_acceptable(rows: Sequence[AnswerFormat]) -> Problem:
    names = [row.media_type for row in rows]
    sentence = _say("This query can be answered as: {formats}", formats=", ".join(names))
    return Problem(406, sentence, more={"available": names})


def _for_page(*, graph: bool) -> str:
    return "text/turtle" if graph else RESULTS_JSON.media_type


def _respond(answer: Answer, target: AnswerFormat) -> Response:
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


def _etag(served: ServedRelease, query: Query) -> str:
    """A validator, known before the engine is asked; ``""`` if the next answer is another.

    What answers a POST is no state of the address (RFC 9110, section 9.3.3).
    """
    if request.method == "POST":
        return ""
    return fingerprint(served.release.id, make_key(query)) if query.text.deterministic else ""


def labelled(response: Response, etag: str) -> Response:
    """The answer with what caches need to know."""
    if etag:
        response.set_etag(as_named(etag))
    response.headers["Cache-Control"] = "public, no-cache" if etag else "no-store"
    response.vary.update(("Accept", "Accept-Language"))
    return response
