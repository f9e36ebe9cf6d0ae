"""A finding: one place where the data is not as it should be, told so that a clerk can mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import PurePath


class Severity(Enum):
    """How grave a finding is; the values are the local names of SHACL's severities."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the town's files.

    Attributes:
        path: relative to the town's folder.
        line: counts from 1; ``None`` where the whole file is meant.
        column: counts from 1, in characters.
        text: the line as it stands in the file, without its line break.
    """

    path: PurePath
    line: int | None = None
    column: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend.

    Attributes:
        rule: IRI of the shape that found it, or a short name of a rule of reading,
            such as ``syntax`` or ``blank-node``.
        message: what is wrong and what to do, a sentence or two for each language tag.
        severity: only violations keep a release from being made.
        place: where the offending statement stands, or should stand.
        thing: IRI of what it is about, ``""`` if it is about a file.
        thing_label: its label for each language tag.
        path: IRI of the property, ``""`` if it is about the thing as a whole.
        path_label: the property's label for each language tag.
        value: the offending value as a person would write it, ``""`` if there is none.
        component: IRI of the SHACL constraint component, ``""`` for rules of reading.
    """

    rule: str
    message: Mapping[str, str]
    severity: Severity = Severity.VIOLATION
    place: Place | None = None
    thing: str = ""
    thing_label: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    path_label: Mapping[str, str] = field(default_factory=dict)
    value: str = ""
    component: str = ""


def violations(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Only what keeps a release from being made."""
    return tuple(one for one in findings if one.severity is Severity.VIOLATION)
