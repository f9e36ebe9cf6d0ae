"""The addresses of a town as an OpenAPI document, for programs and those who write them.

Source: OpenAPI Specification 3.1.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from publisher.languages import available, mark, pick, say
from publisher.model.formats import DOCUMENT_FORMATS
from publisher.store.result_formats import BINDINGS_FORMATS
from publisher.store.stored_query_parameters import WANTED, Parameter, ParameterType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from publisher.store.stored_queries import StoredQuery

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

SCHEMAS: Mapping[ParameterType, dict[str, Json]] = {
    ParameterType.IRI: {"type": "string", "format": "iri"},
    ParameterType.STRING: {"type": "string", "minLength": 1},
    ParameterType.LANG_STRING: {"type": "string", "pattern": "@[A-Za-z]{2,8}$"},
    ParameterType.INTEGER: {"type": "integer"},
    ParameterType.DECIMAL: {"type": "number"},
    ParameterType.DATE: {"type": "string", "format": "date"},
    ParameterType.BOOLEAN: {"type": "boolean"},
}
NAME: Mapping[str, Json] = {"type": "string", "pattern": "^[a-z0-9-]+$"}
LAST_PART: Mapping[str, Json] = {"type": "string", "minLength": 1}
WORDS: Mapping[str, tuple[str, Mapping[str, Json]]] = {
    "lang": (mark("the language of what is said"), {"type": "string", "enum": list(available())}),
    "release": (mark("the id of an older release that is kept"), {"type": "string"}),
    "q": (mark("words, numbers or parts of names"), {"type": "string"}),
    "page": (mark("which page of a longer list"), {"type": "integer", "minimum": 1}),
    "sort": (
        mark("by name, or the other way round"),
        {"type": "string", "enum": ["name", "-name"]},
    ),
    "theme": (mark("the last part of a theme's IRI"), LAST_PART),
    "type": (mark("the last part of a kind's IRI"), LAST_PART),
    "sector": (mark("the last part of a sector's IRI"), LAST_PART),
    "place": (mark("the last part of a place's IRI"), LAST_PART),
    "keyword": (mark("the last part of a keyword's IRI"), LAST_PART),
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


def openapi(
    town: str, base: str, release: str, queries: Iterable[StoredQuery], taste: tuple[str, ...]
) -> dict[str, Json]:
    """The document in a reader's language.

    Args:
        town: its name.
        base: where the addresses begin.
        release: the version of what is described.
        queries: those that can be asked.
        taste: languages, preferred first; the first is that of the sentences.
    """
    language = taste[0]
    paths: dict[str, Json] = {
        f"/query/{query.name}": {"get": _operation(query, taste)} for query in queries
    }
    paths |= {
        "/{kind}": {"get": _list(language)},
        "/doc/{kind}/{slug}": {"get": _document(language)},
        "/search": {"get": _search(language)},
        "/suggest": {"get": _suggest(language)},
        "/changes": {"get": _changes(language)},
        "/health": {"get": _health(language)},
    }
    return {
        "openapi": "3.1.1",
        "info": {
            "title": say("The open data of {town}", language, town=town),
            "version": release,
            "description": say(
                "Ready questions, answered as JSON, CSV and in other formats; and every thing.",
                language,
            ),
        },
        "servers": [{"url": base.rstrip("/")}],
        "paths": paths,
        "components": {"schemas": {"Problem": PROBLEM, "Rows": ROWS}},
    }


def _operation(query: StoredQuery, taste: tuple[str, ...]) -> dict[str, Json]:
    language = taste[0]
    formats: list[Json] = ["json", *(row.extension for row in BINDINGS_FORMATS), "html"]
    content: dict[str, Json] = {
        "application/json": {"schema": {"$ref": "#/components/schemas/Rows"}}
    }
    content |= {row.media_type: {"schema": {"type": "string"}} for row in BINDINGS_FORMATS[2:]}
    content |= {row.media_type: {} for row in BINDINGS_FORMATS[:2]}
    content["text/html"] = {"schema": {"type": "string"}}
    parameters: list[Json] = [_parameter(one, taste) for one in query.parameters]
    parameters.append(
        {
            "name": "format",
            "in": "query",
            "description": say("the format of the answer, before Accept", language),
            "schema": {"type": "string", "enum": formats},
        }
    )
    parameters += [
        _in_query("lang", *WORDS["lang"], language),
        _in_query("release", *WORDS["release"], language),
    ]
    return {
        "operationId": query.name,
        "summary": _text(query.titles, taste) or query.name,
        "description": _text(query.descriptions, taste),
        "parameters": parameters,
        "responses": {
            "200": {"description": say("the rows", language), "content": content},
            **_problems(language, ("400", "404", "406", "429", "503")),
        },
    }


def _parameter(parameter: Parameter, taste: tuple[str, ...]) -> Json:
    wanted = say(WANTED[parameter.type], taste[0])
    schema = dict(SCHEMAS[parameter.type])
    if parameter.default is not None:
        schema["default"] = parameter.default
    label = _text(parameter.labels, taste)
    return {
        "name": parameter.name,
        "in": "query",
        "description": f"{label}: {wanted}" if label else wanted,
        "required": not parameter.optional and parameter.default is None,
        "schema": schema,
    }


def _in_query(name: str, sentence: str, schema: Mapping[str, Json], language: str) -> Json:
    return {
        "name": name,
        "in": "query",
        "description": say(sentence, language),
        "schema": dict(schema),
    }


def _list(language: str) -> dict[str, Json]:
    names = ("theme", "type", "sector", "place", "keyword", "sort", "page", "lang")
    return {
        "operationId": "list",
        "summary": say("The things of a kind, narrowed and sorted", language),
        "parameters": [
            {"name": "kind", "in": "path", "required": True, "schema": dict(NAME)},
            *(_in_query(name, *WORDS[name], language) for name in names),
        ],
        "responses": _documents(language, {"text/csv": {}, "application/geo+json": {}}),
    }


def _search(language: str) -> dict[str, Json]:
    return {
        "operationId": "search",
        "summary": say("Things by words, numbers or parts of names", language),
        "parameters": [_in_query(name, *WORDS[name], language) for name in ("q", "page", "lang")],
        "responses": _documents(language, {}),
    }


def _changes(language: str) -> dict[str, Json]:
    return {
        "operationId": "changes",
        "summary": say("What each release added, changed and removed", language),
        "parameters": [_in_query(name, *WORDS[name], language) for name in ("page", "lang")],
        "responses": _documents(language, {}),
    }


def _suggest(language: str) -> dict[str, Json]:
    content: dict[str, Json] = {"application/x-suggestions+json": {"schema": {"type": "array"}}}
    return {
        "operationId": "suggest",
        "summary": say("Names for what has been typed so far", language),
        "parameters": [_in_query("q", *WORDS["q"], language)],
        "responses": {"200": {"description": say("the names", language), "content": content}},
    }


def _documents(language: str, more: Mapping[str, Json]) -> dict[str, Json]:
    content: dict[str, Json] = {row.media_type: {} for row in DOCUMENT_FORMATS}
    content |= {"text/html": {}, **more}
    return {
        "200": {"description": say("what there is", language), "content": content},
        **_problems(language, ("404", "406")),
    }


def _document(language: str) -> dict[str, Json]:
    content: dict[str, Json] = {row.media_type: {} for row in DOCUMENT_FORMATS}
    content["text/html"] = {}
    return {
        "operationId": "document",
        "summary": say("Everything about one thing", language),
        "parameters": [
            {"name": part, "in": "path", "required": True, "schema": dict(NAME)}
            for part in ("kind", "slug")
        ],
        "responses": {
            "200": {"description": say("what is known of it", language), "content": content},
            **_problems(language, ("404", "410")),
        },
    }


def _health(language: str) -> dict[str, Json]:
    return {
        "operationId": "health",
        "summary": say("Whether the server is ready, and with which release", language),
        "responses": {
            "200": {
                "description": say("it is ready", language),
                "content": {"application/json": {"schema": {"type": "object"}}},
            }
        },
    }


def _problems(language: str, statuses: tuple[str, ...]) -> dict[str, Json]:
    content: dict[str, Json] = {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
        "text/html": {"schema": {"type": "string"}},
    }
    sentence = say("a sentence that says what is wrong", language)
    return {status: {"description": sentence, "content": content} for status in statuses}


def _text(texts: Mapping[str, str], taste: tuple[str, ...]) -> str:
    found = pick(texts, taste)
    return found[0] if found else ""
