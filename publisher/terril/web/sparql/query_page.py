"""Write the page with a SPARQL query and its answer; it works without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, request

from terril.model.fingerprint import compute_fingerprint
from terril.model.languages import get_primary_language, list_languages, select_tags
from terril.model.vocabulary import PREFIXES
from terril.representations.pages.answer_table import build_sparql_table
from terril.representations.pages.query_forms import list_examples
from terril.store.graphs import ALL_GRAPHS
from terril.store.sparql import BINDINGS_FORMATS, GRAPH_FORMATS, AnswerFormat
from terril.web.http.documents import get_content_type
from terril.web.http.headers import POLICY_WITH_SCRIPTS
from terril.web.http.negotiation import read_audience
from terril.web.http.problems import describe_query_error
from terril.web.http.validators import has_current
from terril.web.site.assets import get_built
from terril.web.sparql.protocol import DEFAULT_GRAPH, NAMED_GRAPH
from terril.web.sparql.query_script import build_script_config

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.model.errors import QueryError
    from terril.representations.pages import Pages
    from terril.representations.service.service_description import Service
    from terril.store.sparql import Answer, QueryLimits
    from terril.store.stored_queries import StoredQuery
    from terril.web.sparql.citation import AnswerCitation

GRAPH_SHOWN = 100_000
"""Characters of a graph that the page shows."""
EXAMPLE = """SELECT ?thing ?name WHERE {
  ?thing a org:Organization ; skos:prefLabel ?name .
  FILTER(LANGMATCHES(LANG(?name), "%s"))
}
ORDER BY ?name
LIMIT 20
"""


class QueryPage:
    """The query page of a release, for the audience of the request.

    Args:
        pages: writes the template.
        service: the endpoint, with the limits to show.
        limits: of a query.
        stored_queries: examples to show, by name.
    """

    def __init__(
        self,
        pages: Pages,
        service: Service,
        limits: QueryLimits,
        stored_queries: Mapping[str, StoredQuery],
    ) -> None:
        self._pages = pages
        self._service = service
        self._limits = limits
        self._stored_queries = stored_queries
        self._audience = read_audience()
        self._all_graphs = f"{service.base}sparql{ALL_GRAPHS}"
        self._all_chosen = self._all_graphs in request.values.getlist(DEFAULT_GRAPH)
        self._chosen_graphs = [
            (name, graph)
            for name in (DEFAULT_GRAPH, NAMED_GRAPH)
            for graph in dict.fromkeys(request.values.getlist(name))
            if (name, graph) != (DEFAULT_GRAPH, self._all_graphs)
        ]

    def send_form(self) -> Response:
        """Return the page with an example query."""
        language = self._audience.language
        etag = compute_fingerprint(
            *(self._service.release, request.path, "page", language, self._limits),
            *(self._all_chosen, self._chosen_graphs),
        )
        if has_current(etag):
            response = self._set_headers(Response(status=304))
        else:
            offered = self._pages.town.languages
            wanted = (*select_tags(offered, (language,)), *offered)[0]
            response = self._send(EXAMPLE % get_primary_language(wanted))
        response.set_etag(etag)
        return response

    def send_error(self, query: str, error: QueryError) -> Response:
        """Return the page with a query and the reason why it has no answer."""
        problem = describe_query_error(error, self._audience.language)
        response = self._send(query, error=problem.detail)
        response.status_code = problem.status
        response.headers.update(problem.headers)
        return response

    def send_answer(
        self, query: str, answer: Answer, cited: AnswerCitation | None, *, graph: bool
    ) -> Response:
        """Return the page with a query and its answer: Turtle for a graph, else SPARQL JSON."""
        body = b"".join(answer.chunks())
        if graph:
            return self._send(query, graph=body.decode()[:GRAPH_SHOWN], citation=cited)
        table = build_sparql_table(self._pages, body, self._audience)
        return self._send(query, table=table, citation=cited)

    def _send(self, query: str, **answer: object) -> Response:
        """Return the page; ``answer`` has one of ``error``, ``graph`` and ``table``."""
        audience, limits = self._audience, self._limits
        shown = {"error": "", "graph": "", "table": None, "citation": None, **answer}
        rows: tuple[AnswerFormat, ...] = (*BINDINGS_FORMATS, *GRAPH_FORMATS)
        body = self._pages.write(
            "sparql/query_page.html",
            audience,
            query=query,
            **shown,
            graphs_parameter=DEFAULT_GRAPH,
            all_graphs=self._all_graphs,
            all_chosen=self._all_chosen,
            chosen_graphs=self._chosen_graphs,
            languages=tuple((tag, _in_language(tag)) for tag in list_languages()),
            script=get_built(),
            script_config=build_script_config(
                self._pages, audience, self._service.base, limits.text_bytes
            ),
            examples=list_examples(self._stored_queries, self._pages, audience),
            formats_offered=[(row.name, row.extension) for row in rows],
            seconds=f"{limits.seconds:g}",
            megabytes=limits.megabytes,
            limits=self._service.limits,
            prefixes=", ".join(PREFIXES),
        )
        return self._set_headers(Response(body, content_type=get_content_type(None)))

    def _set_headers(self, response: Response) -> Response:
        """Set the headers of the page, also of a 304: a browser replaces those it has kept."""
        response.headers["Cache-Control"] = "public, no-cache"
        response.headers["Content-Security-Policy"] = POLICY_WITH_SCRIPTS
        response.headers["Content-Language"] = self._audience.language
        response.vary.update(("Accept", "Accept-Language"))
        return response


def _in_language(tag: str) -> str:
    """Return the relative address of this page in another language."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{request.path.rpartition('/')[2]}?{urlencode([*kept, ('lang', tag)])}"
