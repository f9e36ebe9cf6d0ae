"""SHACL results that a finding of reading explains."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, SH

from terril.intake.rules.statements.datatypes import DATATYPE_RULES
from terril.model.findings import filter_violations
from terril.model.vocabulary import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.intake.shacl.validation_report import ValidationResult
    from terril.model.findings import Finding

WRONG_VALUES = ("undescribed", "unknown-term", "general-type")
"""The rules whose value cannot be what a shape wants wherever it is linked to."""
COORDINATES = (URIRef(f"{SCHEMA}latitude"), URIRef(f"{SCHEMA}longitude"))
REPEATED = (SH.MaxCountConstraintComponent, SH.UniqueLangConstraintComponent)
# They do not say that a value is wrong.
COUNTS = (SH.MinCountConstraintComponent, SH.HasValueConstraintComponent)


class ReportedFaults:
    """The faults that rules of reading have reported as errors."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._values: set[str] = set()
        self._literals: set[tuple[str, str]] = set()
        self._things: defaultdict[str, set[str]] = defaultdict(set)
        for one in filter_violations(findings):
            if one.rule in WRONG_VALUES:
                self._values.add(one.thing if one.rule == "general-type" else one.value)
            elif one.rule in DATATYPE_RULES:
                self._literals.add((one.thing, one.value))
            else:
                self._things[one.rule].add(one.thing)

    def explain(self, result: ValidationResult) -> bool:
        """Return whether a result is the consequence of a reported fault."""
        focus, value = str(result.focus), str(result.value)
        if result.component in COUNTS:
            return False
        if isinstance(result.value, URIRef) and value in self._values:
            return True
        if isinstance(result.value, Literal) and (focus, value) in self._literals:
            return True
        if focus in self._things["copied-block"]:
            return result.component in REPEATED
        if focus in self._things["swapped-coordinates"]:
            return result.path in COORDINATES
        both = focus in self._things["organization-and-place"]
        return both and (result.path, result.component) == (RDF.type, SH.NotConstraintComponent)
