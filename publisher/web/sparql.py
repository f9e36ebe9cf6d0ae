"""The SPARQL 1.1 Protocol, its query part: GET and both forms of POST.

Source: https://www.w3.org/TR/sparql11-protocol/, section 2.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response, request

from publisher.languages import say
from publisher.model.errors import QueryError, QueryRefused
from publisher.store.query_text import examine
from publisher.store.result_formats import RESULTS_JSON, AnswerFormat, formats_for
from publisher.store.workers import Query
from publisher.web import query_page
from publisher.web.documents import HTML
from publisher.web.negotiation import Offer, choose
from publisher.web.problems import Problem
from publisher.web.readers import reader_of_request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.store.answers import Answer
    from publisher.web.opened import OpenRelease

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
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
DEFAULT_GRAPH = "default-graph-uri"
NAMED_GRAPH = "named-graph-uri"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks.

    Attributes:
        text: SPARQL, not yet examined.
        default_graphs: values of ``default-graph-uri``.
        named_graphs: values of ``named-graph-uri``.
        form: the answer's format by name, ``""`` leaves it to Accept.
    """

    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    form: str


def endpoint(opened: OpenRelease) -> Response:
    """The answer to a query; without one, the page on which to write it."""
    asked = _asked()
    return query_page.empty(opened) if asked is None else answer_to(opened, asked)


def answer_to(opened: OpenRelease, asked: Asked) -> Response:
    """The answer to a query in the format that the client wants, or the page with it."""
    limits = opened.limits
    try:
        text = examine(asked.text, depth=limits.depth, text_bytes=limits.text_bytes)
        target = _format(asked.form, formats_for(graph=text.graph))
        media_type = target.media_type if target else _for_page(graph=text.graph)
        query = Query(text, media_type, asked.default_graphs, asked.named_graphs)
        answer = opened.workers.ask(query)
    except QueryError as error:
        if _wants_page(asked.form):
            return query_page.failed(opened, asked.text, error)
        raise
    if target is None:
        with answer:
            return query_page.answered(opened, asked.text, answer, graph=text.graph)
    return _respond(answer, target)


def _asked() -> Asked | None:
    """What the request asks, ``None`` if it asks nothing.

    Raises:
        Problem: it asks in a way that the protocol does not know.
    """
    if request.method == "POST":
        if request.mimetype == DIRECT:
            return _with_query(_decoded(request.get_data()))
        if request.mimetype == UPDATE:
            raise QueryRefused("UPDATE")
        if request.mimetype != FORM:
            raise Problem(415, _say("Send the query as a form or as application/sparql-query."))
    if "update" in request.values:
        raise QueryRefused("UPDATE")
    queries = request.values.getlist("query")
    if len(queries) > 1:
        raise Problem(400, _say("Send one query, not several."))
    if not queries and request.method == "POST":
        raise Problem(400, _say("There is no query in the request."))
    return _with_query(queries[0]) if queries else None


def _with_query(text: str) -> Asked:
    return Asked(
        text,
        tuple(request.values.getlist(DEFAULT_GRAPH)),
        tuple(request.values.getlist(NAMED_GRAPH)),
        request.values.get("format", request.values.get("output", "")),
    )


def _decoded(body: bytes) -> str:
    charset = request.mimetype_params.get("charset", "utf-8")
    try:
        return body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        sentence = _say("The query is not written in {charset}.", charset=charset[:40])
        raise Problem(400, sentence) from None


def _say(sentence: str, **fields: object) -> str:
    return say(sentence, reader_of_request().language, **fields)


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
    response.headers["Server-Timing"] = f"query;dur={answer.seconds * 1000:.1f}"
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.update(("Accept", "Accept-Language"))
    return response
