"""The page on which people write a query and read its answer; it works without a script."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, request

from terril.model.fingerprint import fingerprint
from terril.model.languages import available
from terril.model.vocabulary import PREFIXES, shorten
from terril.store.sparql import BINDINGS_FORMATS, GRAPH_FORMATS, AnswerFormat
from terril.web.http.audience import read_audience
from terril.web.http.documents import content_type
from terril.web.http.headers import POLICY_WITH_SCRIPTS
from terril.web.http.problems import problem_of
from terril.web.http.validators import has_current
from terril.web.site.assets import built
from terril.web.sparql.query_script import script_config
from terril.web.stored_queries.query_forms import examples
from terril.web.told_limits import query_limits

if TYPE_CHECKING:
    from terril.model.errors import QueryError
    from terril.representations.pages import Audience
    from terril.store.sparql import Answer
    from terril.web.http.citation import Citation
    from terril.web.opened import ServedRelease

ROWS_SHOWN = 500
GRAPH_SHOWN = 100_000
EXAMPLE = """SELECT ?thing ?name WHERE {
  ?thing a org:Organization ; skos:prefLabel ?name .
  FILTER(LANG(?name) = "%s")
}
ORDER BY ?name
LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as a table shows it."""

    text: str = ""
    href: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """The solutions of a query; ``total`` counts all rows, also those not shown."""

    columns: list[str]
    rows: list[list[Cell]]
    total: int


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
    return _page(served, audience, query, table=_table(served, audience, body), citation=citation)


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
        limits=query_limits(served),
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


def _table(served: ServedRelease, audience: Audience, body: bytes) -> AnswerTable:
    content = json.loads(body)
    if "boolean" in content:
        return AnswerTable(["ASK"], [[Cell(str(content["boolean"]).lower())]], 1)
    columns = content["head"]["vars"]
    bindings = content["results"]["bindings"]
    rows = [
        [_cell(served, audience, row.get(name)) for name in columns]
        for row in bindings[:ROWS_SHOWN]
    ]
    return AnswerTable(columns, rows, len(bindings))


def _cell(served: ServedRelease, audience: Audience, term: dict[str, str] | None) -> Cell:
    if term is None:
        return Cell()
    if term["type"] == "uri":
        return Cell(_short(served, term["value"]), served.pages.href(term["value"], audience))
    return Cell(term["value"], language=term.get("xml:lang", ""))


def _short(served: ServedRelease, iri: str) -> str:
    name = served.addresses.name_of(iri)
    return f"{name.kind}/{name.slug}" if name else shorten(iri)
