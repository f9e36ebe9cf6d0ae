"""Answer errors with problem documents (RFC 9457), or with a page for a browser.

The only module that decides about statuses. An unexpected error reveals nothing about its cause.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from terril.model.errors import (
    NoSearchIndex,
    QueryError,
    QueryFailed,
    QueryQueueFull,
    QuerySyntax,
    ReleaseNotKept,
    StoreUnreachable,
    UnknownFunction,
)
from terril.model.languages import gettext, gettext_noop
from terril.model.xml_characters import is_well_formed
from terril.representations.service.problem_types import get_problem_type, get_status
from terril.web.http.negotiation import Offer, choose, read_audience

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from terril.representations.pages import Pages

log = logging.getLogger(__name__)

PROBLEM = Offer("application/problem+json", ("application/json",))
PAGE = Offer("text/html", ("application/xhtml+xml",))

TITLES: Mapping[int, str] = {
    400: "This request cannot be understood",
    403: "This is not allowed here",
    404: "There is nothing at this address",
    405: "This cannot be done at this address",
    406: "There is no such format here",
    410: "This is no longer published",
    412: "The file is not the one that the request expects",
    413: "This request is too large",
    415: "This kind of content is not read here",
    416: "The file has no such part",
    429: "Too many requests",
    500: "Something went wrong here",
    503: "This could not be answered in time",
}
DETAILS: Mapping[int, str] = {
    404: "Check the address, or begin at the start page.",
    405: "The data is read-only: use GET or HEAD.",
    406: "Ask for one of the formats that the Link header names, by Accept or by extension.",
    500: "The error has been written to the log. Trying again later may help.",
}

MEDIA_TYPE = re.compile(r'type="([^"]+)"')
NOT_IN_XML = gettext_noop(
    "This cannot be written as XML, which has no way to write a character or a property in it. "
    "Ask for another format, such as Turtle."
)


@dataclass(eq=False)
class Problem(Exception):
    """An error response.

    Attributes:
        status: HTTP status code.
        detail: of this occurrence, in the reader's language; ``""`` for that of the status.
        code: value of the member ``type``.
        more: further members of the document.
        headers: further headers.
        links: name and address of related pages, for people.
    """

    status: int
    detail: str = ""
    code: str = "about:blank"
    more: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()


def describe_query_error(error: QueryError, language: str) -> Problem:
    """Return the problem of a query that failed."""
    status = get_status(type(error))
    if isinstance(error, QueryFailed | StoreUnreachable):
        log.error("a query worker failed: %s", error.reason)
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, QueryQueueFull) else {}
    # A line 0 is unknown.
    more: dict[str, object] = {
        k: v for k, v in vars(error).items() if isinstance(v, int | float) and v
    }
    if isinstance(error, QuerySyntax) and error.found:
        more["token"] = error.found
    if isinstance(error, UnknownFunction):
        more["token"] = error.function
    return Problem(status, error.message(language), get_problem_type(type(error)), more, headers)


def install(app: Flask, pages: Callable[[], Pages]) -> None:
    """Answer every error of the application with a problem.

    Args:
        app: the application.
        pages: returns the pages of the release that the current request is answered from.
    """

    @app.errorhandler(Problem)
    def _handle_problem(problem: Problem) -> Response:
        return _answer(problem, pages())

    @app.errorhandler(QueryError)
    def _handle_query_error(error: QueryError) -> Response:
        return _answer(describe_query_error(error, read_audience().language), pages())

    @app.errorhandler(ReleaseNotKept)
    def _handle_missing_release(error: ReleaseNotKept) -> Response:
        sentence = error.message(read_audience().language)
        return _answer(Problem(404, sentence, more={"kept": list(error.kept)}), pages())

    @app.errorhandler(NoSearchIndex)
    def _handle_missing_index(_: NoSearchIndex) -> Response:
        return _answer(Problem(404), pages())

    @app.errorhandler(HTTPException)
    def _handle_http_exception(error: HTTPException) -> Response:
        allowed = getattr(error, "valid_methods", None)
        headers = {"Allow": ", ".join(sorted(allowed))} if allowed else {}
        return _answer(Problem(error.code or 500, headers=headers), pages())

    @app.errorhandler(Exception)
    def _handle_unexpected(error: Exception) -> Response:
        log.error("%s %s failed", request.method, request.path[:200], exc_info=error)
        return _answer(Problem(500), pages())


def install_xml_guard(app: Flask, pages: Callable[[], Pages]) -> None:
    """Answer 406 in place of a body that is declared as XML and is none.

    What is streamed is left to its writer. Arguments as for :func:`install`.
    """

    @app.after_request
    def _require_well_formed(response: Response) -> Response:
        if response.status_code != 200 or not _is_declared_as_xml(response):
            return response
        if response.is_streamed or is_well_formed(BytesIO(response.get_data())):
            return response
        log.error("%s %s is no well-formed XML", request.method, request.path[:200])
        detail = gettext(NOT_IN_XML, read_audience().language)
        link = response.headers.get("Link", "")
        more = {"available": MEDIA_TYPE.findall(link)} if link else {}
        headers = {"Link": link} if link else {}
        return _answer(Problem(406, detail, more=more, headers=headers), pages())


def _is_declared_as_xml(response: Response) -> bool:
    return (response.mimetype or "").endswith("+xml") or response.mimetype in (
        "application/xml",
        "text/xml",
    )


def _answer(problem: Problem, pages: Pages) -> Response:
    # The release that the address names may be the cause of the problem.
    audience = replace(read_audience(), release="")
    title = gettext(TITLES.get(problem.status, TITLES[500]), audience.language)
    detail = problem.detail or gettext(DETAILS.get(problem.status, ""), audience.language)
    # A client that accepts neither gets the problem document: there is no other format.
    if choose(request.headers.get("Accept"), (PROBLEM, PAGE)) is PAGE:
        values = {"title": title, "detail": detail, "links": problem.links}
        body = pages.write("site/problem.html", audience, **values)
        response = Response(body, problem.status, content_type="text/html; charset=utf-8")
    else:
        content = {
            "type": problem.code,
            "title": title,
            "status": problem.status,
            "detail": detail,
            **problem.more,
        }
        written = json.dumps(content, ensure_ascii=False)
        response = Response(written, problem.status, content_type=PROBLEM.media_type)
    response.headers.update(problem.headers)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = audience.language
    response.vary.update(("Accept", "Accept-Language"))
    return response
