"""Answer stored queries: ``/query/{name}?parameter=…``, without SPARQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from terril.model.fingerprint import compute_fingerprint
from terril.model.languages import gettext_noop
from terril.representations.rdf.plain_json import simplify_rows
from terril.store.answer_cache import make_key
from terril.store.sparql import BINDINGS_FORMATS, RESULTS_JSON, Query, examine
from terril.store.stored_queries import strip_header
from terril.web.http.documents import HTML
from terril.web.http.headers import format_server_timing
from terril.web.http.negotiation import RELEASE, Offer, choose
from terril.web.http.validators import has_current
from terril.web.sparql.endpoint import answer_query, set_cache_headers
from terril.web.sparql.protocol import DIRECT, QueryRequest, build_permanent_address, refuse
from terril.web.stored_queries.question_page import question_page

if TYPE_CHECKING:
    from terril.town.served_release import ServedRelease

# The format whose answer is the query itself, to be changed.
TEXT = "rq"
PLAIN = Offer("application/json")
OFFERS = (PLAIN, *(Offer(row.media_type) for row in BINDINGS_FORMATS), HTML)


def question(served: ServedRelease, name: str) -> Response:
    """Return the answer to a stored query, with its parameters bound as terms.

    Raises:
        NotFound: no stored query has this name.
        Problem: a parameter is given twice.
    """
    stored = served.stored_queries.get(name)
    if stored is None:
        raise NotFound
    arguments = _read_arguments()
    arguments.pop(RELEASE, None)
    language = arguments.pop("lang", "")
    form = arguments.pop("format", "")
    form = form or arguments.pop("output", "")
    chosen = choose(request.headers.get("Accept"), OFFERS)
    if form == "html" or (not form and chosen is HTML):
        return question_page(served, stored, arguments)
    text = stored.bind({key: value for key, value in arguments.items() if value})
    if form == TEXT:
        return _send_text(text)
    if form == "json" or (not form and chosen is PLAIN):
        return _answer_plainly(served, text, language)
    return answer_query(served, QueryRequest(text, format=form))


def _read_arguments() -> dict[str, str]:
    values = {}
    for key in request.args:
        given = request.args.getlist(key)
        if len(given) > 1:
            raise refuse(400, gettext_noop("Give “{name}” once, not several."), name=key[:40])
        values[key] = given[0]
    return values


def _answer_plainly(served: ServedRelease, text: str, language: str) -> Response:
    """Return the rows as an array of objects; only those in the language if one is given."""
    limits = served.limits
    examined = examine(text, depth=limits.depth, text_bytes=limits.text_bytes)
    query = Query(examined, RESULTS_JSON.media_type, (), ())
    fixed = examined.deterministic
    etag = (
        compute_fingerprint(served.release.id, make_key(query), "plain", language) if fixed else ""
    )
    if etag and has_current(etag):
        return set_cache_headers(Response(status=304), etag)
    with served.answer_cache.execute(query) as answer:
        body = simplify_rows(b"".join(answer.chunks()), language)
        response = Response(body, content_type=PLAIN.media_type)
        response.headers["Server-Timing"] = format_server_timing(answer)
    base, release = served.addresses.base, served.release.id
    if address := build_permanent_address(QueryRequest(text), base, release, language):
        response.headers["Link"] = f'<{address}>; rel="cite-as"'
    return set_cache_headers(response, etag)


def _send_text(text: str) -> Response:
    """Return the query with its parameters bound, as ``application/sparql-query``."""
    response = Response(strip_header(text), content_type=f"{DIRECT}; charset=utf-8")
    response.headers["Cache-Control"] = "public, no-cache"
    return response
