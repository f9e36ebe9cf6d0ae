"""Describe the operation of one address in an OpenAPI document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from terril.model.languages import gettext, gettext_noop
from terril.representations.openapi.components import (
    BATCH,
    NAME,
    build_document_responses,
    build_problem_responses,
    build_query_parameter,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from terril.representations.openapi.components import Json

JSON_OBJECT: Mapping[str, Json] = {"application/json": {"schema": {"type": "object"}}}


@dataclass(frozen=True, slots=True)
class Operation:
    """An address as programs see it.

    Attributes:
        name: ``operationId``.
        summary: sentence in English, translated by gettext.
        parameters: names of query parameters, in their order; ``queries`` is a batch.
        content: media types of the answer with their schemas; ``None`` for a negotiated document.
        more_content: media types that a negotiated document has besides.
        result: what the answer is, in English, translated by gettext.
        problems: statuses beside those that every document has.
    """

    name: str
    summary: str
    parameters: tuple[str, ...] = ()
    content: Mapping[str, Json] | None = None
    more_content: Mapping[str, Json] = field(default_factory=dict)
    result: str = gettext_noop("what there is")
    problems: tuple[str, ...] = ()

    def build(self, variables: Iterable[str], language: str) -> dict[str, Json]:
        """Return the operation object; ``variables`` are the parts of the address that vary."""
        parameters: list[Json] = [_build_path_parameter(name) for name in variables]
        parameters += [_build_parameter(name, language) for name in self.parameters]
        return {
            "operationId": self.name,
            "summary": gettext(self.summary, language),
            "parameters": parameters,
            "responses": self._build_responses(language),
        }

    def _build_responses(self, language: str) -> dict[str, Json]:
        problems = build_problem_responses(language, self.problems)
        if self.content is None:
            return {**build_document_responses(language, self.more_content), **problems}
        description = gettext(self.result, language)
        return {"200": {"description": description, "content": dict(self.content)}, **problems}


def _build_path_parameter(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": dict(NAME)}


def _build_parameter(name: str, language: str) -> Json:
    return _build_batch(language) if name == "queries" else build_query_parameter(name, language)


def _build_batch(language: str) -> Json:
    """Return the parameter for a batch of queries (Reconciliation Service API 0.2, section 4)."""
    sentence = gettext_noop("names to be matched, such as {example}")
    return {
        "name": "queries",
        "in": "query",
        "description": gettext(sentence, language, example='{"q0": {"query": "CD2E"}}'),
        "content": {"application/json": {"schema": dict(BATCH)}},
    }
