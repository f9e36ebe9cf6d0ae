"""Describe the types of problems: the document ``/def/problems``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.model import errors
from terril.model.languages import gettext_noop, list_languages, load_catalogue, translate_all
from terril.model.triples import Node
from terril.model.vocabulary import TERRIL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Triple

    from terril.model.errors import QueryError

NAME = "problems"
PROBLEM_TYPES = f"{TERRIL}{NAME}"
FIELD = re.compile(r"\{\w+(:\w+)?\}")

NAMES: Mapping[type[QueryError], str] = {
    errors.QuerySyntax: gettext_noop("The query is not SPARQL"),
    errors.UnknownFunction: gettext_noop("The query calls an unknown function"),
    errors.QueryTooDeep: gettext_noop("The query nests too deep"),
    errors.QueryTooIntricate: gettext_noop("The query is too intricate"),
    errors.QueryTooLong: gettext_noop("The query is too long"),
    errors.QueryRefused: gettext_noop("The query asks for what is not allowed"),
    errors.ServiceNotAllowed: gettext_noop("The query asks a server that is not allowed"),
    errors.ServiceFailed: gettext_noop("Another endpoint gave no answer"),
    errors.QueryTimeout: gettext_noop("The query took too long"),
    errors.QueryMemory: gettext_noop("The query needed too much memory"),
    errors.QueryFailed: gettext_noop("The query engine stopped"),
    errors.QueryUnsortable: gettext_noop("The answer cannot be sorted"),
    errors.AnswerTooLarge: gettext_noop("The answer is too large"),
    errors.AnswerTooManyRows: gettext_noop("The answer has too many rows"),
    errors.AnswerUnwritable: gettext_noop("The answer cannot be written in this format"),
    errors.CharacterUnwritable: gettext_noop("A character cannot be written in this format"),
    errors.AnswerBeyondRdf: gettext_noop("The answer is more than RDF 1.1"),
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
    errors.CharacterUnwritable: 406,
    errors.QueryQueueFull: 503,
    errors.StoreUnreachable: 503,
    errors.StoreWithoutRelease: 503,
}


def get_status(error: type[QueryError]) -> int:
    """Return the HTTP status for an error."""
    return QUERY_STATUSES.get(error, 400)


def get_problem_type(error: type[QueryError]) -> str:
    """Return the IRI of an error's problem type, described at ``/def/problems``."""
    words = "".join(
        f"-{letter.lower()}" if letter.isupper() else letter for letter in error.__name__
    )
    return f"{PROBLEM_TYPES}#{words.removeprefix('-')}"


def describe_problem_types() -> tuple[Triple, ...]:
    """Return every type of problem that a query can meet, as a SKOS scheme.

    Source: RFC 9457, section 3.1.1.
    """
    scheme = Node(PROBLEM_TYPES).add_type("skos:ConceptScheme")
    scheme.add_texts("skos:prefLabel", translate_all("Problems that a query can meet"))
    concepts = (_describe_problem_type(error, name) for error, name in NAMES.items())
    return (*scheme, *(triple for concept in concepts for triple in concept))


def _describe_problem_type(error: type[QueryError], name: str) -> Node:
    status = translate_all("The answer has the HTTP status {status}.", status=get_status(error))
    node = (
        Node(get_problem_type(error))
        .add_type("skos:Concept")
        .add_iri("skos:inScheme", PROBLEM_TYPES)
    )
    node.add_texts("skos:prefLabel", translate_all(name))
    return node.add_texts("skos:definition", _define(error)).add_texts("skos:scopeNote", status)


def _define(error: type[QueryError]) -> dict[str, str]:
    """Return the sentence for clients by language, with an ellipsis for facts of one query."""
    return {
        language: FIELD.sub("…", load_catalogue(language).get(error.sentence, error.sentence))
        for language in list_languages()
    }
