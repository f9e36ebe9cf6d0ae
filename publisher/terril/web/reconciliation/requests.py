"""Read and validate the requests of the Reconciliation API 0.2."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Raw, Struct, field, json

from terril.model.languages import gettext_noop
from terril.web.reconciliation.entities import refuse

MOST_QUERIES = 100
MOST_LETTERS = 1000
MOST_VALUES = 20
MOST_THINGS = 200
Text = Annotated[str, Meta(max_length=MOST_LETTERS)]


class Entity(Struct):
    """A value that is matched already."""

    id: Text


Value: TypeAlias = bool | int | float | Text | Entity


class Constraint(Struct):
    """A property with one or several values that a candidate should have."""

    pid: Text
    v: Value | Annotated[list[Value], Meta(max_length=MOST_VALUES)]

    def values(self) -> list[str]:
        """Return the values as text; of a thing, its identifier."""
        found = self.v if isinstance(self.v, list) else [self.v]
        return [one.id if isinstance(one, Entity) else str(one) for one in found]


class Query(Struct, forbid_unknown_fields=True):
    """One query of a batch (Reconciliation API 0.2, section 5.1)."""

    query: Text = ""
    type: Text | Annotated[list[Text], Meta(max_length=MOST_VALUES)] = ""
    limit: float = 5
    properties: Annotated[list[Constraint], Meta(max_length=MOST_VALUES)] = field(
        default_factory=list
    )
    type_strict: Literal["any", "should", "all"] = "any"

    def __post_init__(self) -> None:
        if not self.query.strip() and not self.properties:
            raise ValueError

    def types(self) -> list[str]:
        """Return the types that were given."""
        found = self.type if isinstance(self.type, list) else [self.type]
        return [one for one in found if one]


class Property(Struct):
    """A property to add; its settings are ignored."""

    id: Text


class Extension(Struct):
    """A request for values (Reconciliation API 0.2, section 8.2)."""

    ids: Annotated[list[Text], Meta(max_length=MOST_THINGS)]
    properties: Annotated[list[Property], Meta(max_length=MOST_VALUES)]


BATCH: json.Decoder[dict[str, Raw]] = json.Decoder(
    Annotated[dict[Text, Raw], Meta(max_length=MOST_QUERIES)]
)
QUERY = json.Decoder(Query)
EXTENSION = json.Decoder(Extension)
PLACE = re.compile(r" - at `\$(.*)`\Z")


def read_batch(text: str) -> dict[str, Query]:
    """Return the queries of a batch by their keys.

    Raises:
        Problem: the text is not JSON, not of this shape, or too large.
    """
    key = ""
    try:
        found = {}
        for key, written in BATCH.decode(text).items():  # named in the error
            found[key] = QUERY.decode(written)
    except (ValueError, RecursionError) as error:
        raise refuse(
            gettext_noop(
                "“queries” cannot be read: {place}. It is a JSON object of at most {most} "
                "queries, such as {example}; each text has at most {letters} characters."
            ),
            place=_find_mistake(key, error),
            most=MOST_QUERIES,
            letters=MOST_LETTERS,
            example='{"q0": {"query": "…"}}',
        ) from error
    return found


def read_extension(text: str) -> Extension:
    """Return the things of a table and the properties to add.

    Raises:
        Problem: the text is not JSON, not of this shape, or too large.
    """
    try:
        return EXTENSION.decode(text)
    except (ValueError, RecursionError) as error:
        raise refuse(
            gettext_noop(
                "“extend” cannot be read: {place}. It is a JSON object with at most {most} "
                "“ids” and at most {properties} “properties”, such as {example}."
            ),
            place=_find_mistake("", error),
            most=MOST_THINGS,
            properties=MOST_VALUES,
            example='{"ids": ["…"], "properties": [{"id": "…"}]}',
        ) from error


def _find_mistake(key: str, error: Exception) -> str:
    """Return the path of the first mistake: ``q0.limit``; ``JSON`` if the whole is wrong."""
    found = PLACE.search(str(error))
    path = re.sub(r"\[(\d+)\]", r".\1", found[1]) if found else ""
    parts = (key, *path.split("."))
    return ".".join(part[:50] for part in parts if part) or "JSON"
