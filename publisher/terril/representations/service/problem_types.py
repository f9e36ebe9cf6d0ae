"""The document that explains every type of problem: ``/def/problems``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model import errors
from terril.model.languages import available, catalogue, gettext_noop, translations
from terril.model.vocabulary import SKOS, TERRIL, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from terril.model.errors import QueryError

NAME = "problems"
PROBLEM_TYPES = f"{TERRIL}{NAME}"
FIELD = re.compile(r"\{\w+(:\w+)?\}")

NAMES: Mapping[type[QueryError], str] = {
    errors.QuerySyntax: gettext_noop("The query is not SPARQL"),
    errors.QueryTooDeep: gettext_noop("The query nests too deep"),
    errors.QueryTooIntricate: gettext_noop("The query is too intricate"),
    errors.QueryTooLong: gettext_noop("The query is too long"),
    errors.QueryRefused: gettext_noop("The query asks for what is not allowed"),
    errors.ServiceNotAllowed: gettext_noop("The query asks a server that is not allowed"),
    errors.ServiceFailed: gettext_noop("Another endpoint gave no answer"),
    errors.QueryTimeout: gettext_noop("The query took too long"),
    errors.QueryMemory: gettext_noop("The query needed too much memory"),
    errors.QueryFailed: gettext_noop("The query engine stopped"),
    errors.AnswerTooLarge: gettext_noop("The answer is too large"),
    errors.AnswerTooManyRows: gettext_noop("The answer has too many rows"),
    errors.AnswerUnwritable: gettext_noop("The answer cannot be written in this format"),
    errors.AnswerCut: gettext_noop("The answer may not be whole"),
    errors.StoreUnreachable: gettext_noop("The store cannot be reached"),
    errors.StoreWithoutRelease: gettext_noop("The store does not hold the release"),
    errors.QueryQueueFull: gettext_noop("Too many queries are waiting"),
    errors.BadParameter: gettext_noop("A parameter has a value that it cannot have"),
    errors.MissingParameter: gettext_noop("A parameter is missing"),
    errors.UnknownParameter: gettext_noop("A parameter is unknown"),
}


QUERY_STATUSES: Mapping[type[QueryError], int] = {
    errors.QueryRefused: 403,
    errors.ServiceNotAllowed: 403,
    errors.ServiceFailed: 503,
    errors.QueryTooLong: 413,
    errors.QueryTimeout: 503,
    errors.QueryMemory: 503,
    errors.QueryFailed: 503,
    errors.AnswerCut: 503,
    errors.AnswerTooLarge: 503,
    errors.AnswerTooManyRows: 503,
    errors.AnswerUnwritable: 406,
    errors.QueryQueueFull: 503,
    errors.StoreUnreachable: 503,
    errors.StoreWithoutRelease: 503,
}


def status_of(error: type[QueryError]) -> int:
    """The status of HTTP that a kind of failure is answered with."""
    return QUERY_STATUSES.get(error, 400)


def code_of(error: type[QueryError]) -> str:
    """The IRI of a kind of failure, explained at ``/def/problems``."""
    words = "".join(
        f"-{letter.lower()}" if letter.isupper() else letter for letter in error.__name__
    )
    return f"{PROBLEM_TYPES}#{words.removeprefix('-')}"


def describe_problem_types() -> tuple[Triple, ...]:
    """Return every type of problem that a query can meet, as a SKOS scheme.

    Source: RFC 9457, section 3.1.1.
    """
    return tuple(_scheme(NamedNode(PROBLEM_TYPES)))


def _scheme(scheme: NamedNode) -> Iterator[Triple]:
    yield Triple(scheme, TYPE, NamedNode(f"{SKOS}ConceptScheme"))
    yield from _said(scheme, "prefLabel", translations("Problems that a query can meet"))
    for error, name in NAMES.items():
        concept = NamedNode(code_of(error))
        yield Triple(concept, TYPE, NamedNode(f"{SKOS}Concept"))
        yield Triple(concept, NamedNode(f"{SKOS}inScheme"), scheme)
        yield from _said(concept, "prefLabel", translations(name))
        yield from _said(concept, "definition", _meaning(error))
        status = translations("The answer has the HTTP status {status}.", status=status_of(error))
        yield from _said(concept, "scopeNote", status)


def _meaning(error: type[QueryError]) -> dict[str, str]:
    """The sentence that a client gets, with an ellipsis where it tells of one query."""
    return {
        language: FIELD.sub("…", catalogue(language).get(error.sentence, error.sentence))
        for language in available()
    }


def _said(subject: NamedNode, name: str, texts: Mapping[str, str]) -> Iterator[Triple]:
    for language, text in texts.items():
        yield Triple(subject, NamedNode(f"{SKOS}{name}"), Literal(text, language=language))
