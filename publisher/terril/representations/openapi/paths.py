"""The addresses of every town in an OpenAPI document, beside its own questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.languages import gettext, gettext_noop
from terril.representations.openapi.components import NAME, documents, in_query, problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.representations.openapi.components import Json

# The names of a batch, each with a text; what else a query may have, the manifest leads to.
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


def other_addresses(language: str) -> dict[str, Json]:
    """Each path and what it answers, in words of a language."""
    found = {
        "/{kind}": _list(language),
        "/doc/{kind}/{slug}": _document(language),
        "/search": _search(language),
        "/suggest": _suggest(language),
        "/reconcile": _reconcile(language),
        "/catalogue": _catalogue(language),
        "/catalogue/{dataset}": _dataset(language),
        "/changes": _changes(language),
        "/changes/feed": _feed(language),
        "/health": _health(language),
    }
    return {path: {"get": operation} for path, operation in found.items()}


def _operation(
    name: str, summary: str, parameters: list[Json], responses: Mapping[str, Json]
) -> dict[str, Json]:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": dict(responses),
    }


def _in_path(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": dict(NAME)}


def _list(language: str) -> dict[str, Json]:
    names = (*FACETS, "sort", "page", "lang")
    return _operation(
        "list",
        gettext("The things of a kind, narrowed and sorted", language),
        [_in_path("kind"), *(in_query(name, language) for name in names)],
        documents(language, {"text/csv": {}, "application/geo+json": {}}),
    )


def _search(language: str) -> dict[str, Json]:
    return _operation(
        "search",
        gettext("Things by words, numbers or parts of names", language),
        [in_query(name, language) for name in ("q", "page", "lang")],
        documents(language),
    )


def _suggest(language: str) -> dict[str, Json]:
    content: dict[str, Json] = {"application/x-suggestions+json": {"schema": {"type": "array"}}}
    return _operation(
        "suggest",
        gettext("Names for what has been typed so far", language),
        [in_query("q", language)],
        {"200": {"description": gettext("the names", language), "content": content}},
    )


def _reconcile(language: str) -> dict[str, Json]:
    content: dict[str, Json] = {"application/json": {"schema": {"type": "object"}}}
    return _operation(
        "reconcile",
        gettext(
            "Names of a table matched to IRIs of the town; without names, the manifest", language
        ),
        [_queries(language), in_query("lang", language)],
        {
            "200": {"description": gettext("what there is", language), "content": content},
            **problems(language, ("400", "429")),
        },
    )


def _queries(language: str) -> Json:
    """A batch of names, as JSON in the address (Reconciliation Service API 0.2, section 4)."""
    sentence = gettext_noop("names to be matched, such as {example}")
    return {
        "name": "queries",
        "in": "query",
        "description": gettext(sentence, language, example='{"q0": {"query": "CD2E"}}'),
        "content": {"application/json": {"schema": dict(BATCH)}},
    }


def _catalogue(language: str) -> dict[str, Json]:
    return _operation(
        "catalogue",
        gettext("The datasets of the town and their files (DCAT-AP)", language),
        [in_query("page", language), in_query("lang", language)],
        documents(language),
    )


def _dataset(language: str) -> dict[str, Json]:
    parameters: list[Json] = [_in_path("dataset"), in_query("lang", language)]
    summary = gettext("One dataset and its files (DCAT-AP)", language)
    return _operation("dataset", summary, parameters, documents(language))


def _changes(language: str) -> dict[str, Json]:
    return _operation(
        "changes",
        gettext("What each release added, changed and removed", language),
        [in_query(name, language) for name in ("page", "lang")],
        documents(language),
    )


def _feed(language: str) -> dict[str, Json]:
    return _operation(
        "feed",
        gettext("The changes for programs that follow them (Linked Data Event Streams)", language),
        [],
        documents(language),
    )


def _document(language: str) -> dict[str, Json]:
    return _operation(
        "document",
        gettext("Everything about one thing", language),
        [_in_path("kind"), _in_path("slug")],
        {**documents(language), **problems(language, ("410",))},
    )


def _health(language: str) -> dict[str, Json]:
    content: dict[str, Json] = {"application/json": {"schema": {"type": "object"}}}
    return _operation(
        "health",
        gettext("Whether the server is ready, and with which release", language),
        [],
        {"200": {"description": gettext("it is ready", language), "content": content}},
    )
