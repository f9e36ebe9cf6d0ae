"""Errors in the files of a town or of the model."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from terril.model.errors.base import TerrilError
from terril.model.languages import SOURCE_LANGUAGE, gettext, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Mapping

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
class FileChanged(TerrilError):
    """A file that changed while the town was being read."""

    path: Path
    sentence = "{path} was changed while it was being read. Start again."


@dataclass(eq=False)
class WorkFolderUnwritable(TerrilError):
    """A folder of temporary files that cannot be written to; ``reason`` is the system's."""

    folder: Path
    reason: str
    sentence = (
        "The temporary files of the check cannot be written to {folder}: {reason}. Make room "
        "there, fifteen times the size of data/ at most, or name another folder in the variable "
        "TMPDIR."
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
    """A file of the model that cannot be used.

    Attributes:
        path: of the file.
        line: counts from 1, 0 if unknown.
        reason: in English.
        translations: the reason for each language that it is known in.
    """

    path: Path
    line: int
    reason: str
    translations: Mapping[str, str] = field(default_factory=dict)
    sentence = "{path}, line {line}: this file of the model cannot be read: {reason}"
    sentence_without_line = gettext_noop("{path}: this file of the model cannot be used: {reason}")

    def message(self, language: str) -> str:
        """Return what happened, with the line if it is known."""
        fields = {**vars(self), "reason": self.translations.get(language, self.reason)}
        return gettext(
            self.sentence if self.line else self.sentence_without_line, language, **fields
        )


@dataclass(eq=False)
class ShapesError(ModelError):
    """Shapes of the town that cannot be used; ``findings`` has every fault with its place."""

    findings: tuple[Finding, ...] = ()
    sentence = "{path}, line {line}: {reason}"
    nothing_checked = gettext_noop(
        "The shapes of the town cannot be used, so nothing was checked."
    )

    @classmethod
    def from_findings(cls, findings: tuple[Finding, ...]) -> Self:
        """Return the error of some faults, in the order of files and lines."""
        first = findings[0]
        place = first.place
        return cls(
            path=Path(place.path) if place else Path(),
            line=(place.line or 0) if place else 0,
            reason=first.message[SOURCE_LANGUAGE],
            translations=first.message,
            findings=findings,
        )

    def message(self, language: str) -> str:
        """Return a line for each fault."""
        lines = [
            gettext(
                self.sentence,
                language,
                path=one.place.path.as_posix(),
                line=one.place.line,
                reason=one.message.get(language, one.message[SOURCE_LANGUAGE]),
            )
            for one in self.findings
            if one.place
        ]
        return "\n".join([*lines, gettext(self.nothing_checked, language)])


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
