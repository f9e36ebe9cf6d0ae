"""Build the parts of an OpenAPI document that several addresses share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from terril.model.formats import DOCUMENT_FORMATS
from terril.model.languages import gettext, gettext_noop, list_languages

if TYPE_CHECKING:
    from collections.abc import Mapping

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

NAME: Mapping[str, Json] = {"type": "string", "pattern": "^[a-z0-9-]+$"}
LAST_PART: Mapping[str, Json] = {"type": "string", "minLength": 1}
WORDS: Mapping[str, tuple[str, Mapping[str, Json]]] = {
    "lang": (
        gettext_noop("the language of what is said"),
        {"type": "string", "enum": list(list_languages())},
    ),
    "release": (gettext_noop("the id of an older release that is kept"), {"type": "string"}),
    "q": (gettext_noop("words, numbers or parts of names"), {"type": "string"}),
    "page": (gettext_noop("which page of a longer list"), {"type": "integer", "minimum": 1}),
    "sort": (
        gettext_noop("by name, or the other way round"),
        {"type": "string", "enum": ["name", "-name"]},
    ),
    "theme": (gettext_noop("the last part of a theme's IRI"), LAST_PART),
    "type": (gettext_noop("the last part of a kind's IRI"), LAST_PART),
    "form": (gettext_noop("the last part of a legal form's IRI"), LAST_PART),
    "sector": (gettext_noop("the last part of a sector's IRI"), LAST_PART),
    "place": (gettext_noop("the last part of a place's IRI"), LAST_PART),
    "keyword": (gettext_noop("the last part of a keyword's IRI"), LAST_PART),
    "scheme": (gettext_noop("the last part of the IRI of a list of terms"), LAST_PART),
}
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
PROBLEM: dict[str, Json] = {
    "type": "object",
    "required": ["title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
ROWS: dict[str, Json] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": {"type": ["string", "number", "boolean"]},
    },
}


def build_query_parameter(name: str, language: str) -> Json:
    """Return the description of a query parameter that several addresses have."""
    sentence, schema = WORDS[name]
    return {
        "name": name,
        "in": "query",
        "description": gettext(sentence, language),
        "schema": dict(schema),
    }


def build_document_responses(
    language: str, more: Mapping[str, Json] | None = None
) -> dict[str, Json]:
    """Return the responses of a negotiated address; ``more`` are further media types."""
    content: dict[str, Json] = {row.media_type: {} for row in DOCUMENT_FORMATS}
    content |= {"text/html": {}, **(more or {})}
    return {
        "200": {"description": gettext("what there is", language), "content": content},
        **build_problem_responses(language, ("404", "406")),
    }


def build_problem_responses(language: str, statuses: tuple[str, ...]) -> dict[str, Json]:
    """Return the problem responses of some statuses."""
    content: dict[str, Json] = {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
        "text/html": {"schema": {"type": "string"}},
    }
    sentence = gettext("a sentence that says what is wrong", language)
    return {status: {"description": sentence, "content": content} for status in statuses}
