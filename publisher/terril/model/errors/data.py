"""Errors in the files of a town or of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.errors.base import TerrilError

if TYPE_CHECKING:
    from pathlib import Path

    from terril.model.findings import Finding


class DataMissing(TerrilError):
    """Nothing to check, which must never pass for valid data."""


@dataclass(eq=False)
class NoFolder(DataMissing):
    """A graph of ``town.toml`` without a folder."""

    folder: Path
    graph: str
    sentence = (
        "The folder {folder} is missing, but town.toml names the graph “{graph}”. "
        "Create the folder, or take “{graph}” out of the setting “graphs”."
    )


@dataclass(eq=False)
class EmptyFolder(DataMissing):
    """A folder in which no statement was found."""

    folder: Path
    sentence = (
        "The folder {folder} holds no data. Put at least one Turtle, TriG, N-Triples, N-Quads, "
        "JSON-LD or RDF/XML file with a statement in it."
    )


@dataclass(eq=False)
class UnknownFolder(DataMissing):
    """A folder or file below ``data/`` that belongs to no graph."""

    folder: Path
    known: str
    sentence = (
        "{folder} belongs to no graph of town.toml, so it would be left out. "
        "Did you mean {known}? Rename it, or add it to the setting “graphs”."
    )


@dataclass(eq=False)
class NoTarget(DataMissing):
    """Shapes without a focus node in the data."""

    folder: Path
    sentence = (
        "None of the shapes applies to anything in {folder}, so nothing was checked. Give the "
        "things a type that the shapes know, such as schema:Place or org:Organization."
    )


@dataclass(eq=False)
class ModelError(TerrilError):
    """A file of the model that cannot be read; ``line`` counts from 1, 0 if unknown."""

    path: Path
    line: int
    reason: str
    sentence = "{path}, line {line}: this file of the model cannot be read: {reason}"


@dataclass(eq=False)
class NotConforming(TerrilError):
    """Data that violates the shapes; ``count`` is the number of violations."""

    findings: tuple[Finding, ...]
    count: int
    sentence = "The data has {count} mistake(s); nothing was published. See: terril check"


@dataclass(eq=False)
class InvalidIri(TerrilError):
    """A text that is no absolute IRI, where one is needed."""

    iri: str
    sentence = (
        "“{iri}” is not an IRI. Write it whole, such as https://data.town.example/id/theme/water."
    )
