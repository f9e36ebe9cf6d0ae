"""Read query requests of the SPARQL 1.1 Protocol, and write their permanent addresses.

Source: https://www.w3.org/TR/sparql11-protocol/, section 2.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlencode

from flask import request

from terril.model.errors import QueryRefused
from terril.model.languages import gettext, gettext_noop
from terril.web.http.negotiation import RELEASE, read_audience
from terril.web.http.problems import Problem

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
DEFAULT_GRAPH = "default-graph-uri"
NAMED_GRAPH = "named-graph-uri"
# US-ASCII is a subset of UTF-8.
UTF_8 = frozenset({"utf-8", "utf8", "us-ascii"})
# Browsers, proxies and servers accept an address of this length.
LONGEST_ADDRESS = 4000
# Arguments that choose the form of an answer and not its content.
FORM_ARGUMENTS = frozenset({"format", "lang", "output", RELEASE})
SEVERAL_QUERIES = gettext_noop("Send one query, not several.")


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query as it was sent.

    Attributes:
        text: SPARQL, not yet checked.
        default_graphs: values of ``default-graph-uri``.
        named_graphs: values of ``named-graph-uri``.
        format: name of the answer's format; ``""`` leaves the choice to Accept.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


def read_query_request() -> QueryRequest | None:
    """Return the query of the request; ``None`` for a GET without one.

    Raises:
        QueryRefused: the request is an update.
        Problem: the request does not follow the protocol.
    """
    _check_encoding(request.query_string)
    if request.method == "POST":
        if request.mimetype == UPDATE:
            raise QueryRefused("UPDATE")
        _check_charset()
        if request.mimetype == DIRECT:
            return _read_body()
        if request.mimetype != FORM:
            sentence = gettext_noop("Send the query as a form or as application/sparql-query.")
            raise refuse(415, sentence)
        # Parsing the form consumes the body, so the raw bytes are read before it.
        _check_encoding(request.get_data())
    return _read_parameters()


def _read_body() -> QueryRequest:
    if "query" in request.args:
        raise refuse(400, SEVERAL_QUERIES)
    try:
        return _build_request(request.get_data().decode())
    except UnicodeDecodeError:
        raise _refuse_encoding() from None


def _read_parameters() -> QueryRequest | None:
    if "update" in request.values:
        raise QueryRefused("UPDATE")
    queries = request.values.getlist("query")
    if len(queries) > 1:
        raise refuse(400, SEVERAL_QUERIES)
    if not queries and request.method == "POST":
        raise refuse_missing_query()
    return _build_request(queries[0]) if queries else None


def _build_request(text: str) -> QueryRequest:
    return QueryRequest(
        text,
        tuple(request.values.getlist(DEFAULT_GRAPH)),
        tuple(request.values.getlist(NAMED_GRAPH)),
        request.values.get("format", request.values.get("output", "")),
    )


def _check_charset() -> None:
    """Refuse a charset other than UTF-8 (section 2.1.3)."""
    charset = request.mimetype_params.get("charset", "utf-8")
    if charset.lower() not in UTF_8:
        sentence = gettext_noop("Send the query in UTF-8, not in {charset}.")
        raise refuse(415, sentence, charset=charset[:40])


def _check_encoding(parameters: bytes) -> None:
    """Refuse bytes that are not UTF-8, which Werkzeug would silently replace."""
    try:
        unquote_to_bytes(parameters).decode()
    except UnicodeDecodeError:
        raise _refuse_encoding() from None


def _refuse_encoding() -> Problem:
    return refuse(400, gettext_noop("The query is not written in UTF-8. Send it in UTF-8."))


def build_permanent_address(
    query_request: QueryRequest, base: str, release: str, language: str = ""
) -> str:
    """Return the address of the same answer; ``""`` if it is longer than ``LONGEST_ADDRESS``.

    It has the parameters of a stored query, and the text and the graphs of any other query.

    Args:
        query_request: the query.
        base: IRI of the site.
        release: id of the release that answers.
        language: of the rows, if the answer has those of one language only.
    """
    if request.view_args:
        parameters = [(k, v) for k, v in request.args.items() if k not in FORM_ARGUMENTS]
        parameters += [("lang", language)] if language else []
    else:
        parameters = [("query", query_request.text)]
        parameters += [("default-graph-uri", iri) for iri in query_request.default_graphs]
        parameters += [("named-graph-uri", iri) for iri in query_request.named_graphs]
    parameters.append((RELEASE, release))
    address = f"{base}{request.path.lstrip('/')}?{urlencode(parameters)}"
    return address if len(address) <= LONGEST_ADDRESS else ""


def refuse_missing_query() -> Problem:
    """Return the problem of a request that should have a query."""
    return refuse(400, gettext_noop("There is no query in the request."))


def refuse(status: int, sentence: str, **fields: object) -> Problem:
    """Return a problem whose detail is in the language of the request."""
    return Problem(status, gettext(sentence, read_audience().language, **fields))
