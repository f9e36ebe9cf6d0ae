"""What the page of Loos-en-Gohelle says, fact by fact, each with a query that asks for it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

HERE = Path(__file__).parent


class Fact(BaseModel):
    """Something that the page says.

    Attributes:
        number: of the fact; every fact has its own, and keeps it.
        line: of the text, from 1.
        status: whether the text states it, only implies it, or can be read in several ways.
        says: the fact in our own words.
        phrase: the words of the text that say so.
        query: the name of a stored query, with its parameters; things as ``kind/slug``.
        sparql: a query of its own, where no stored one fits; things as ``kind:slug``.
        answer: cells that one row of the answer holds; things as ``kind/slug``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    line: int
    status: Literal["explicit", "implied", "ambiguous"] = "explicit"
    says: str
    phrase: str
    query: str = ""
    parameters: dict[str, str] = {}
    sparql: str = ""
    answer: tuple[str, ...]


class Part(BaseModel):
    """The facts of one part of the page, under the title that the table gives it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    fact: tuple[Fact, ...]


class LeftOut(BaseModel):
    """Facts that the data does not state, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    numbers: tuple[int, ...]
    why: str


class Numbers(BaseModel):
    """The numbers of all facts that the text states, and of those without an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    explicit: tuple[int, ...]
    left_out: tuple[LeftOut, ...]


def read_parts() -> tuple[Part, ...]:
    """The facts, part by part, in the order of the text."""
    files = sorted((HERE / "facts").glob("*.toml"))
    return tuple(Part.model_validate(tomllib.loads(file.read_text("utf-8"))) for file in files)


def read_numbers() -> Numbers:
    """The numbers that the facts must cover."""
    text = (HERE / "numbers.toml").read_text("utf-8")
    return Numbers.model_validate(tomllib.loads(text))
