"""What a request asks of the endpoint, as the SPARQL 1.1 Protocol has it, its query part.

Source: https://www.w3.org/TR/sparql11-protocol/, section 2.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from flask import request

from terril.model.errors import QueryRefused
from terril.model.languages import gettext
from terril.web.http.negotiation import read_audience
from terril.web.http.problems import Problem

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
DEFAULT_GRAPH = "default-graph-uri"
NAMED_GRAPH = "named-graph-uri"
# US-ASCII is a part of UTF-8.
UTF_8 = frozenset({"utf-8", "utf8", "us-ascii"})


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
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    form: str = ""


def asked() -> Asked | None:
    """What the request asks, ``None`` if it asks nothing.

    Raises:
        QueryRefused: it asks for an update.
        Problem: it asks in a way that the protocol does not know.
    """
    _check_encoding(request.query_string)
    if request.method == "POST":
        if request.mimetype == UPDATE:
            raise QueryRefused("UPDATE")
        _check_charset()
        if request.mimetype == DIRECT:
            return _direct()
        if request.mimetype != FORM:
            raise Problem(415, _say("Send the query as a form or as application/sparql-query."))
        # Read before the form is, which would keep nothing of it.
        _check_encoding(request.get_data())
    return _from_parameters()


def _direct() -> Asked:
    if "query" in request.args:
        raise Problem(400, _say("Send one query, not several."))
    try:
        return _with_query(request.get_data().decode())
    except UnicodeDecodeError:
        raise _not_utf_8() from None


def _from_parameters() -> Asked | None:
    if "update" in request.values:
        raise QueryRefused("UPDATE")
    queries = request.values.getlist("query")
    if len(queries) > 1:
        raise Problem(400, _say("Send one query, not several."))
    if not queries and request.method == "POST":
        raise no_query()
    return _with_query(queries[0]) if queries else None


def no_query() -> Problem:
    """That a query was expected."""
    return Problem(400, _say("There is no query in the request."))


def _with_query(text: str) -> Asked:
    return Asked(
        text,
        tuple(request.values.getlist(DEFAULT_GRAPH)),
        tuple(request.values.getlist(NAMED_GRAPH)),
        request.values.get("format", request.values.get("output", "")),
    )


def _check_charset() -> None:
    """A request in anything but UTF-8 is refused (section 2.1.3)."""
    charset = request.mimetype_params.get("charset", "utf-8")
    if charset.lower() not in UTF_8:
        sentence = _say("Send the query in UTF-8, not in {charset}.", charset=charset[:40])
        raise Problem(415, sentence)


def _check_encoding(parameters: bytes) -> None:
    """Without this, bytes that are no UTF-8 would become other characters unnoticed."""
    try:
        unquote_to_bytes(parameters).decode()
    except UnicodeDecodeError:
        raise _not_utf_8() from None


def _not_utf_8() -> Problem:
    return Problem(400, _say("The query is not written in UTF-8. Send it in UTF-8."))


def _say(sentence: str, **fields: object) -> str:
    return gettext(sentence, read_audience().language, **fields)
