"""The addresses of a town as an OpenAPI document, for programs and those who write them.

Source: OpenAPI Specification 3.1.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.languages import choose_text, gettext
from terril.representations.openapi.components import PROBLEM, ROWS, in_query, problems
from terril.representations.openapi.paths import other_addresses
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
    ParameterType.DECIMAL: {"type": "number"},
    ParameterType.DATE: {"type": "string", "format": "date"},
    ParameterType.BOOLEAN: {"type": "boolean"},
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
    paths |= other_addresses(language)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": gettext("The open data of {town}", language, town=town),
            "version": release,
            "description": gettext(
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
            "description": gettext("the format of the answer, before Accept", language),
            "schema": {"type": "string", "enum": formats},
        }
    )
    parameters += [in_query(name, language) for name in ("lang", "release")]
    return {
        "operationId": query.name,
        "summary": _text(query.titles, taste) or query.name,
        "description": _text(query.descriptions, taste),
        "parameters": parameters,
        "responses": {
            "200": {"description": gettext("the rows", language), "content": content},
            **problems(language, ("400", "404", "406", "429", "503")),
        },
    }


def _parameter(parameter: Parameter, taste: tuple[str, ...]) -> Json:
    wanted = gettext(VALUE_HINTS[parameter.type], taste[0])
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


def _text(texts: Mapping[str, str], taste: tuple[str, ...]) -> str:
    found = choose_text(texts, taste)
    return found[0] if found else ""
