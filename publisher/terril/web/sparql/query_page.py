"""The page on which people write a query and read its answer; it works without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, request

from terril.model.fingerprint import fingerprint
from terril.model.languages import available
from terril.model.vocabulary import PREFIXES
from terril.representations.pages.answer_table import build_sparql_table
from terril.representations.service.limit_descriptions import describe_limits
from terril.store.sparql.result_formats import BINDINGS_FORMATS, GRAPH_FORMATS, AnswerFormat
from terril.web.http.audience import read_audience
from terril.web.http.documents import content_type
from terril.web.http.headers import POLICY_WITH_SCRIPTS
from terril.web.http.problems import problem_of
from terril.web.http.validators import has_current
from terril.web.site.assets import built
from terril.web.sparql.query_script import script_config
from terril.web.stored_queries.query_forms import examples

if TYPE_CHECKING:
    from terril.model.errors import QueryError
    from terril.representations.pages import Audience
    from terril.store.sparql.answers import Answer
    from terril.town.served_release import ServedRelease
    from terril.web.http.citation import Citation

GRAPH_SHOWN = 100_000
EXAMPLE = """SELECT ?thing ?name WHERE {
  ?thing a org:Organization ; skos:prefLabel ?name .
  FILTER(LANG(?name) = "%s")
}
ORDER BY ?name
LIMIT 20
"""


def empty(served: ServedRelease) -> Response:
    """The page before anything was asked."""
    audience = read_audience()
    etag = fingerprint(served.release.id, request.path, "page", audience.language, served.limits)
    if has_current(etag):
        response = _with_headers(Response(status=304), audience)
    else:
        response = _page(served, audience, EXAMPLE % _language(served, audience))
    response.set_etag(etag)
    return response


def _in_language(tag: str) -> str:
    """The address of this page in another language, relative to it."""
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{request.path.rpartition('/')[2]}?{urlencode([*asked, ('lang', tag)])}"


def _language(served: ServedRelease, audience: Audience) -> str:
    """The reader's language if the town's data has it, else the data's own."""
    spoken = served.config.languages
    return audience.language if audience.language in spoken else spoken[0]


def failed(served: ServedRelease, query: str, error: QueryError) -> Response:
    """The page with the query and why it got no answer."""
    audience = read_audience()
    problem = problem_of(error, audience.language)
    response = _page(served, audience, query, error=problem.detail)
    response.status_code = problem.status
    response.headers.update(problem.headers)
    return response


def answered(
    served: ServedRelease,
    query: str,
    answer: Answer,
    citation: Citation | None,
    *,
    graph: bool,
) -> Response:
    """The page with the query and its answer."""
    audience = read_audience()
    body = b"".join(answer.chunks())
    if graph:
        return _page(served, audience, query, graph=body.decode()[:GRAPH_SHOWN], citation=citation)
    return _page(
        served,
        audience,
        query,
        table=build_sparql_table(served.pages, body, audience),
        citation=citation,
    )


def _page(served: ServedRelease, audience: Audience, query: str, **answer: object) -> Response:
    """The page; an answer is one of ``error``, ``graph`` and ``table``."""
    shown: dict[str, object] = {
        "error": "",
        "graph": "",
        "table": None,
        "citation": None,
        **answer,
    }
    rows: tuple[AnswerFormat, ...] = (*BINDINGS_FORMATS, *GRAPH_FORMATS)
    body = served.pages.write(
        "sparql/query_page.html",
        audience,
        query=query,
        **shown,
        languages=tuple((tag, _in_language(tag)) for tag in available()),
        script=built(),
        told=script_config(served, audience),
        examples=examples(served, audience),
        formats_offered=[(row.name, row.extension) for row in rows],
        seconds=f"{served.limits.seconds:g}",
        megabytes=served.limits.megabytes,
        limits=describe_limits(served.limits, served.queries_per_minute),
        prefixes=", ".join(PREFIXES),
    )
    return _with_headers(Response(body, content_type=content_type(None)), audience)


def _with_headers(response: Response, audience: Audience) -> Response:
    """The headers of the page; a 304 has them too, since it replaces what a browser has kept."""
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Security-Policy"] = POLICY_WITH_SCRIPTS
    response.headers["Content-Language"] = audience.language
    response.vary.update(("Accept", "Accept-Language"))
    return response
