"""Stored queries: ``/query/{name}?parameter=…`` answers people who know no SPARQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import fingerprint
from terril.model.languages import gettext
from terril.representations.rdf.plain_json import plain_rows
from terril.store.answer_cache import make_key
from terril.store.sparql import BINDINGS_FORMATS, RESULTS_JSON, Query, examine
from terril.store.stored_queries import strip_header
from terril.web.http.audience import RELEASE, read_audience
from terril.web.http.citation import permanent_address
from terril.web.http.documents import HTML
from terril.web.http.negotiation import Offer, choose
from terril.web.http.problems import Problem
from terril.web.http.timing import server_timing
from terril.web.http.validators import has_current
from terril.web.sparql.endpoint import answer_to, labelled
from terril.web.sparql.protocol import DIRECT, Asked
from terril.web.stored_queries.question_page import question_page

if TYPE_CHECKING:
    from terril.web.opened import ServedRelease

# The format that asks for the question itself, as a query that can be changed.
TEXT = "rq"
PLAIN = Offer("application/json")
OFFERS = (PLAIN, *(Offer(row.media_type) for row in BINDINGS_FORMATS), HTML)


def question(served: ServedRelease, name: str) -> Response:
    """The answer to a stored query, its parameters bound as terms.

    Raises:
        Problem: a parameter is given twice.
    """
    stored = served.questions.get(name)
    if stored is None:
        raise NotFound
    arguments = _arguments()
    arguments.pop(RELEASE, None)
    language = arguments.pop("lang", "")
    form = arguments.pop("format", "")
    form = form or arguments.pop("output", "")
    chosen = choose(request.headers.get("Accept"), OFFERS)
    if form == "html" or (not form and chosen is HTML):
        return question_page(served, stored, arguments)
    text = stored.bind({key: value for key, value in arguments.items() if value})
    if form == TEXT:
        return _text(text)
    if form == "json" or (not form and chosen is PLAIN):
        return _plain(served, text, language)
    return answer_to(served, Asked(text, form=form))


def _arguments() -> dict[str, str]:
    values = {}
    for key in request.args:
        given = request.args.getlist(key)
        if len(given) > 1:
            language = read_audience().language
            raise Problem(
                400, gettext("Give “{name}” once, not several.", language, name=key[:40])
            )
        values[key] = given[0]
    return values


def _plain(served: ServedRelease, text: str, language: str) -> Response:
    """The rows as an array of objects; of one language if ``?lang=`` names it."""
    limits = served.limits
    examined = examine(text, depth=limits.depth, text_bytes=limits.text_bytes)
    query = Query(examined, RESULTS_JSON.media_type, (), ())
    fixed = examined.deterministic
    etag = fingerprint(served.release.id, make_key(query), "plain", language) if fixed else ""
    if etag and has_current(etag):
        return labelled(Response(status=304), etag)
    with served.asking.execute(query) as answer:
        body = plain_rows(b"".join(answer.chunks()), language)
        response = Response(body, content_type=PLAIN.media_type)
        response.headers["Server-Timing"] = server_timing(answer)
    if address := permanent_address(served, Asked(text), language):
        response.headers["Link"] = f'<{address}>; rel="cite-as"'
    return labelled(response, etag)


def _text(text: str) -> Response:
    """The query with its parameters bound, as ``application/sparql-query``."""
    response = Response(strip_header(text), content_type=f"{DIRECT}; charset=utf-8")
    response.headers["Cache-Control"] = "public, no-cache"
    return response
