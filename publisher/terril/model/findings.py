"""Findings: problems of the data, each with a location and a sentence that a clerk can act on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import PurePath


class Severity(Enum):
    """The severity of a finding; the values are the local names of the severities of SHACL."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True)
class Location:
    """A location in the files of a town.

    Attributes:
        path: relative to the folder of the town.
        line: counts from 1; ``None`` for the whole file.
        column: counts from 1, in characters.
        text: of the line, without its line break.
    """

    path: PurePath
    line: int | None = None
    column: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of the data.

    Attributes:
        rule: IRI of the shape that found it, or the short name of a rule of reading,
            such as ``syntax`` or ``blank-node``.
        message: what is wrong and what to do, a sentence or two for each language tag.
        severity: only violations prevent a release.
        place: location of the offending statement, or of the thing that lacks one.
        thing: IRI of the thing, ``""`` for a finding about a file.
        thing_label: its label for each language tag.
        path: IRI of the property, ``""`` for a finding about the thing as a whole.
        path_label: the property's label for each language tag.
        value: the offending value as a person writes it, ``""`` if there is none.
        component: IRI of the SHACL constraint component, ``""`` for rules of reading.
    """

    rule: str
    message: Mapping[str, str]
    severity: Severity = Severity.VIOLATION
    place: Location | None = None
    thing: str = ""
    thing_label: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    path_label: Mapping[str, str] = field(default_factory=dict)
    value: str = ""
    component: str = ""


def filter_violations(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that prevent a release."""
    return tuple(one for one in findings if one.severity is Severity.VIOLATION)


@dataclass(frozen=True, slots=True)
class ShapeTarget:
    """A shape with a target, and the number of things that it applies to.

    Attributes:
        shape: its IRI, ``""`` for a shape without a name.
        labels: its name for each language tag.
        place: its file and line; the file is relative to the folder of the town, or to that of
            the reusable model.
        count: number of things in the data that it applies to.
        own: whether it is in the town's own files.
        deactivated: whether it is switched off.
    """

    shape: str
    labels: Mapping[str, str]
    place: Location
    count: int
    own: bool
    deactivated: bool
