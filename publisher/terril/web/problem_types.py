"""The document that explains every type of problem: ``/def/problems``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model.errors import queries
from terril.model.languages import available, catalogue, mark, say_all
from terril.model.vocabulary import SKOS, TERRIL, TYPE
from terril.web.definitions import Definition
from terril.web.http.problems import code_of, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from terril.model.errors import QueryError

NAME = "problems"
FIELD = re.compile(r"\{\w+(:\w+)?\}")

NAMES: Mapping[type[QueryError], str] = {
    queries.QuerySyntax: mark("The query is not SPARQL"),
    queries.QueryTooDeep: mark("The query nests too deep"),
    queries.QueryTooIntricate: mark("The query is too intricate"),
    queries.QueryTooLong: mark("The query is too long"),
    queries.QueryRefused: mark("The query asks for what is not allowed"),
    queries.ServiceNotAllowed: mark("The query asks a server that is not allowed"),
    queries.ServiceFailed: mark("Another endpoint gave no answer"),
    queries.QueryTimeout: mark("The query took too long"),
    queries.QueryMemory: mark("The query needed too much memory"),
    queries.QueryFailed: mark("The query engine stopped"),
    queries.AnswerTooLarge: mark("The answer is too large"),
    queries.AnswerTooManyRows: mark("The answer has too many rows"),
    queries.AnswerUnwritable: mark("The answer cannot be written in this format"),
    queries.AnswerCut: mark("The answer may not be whole"),
    queries.StoreUnreachable: mark("The store cannot be reached"),
    queries.StoreWithoutRelease: mark("The store does not hold the release"),
    queries.QueryQueueFull: mark("Too many queries are waiting"),
    queries.BadParameter: mark("A parameter has a value that it cannot have"),
    queries.MissingParameter: mark("A parameter is missing"),
    queries.UnknownParameter: mark("A parameter is unknown"),
}


def problem_types() -> Definition:
    """Every type of problem that a query can meet, as a SKOS scheme (RFC 9457, section 3.1.1)."""
    iri = f"{TERRIL}{NAME}"
    return Definition(NAME, iri, tuple(_scheme(NamedNode(iri))))


def _scheme(scheme: NamedNode) -> Iterator[Triple]:
    yield Triple(scheme, TYPE, NamedNode(f"{SKOS}ConceptScheme"))
    yield from _said(scheme, "prefLabel", say_all("Problems that a query can meet"))
    for error, name in NAMES.items():
        concept = NamedNode(code_of(error))
        yield Triple(concept, TYPE, NamedNode(f"{SKOS}Concept"))
        yield Triple(concept, NamedNode(f"{SKOS}inScheme"), scheme)
        yield from _said(concept, "prefLabel", say_all(name))
        yield from _said(concept, "definition", _meaning(error))
        status = say_all("The answer has the HTTP status {status}.", status=status_of(error))
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
