"""Describe the addresses that every town has, for the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.languages import gettext, gettext_noop
from terril.representations.openapi.components import (
    NAME,
    build_document_responses,
    build_problem_responses,
    build_query_parameter,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.representations.openapi.components import Json

# Queries of a batch by key; the manifest documents their further members.
BATCH: Mapping[str, Json] = {
    "type": "object",
    "minProperties": 1,
    "maxProperties": 100,
    "additionalProperties": {
        "type": "object",
        "required": ["query"],
        "properties": {
            "query": {"type": "string", "minLength": 1, "maxLength": 1000},
            "limit": {"type": "integer", "minimum": 1, "maximum": 100},
        },
        "additionalProperties": False,
    },
}
FACETS = ("theme", "type", "form", "sector", "place", "keyword")


def build_paths(language: str) -> dict[str, Json]:
    """Return the operations by path, with sentences in one language."""
    found = {
        "/{kind}": _describe_list(language),
        "/doc/{kind}/{slug}": _describe_document(language),
        "/search": _describe_search(language),
        "/suggest": _describe_suggest(language),
        "/reconcile": _describe_reconcile(language),
        "/catalogue": _describe_catalogue(language),
        "/catalogue/{dataset}": _describe_dataset(language),
        "/changes": _describe_changes(language),
        "/changes/feed": _describe_feed(language),
        "/health": _describe_health(language),
    }
    return {path: {"get": operation} for path, operation in found.items()}


def _build_operation(
    name: str, summary: str, parameters: list[Json], responses: Mapping[str, Json]
) -> dict[str, Json]:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": dict(responses),
    }


def _build_path_parameter(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": dict(NAME)}


def _describe_list(language: str) -> dict[str, Json]:
    names = (*FACETS, "sort", "page", "lang")
    return _build_operation(
        "list",
        gettext("The things of a kind, narrowed and sorted", language),
        [
            _build_path_parameter("kind"),
            *(build_query_parameter(name, language) for name in names),
        ],
        build_document_responses(language, {"text/csv": {}, "application/geo+json": {}}),
    )


def _describe_search(language: str) -> dict[str, Json]:
    return _build_operation(
        "search",
        gettext("Things by words, numbers or parts of names", language),
        [build_query_parameter(name, language) for name in ("q", "page", "lang")],
        build_document_responses(language),
    )


def _describe_suggest(language: str) -> dict[str, Json]:
    content: dict[str, Json] = {"application/x-suggestions+json": {"schema": {"type": "array"}}}
    return _build_operation(
        "suggest",
        gettext("Names for what has been typed so far", language),
        [build_query_parameter("q", language)],
        {"200": {"description": gettext("the names", language), "content": content}},
    )


def _describe_reconcile(language: str) -> dict[str, Json]:
    content: dict[str, Json] = {"application/json": {"schema": {"type": "object"}}}
    return _build_operation(
        "reconcile",
        gettext(
            "Names of a table matched to IRIs of the town; without names, the manifest", language
        ),
        [_build_queries_parameter(language), build_query_parameter("lang", language)],
        {
            "200": {"description": gettext("what there is", language), "content": content},
            **build_problem_responses(language, ("400", "429")),
        },
    )


def _build_queries_parameter(language: str) -> Json:
    """Return the parameter for a batch of queries (Reconciliation Service API 0.2, section 4)."""
    sentence = gettext_noop("names to be matched, such as {example}")
    return {
        "name": "queries",
        "in": "query",
        "description": gettext(sentence, language, example='{"q0": {"query": "CD2E"}}'),
        "content": {"application/json": {"schema": dict(BATCH)}},
    }


def _describe_catalogue(language: str) -> dict[str, Json]:
    return _build_operation(
        "catalogue",
        gettext("The datasets of the town and their files (DCAT-AP)", language),
        [build_query_parameter("page", language), build_query_parameter("lang", language)],
        build_document_responses(language),
    )


def _describe_dataset(language: str) -> dict[str, Json]:
    parameters: list[Json] = [
        _build_path_parameter("dataset"),
        build_query_parameter("lang", language),
    ]
    summary = gettext("One dataset and its files (DCAT-AP)", language)
    return _build_operation("dataset", summary, parameters, build_document_responses(language))


def _describe_changes(language: str) -> dict[str, Json]:
    return _build_operation(
        "changes",
        gettext("What each release added, changed and removed", language),
        [build_query_parameter(name, language) for name in ("page", "lang")],
        build_document_responses(language),
    )


def _describe_feed(language: str) -> dict[str, Json]:
    return _build_operation(
        "feed",
        gettext("The changes for programs that follow them (Linked Data Event Streams)", language),
        [],
        build_document_responses(language),
    )


def _describe_document(language: str) -> dict[str, Json]:
    return _build_operation(
        "document",
        gettext("Everything about one thing", language),
        [_build_path_parameter("kind"), _build_path_parameter("slug")],
        {**build_document_responses(language), **build_problem_responses(language, ("410",))},
    )


def _describe_health(language: str) -> dict[str, Json]:
    content: dict[str, Json] = {"application/json": {"schema": {"type": "object"}}}
    return _build_operation(
        "health",
        gettext("Whether the server is ready, and with which release", language),
        [],
        {"200": {"description": gettext("it is ready", language), "content": content}},
    )
