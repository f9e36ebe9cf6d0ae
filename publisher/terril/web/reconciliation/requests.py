"""Read and validate the requests of the Reconciliation API 0.2."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from terril.model.languages import gettext_noop
from terril.web.reconciliation.entities import refuse

MOST_QUERIES = 100
MOST_LETTERS = 1000
MOST_VALUES = 20
MOST_THINGS = 200
Text = Annotated[str, Field(max_length=MOST_LETTERS)]


class Entity(BaseModel):
    """A value that is matched already."""

    id: Text


Value: TypeAlias = bool | int | float | Text | Entity


class Constraint(BaseModel):
    """A property with one or several values that a candidate should have."""

    pid: Text
    v: Value | Annotated[list[Value], Field(max_length=MOST_VALUES)]

    def values(self) -> list[str]:
        """Return the values as text; of a thing, its identifier."""
        found = self.v if isinstance(self.v, list) else [self.v]
        return [one.id if isinstance(one, Entity) else str(one) for one in found]


class Query(BaseModel):
    """One query of a batch (Reconciliation API 0.2, section 5.1)."""

    model_config = ConfigDict(extra="forbid")
    query: Text = ""
    type: Text | Annotated[list[Text], Field(max_length=MOST_VALUES)] = ""
    limit: Annotated[float, Field(allow_inf_nan=False)] = 5
    properties: Annotated[list[Constraint], Field(max_length=MOST_VALUES)] = []
    type_strict: Literal["any", "should", "all"] = "any"

    @model_validator(mode="after")
    def _check_query(self) -> Query:
        if not self.query.strip() and not self.properties:
            raise ValueError
        return self

    def types(self) -> list[str]:
        """Return the types that were given."""
        found = self.type if isinstance(self.type, list) else [self.type]
        return [one for one in found if one]


class Property(BaseModel):
    """A property to add; its settings are ignored."""

    id: Text


class Extension(BaseModel):
    """A request for values (Reconciliation API 0.2, section 8.2)."""

    ids: Annotated[list[Text], Field(max_length=MOST_THINGS)]
    properties: Annotated[list[Property], Field(max_length=MOST_VALUES)]


BATCH: TypeAdapter[dict[str, Query]] = TypeAdapter(
    Annotated[dict[Text, Query], Field(max_length=MOST_QUERIES)]
)
EXTENSION = TypeAdapter(Extension)


def read_batch(text: str) -> dict[str, Query]:
    """Return the queries of a batch by their keys.

    Raises:
        Problem: the text is not JSON, not of this shape, or too large.
    """
    try:
        return BATCH.validate_json(text)
    except ValidationError as error:
        raise refuse(
            gettext_noop(
                "“queries” cannot be read: {place}. It is a JSON object of at most {most} "
                "queries, such as {example}; each text has at most {letters} characters."
            ),
            place=_find_mistake(error),
            most=MOST_QUERIES,
            letters=MOST_LETTERS,
            example='{"q0": {"query": "…"}}',
        ) from error


def read_extension(text: str) -> Extension:
    """Return the things of a table and the properties to add.

    Raises:
        Problem: the text is not JSON, not of this shape, or too large.
    """
    try:
        return EXTENSION.validate_json(text)
    except ValidationError as error:
        raise refuse(
            gettext_noop(
                "“extend” cannot be read: {place}. It is a JSON object with at most {most} "
                "“ids” and at most {properties} “properties”, such as {example}."
            ),
            place=_find_mistake(error),
            most=MOST_THINGS,
            properties=MOST_VALUES,
            example='{"ids": ["…"], "properties": [{"id": "…"}]}',
        ) from error


def _find_mistake(error: ValidationError) -> str:
    """Return the path of the first mistake: ``q0.limit``; ``JSON`` if the whole is wrong."""
    return ".".join(str(part)[:50] for part in error.errors()[0]["loc"]) or "JSON"
