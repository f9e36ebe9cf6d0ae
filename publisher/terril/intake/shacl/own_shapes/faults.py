"""Faults of shapes, and the findings that locate them in the town's files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from terril.intake.locations.lines import Lines
from terril.intake.locations.statements import locate_statements
from terril.model.findings import Finding, Location, Severity
from terril.model.formats import TURTLE
from terril.model.languages import translate_all

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from terril.intake.locations.statements import StatementPosition
    from terril.intake.shacl.own_shapes.shape_index import ShapeStatement


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a shape.

    Attributes:
        rule: the short name of the rule.
        sentence: the fault and its remedy, with ``{fields}``.
        at: the statement with the fault.
        fields: for the sentence.
        severity: a violation keeps the shapes from being used.
        line_offset: number of lines between the start of a text and its fault.
    """

    rule: str
    sentence: str
    at: ShapeStatement
    fields: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.VIOLATION
    line_offset: int = 0


class ShapePositions:
    """The positions of faults; each file is parsed again at most once, and only for a fault."""

    def __init__(self) -> None:
        self._positions: dict[Path, list[StatementPosition]] = {}

    def build_finding(self, fault: Fault) -> Finding:
        """Return the finding of a fault, with its file and line."""
        place = self.locate(fault.at)
        if fault.line_offset and place.line:
            lines = Lines(fault.at.file.content)
            place = lines.make_location(place.path, place.line + fault.line_offset)
        return Finding(
            fault.rule,
            translate_all(fault.sentence, **fault.fields),
            severity=fault.severity,
            place=place,
            value=fault.fields.get("value", fault.fields.get("term", "")),
        )

    def locate(self, statement: ShapeStatement) -> Location:
        """Return the location of the object of a statement."""
        file = statement.file
        if file.path not in self._positions:
            lines = Lines(file.content)
            self._positions[file.path] = list(locate_statements(file.content, TURTLE, lines))
        position = self._positions[file.path][statement.number]
        path = PurePath("shapes", file.name)
        return Lines(file.content).make_location(path, position.line, position.column)


def warn(fault: Fault) -> Fault:
    """Return the fault as a warning: the shapes can be used, but not as they are written."""
    return replace(fault, severity=Severity.WARNING)
