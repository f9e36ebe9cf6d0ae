"""Answers as the Reconciliation Service API 0.2 has them; nothing else may be in one."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Template = Annotated[str, Field(pattern=r"\{\{id\}\}")]
Score = Annotated[float, Field(ge=0, le=100)]
Time = Annotated[str, Field(pattern=r"^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Named(Strict):
    id: str
    name: str


class View(Strict):
    url: Template


class Preview(Strict):
    url: Template
    width: int
    height: int


class Place(Strict):
    service_url: str
    service_path: str

    @property
    def address(self) -> str:
        return f"{self.service_url}{self.service_path}"


class Suggest(Strict):
    entity: Place
    property: Place
    type: Place


class Extend(Strict):
    propose_properties: Place
    property_settings: list[object]


class Manifest(Strict):
    versions: list[str]
    name: str
    identifierSpace: str  # noqa: N815  # the word of the specification
    schemaSpace: str  # noqa: N815
    serviceVersion: str  # noqa: N815
    documentation: str
    defaultTypes: list[Named]  # noqa: N815
    view: View
    preview: Preview
    suggest: Suggest
    extend: Extend


class Feature(Strict):
    id: str
    value: bool | float


class Candidate(Strict):
    id: str
    name: str
    score: Score
    match: bool
    type: list[Named]
    features: list[Feature]
    description: str = ""


class Result(Strict):
    result: list[Candidate]


class Suggestion(Named):
    notable: list[Named] = []
    description: str = ""


class Suggestions(Strict):
    result: list[Suggestion]


class Proposal(Strict):
    type: str
    limit: int
    properties: list[Named]


class TextCell(Strict):
    str: str  # noqa: A003  # the word of the specification


class WholeCell(Strict):
    int: int  # noqa: A003


class NumberCell(Strict):
    float: float  # noqa: A003


class TimeCell(Strict):
    date: Time


Cell: TypeAlias = Named | TextCell | WholeCell | NumberCell | TimeCell


class Extension(Strict):
    meta: list[Named]
    rows: dict[str, dict[str, list[Cell]]]


BATCH = TypeAdapter(dict[str, Result])
