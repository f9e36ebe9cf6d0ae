"""SHACL results as rows that can be compared and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rdflib.term import Node

from terril.intake.shacl.validation_report import ValidationResult

Row = tuple[Node | None, ...]


def to_rows(results: Iterable[ValidationResult]) -> Counter[Row]:
    """Return focus node, path, value, component, severity and shape of each result."""
    return Counter(
        (one.focus, one.path, one.value, one.component, one.stated_severity, one.shape)
        for one in results
    )
