"""The document that explains every type of problem: ``/def/problems``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model import errors
from terril.model.languages import available, catalogue, gettext_noop, translations
from terril.model.vocabulary import SKOS, TERRIL, TYPE
from terril.web.definitions import Definition
from terril.web.http.problems import code_of, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from terril.model.errors import QueryError

NAME = "problems"
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


def problem_types() -> Definition:
    """Every type of problem that a query can meet, as a SKOS scheme (RFC 9457, section 3.1.1)."""
    iri = f"{TERRIL}{NAME}"
    return Definition(NAME, iri, tuple(_scheme(NamedNode(iri))))


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
