"""Build the OpenAPI document of a town's addresses.

Source: OpenAPI Specification 3.1.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.languages import choose_text, gettext
from terril.representations.openapi.components import (
    PROBLEM,
    ROWS,
    build_problem_responses,
    build_query_parameter,
)
from terril.store.sparql import BINDINGS_FORMATS
from terril.store.stored_queries import VALUE_HINTS, Parameter, ParameterType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from terril.representations.openapi.components import Json
    from terril.store.stored_queries import StoredQuery

SCHEMAS: Mapping[ParameterType, dict[str, Json]] = {
    ParameterType.IRI: {"type": "string", "format": "iri"},
    ParameterType.STRING: {"type": "string", "minLength": 1},
    ParameterType.LANG_STRING: {"type": "string", "pattern": "@[A-Za-z]{2,8}$"},
    ParameterType.INTEGER: {"type": "integer"},
    # A JSON number may have an exponent, xsd:decimal has none (XML Schema 1.1, part 2, 3.3.3).
    ParameterType.DECIMAL: {
        "type": "string",
        "format": "decimal",
        "pattern": r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$",
    },
    ParameterType.DATE: {"type": "string", "format": "date"},
    ParameterType.BOOLEAN: {"type": "boolean"},
}


@dataclass(frozen=True, slots=True)
class Api:
    """The programming interface of a town.

    Attributes:
        town: name of the town.
        base: base of the addresses.
        release: id of the release, published as version.
        operations: of every address, by its path.
        queries: the stored queries, each an address of its own.
    """

    town: str
    base: str
    release: str
    operations: Mapping[str, Json]
    queries: Iterable[StoredQuery]


def build_openapi(api: Api, languages: tuple[str, ...]) -> dict[str, Json]:
    """Return the document; the first of the preferred languages is that of the sentences."""
    language = languages[0]
    paths: dict[str, Json] = {
        f"/query/{query.name}": {"get": _build_operation(query, languages)}
        for query in api.queries
    }
    return {
        "openapi": "3.1.1",
        "info": {
            "title": gettext("The open data of {town}", language, town=api.town),
            "version": api.release,
            "description": gettext(
                "Ready questions, answered as JSON, CSV and in other formats; and every thing.",
                language,
            ),
        },
        "servers": [{"url": api.base.rstrip("/")}],
        "paths": {**paths, **api.operations},
        "components": {"schemas": {"Problem": PROBLEM, "Rows": ROWS}},
    }


def _build_operation(query: StoredQuery, languages: tuple[str, ...]) -> dict[str, Json]:
    language = languages[0]
    formats: list[Json] = ["json", *(row.extension for row in BINDINGS_FORMATS), "html"]
    content: dict[str, Json] = {
        "application/json": {"schema": {"$ref": "#/components/schemas/Rows"}}
    }
    content |= {row.media_type: {"schema": {"type": "string"}} for row in BINDINGS_FORMATS[2:]}
    content |= {row.media_type: {} for row in BINDINGS_FORMATS[:2]}
    content["text/html"] = {"schema": {"type": "string"}}
    parameters: list[Json] = [_build_parameter(one, languages) for one in query.parameters]
    parameters.append(
        {
            "name": "format",
            "in": "query",
            "description": gettext("the format of the answer, before Accept", language),
            "schema": {"type": "string", "enum": formats},
        }
    )
    parameters += [build_query_parameter(name, language) for name in ("lang", "release")]
    return {
        "operationId": query.name,
        "summary": _choose_text(query.titles, languages) or query.name,
        "description": _choose_text(query.descriptions, languages),
        "parameters": parameters,
        "responses": {
            "200": {"description": gettext("the rows", language), "content": content},
            **build_problem_responses(language, ("400", "404", "406", "429", "503")),
        },
    }


def _build_parameter(parameter: Parameter, languages: tuple[str, ...]) -> Json:
    expected = gettext(VALUE_HINTS[parameter.type], languages[0])
    schema = dict(SCHEMAS[parameter.type])
    if parameter.default is not None:
        schema["default"] = parameter.default
    label = _choose_text(parameter.labels, languages)
    return {
        "name": parameter.name,
        "in": "query",
        "description": f"{label}: {expected}" if label else expected,
        "required": not parameter.optional and parameter.default is None,
        "schema": schema,
    }


def _choose_text(texts: Mapping[str, str], languages: tuple[str, ...]) -> str:
    found = choose_text(texts, languages)
    return found[0] if found else ""
