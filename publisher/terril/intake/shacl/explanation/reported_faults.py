"""SHACL results that a finding of reading explains."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, SH

from terril.intake.rules.statements.datatypes import DATATYPE_RULES
from terril.intake.rules.statements.terms import ANY, suggest_term
from terril.intake.vocabularies import get_namespace, load_vocabularies
from terril.model.findings import filter_violations
from terril.model.vocabulary import SCHEMA, TYPE

if TYPE_CHECKING:
    from terril.intake.shacl.validation_report import ValidationResult
    from terril.intake.sources import Sources

WRONG_VALUES = ("undescribed", "unknown-term", "general-type")
"""The rules whose value cannot be what a shape wants wherever it is linked to."""
COORDINATES = (URIRef(f"{SCHEMA}latitude"), URIRef(f"{SCHEMA}longitude"))
REPEATED = (SH.MaxCountConstraintComponent, SH.UniqueLangConstraintComponent)
# They say that a value is missing, and not that one is wrong.
COUNTS = (
    SH.MinCountConstraintComponent,
    SH.QualifiedMinCountConstraintComponent,
    SH.HasValueConstraintComponent,
)
CLASS = str(RDF.type)


class ReportedFaults:
    """The faults that rules of reading have reported as errors."""

    def __init__(self, sources: Sources) -> None:
        self._values: set[str] = set()
        self._literals: set[tuple[str, str]] = set()
        self._things: defaultdict[str, set[str]] = defaultdict(set)
        for one in filter_violations(sources.findings):
            if one.rule in WRONG_VALUES:
                self._values.add(one.thing if one.rule == "general-type" else one.value)
            elif one.rule in DATATYPE_RULES:
                self._literals.add((one.thing, one.value))
            else:
                self._things[one.rule].add(one.thing)
        self._meant = _collect_meant(sources, self._values)

    def explain(self, result: ValidationResult) -> bool:
        """Return whether a result is the consequence of a reported fault."""
        focus, value = str(result.focus), str(result.value)
        if result.component in COUNTS:
            return self._lacks_misspelt(result)
        if isinstance(result.value, URIRef) and value in self._values:
            return True
        if result.component == SH.ClassConstraintComponent and CLASS in self._meant[value]:
            return True
        if isinstance(result.value, Literal) and (focus, value) in self._literals:
            return True
        if focus in self._things["copied-block"]:
            return result.component in REPEATED
        if focus in self._things["swapped-coordinates"]:
            return result.path in COORDINATES
        both = focus in self._things["organization-and-place"]
        return both and (result.path, result.component) == (RDF.type, SH.NotConstraintComponent)

    def _lacks_misspelt(self, result: ValidationResult) -> bool:
        """Return whether a thing lacks what it has under a misspelt name."""
        return str(result.path) in self._meant[str(result.focus)]


def _collect_meant(sources: Sources, misspelt: set[str]) -> defaultdict[str, set[str]]:
    """Return the properties that each thing has under a misspelt name or with a misspelt class."""
    meant: defaultdict[str, set[str]] = defaultdict(set)
    nearest = {iri: _find_meant(iri) for iri in misspelt}
    if not any(nearest.values()):
        return meant
    for iri, term in nearest.items():
        for about in sources.town.spool.find_mentions(f"<{iri}>") if term else ():
            thing = about.subject.strip("<>")
            if f"<{iri}>" in about.values:
                meant[thing].add(term)
            if f"<{iri}>" in about.values.get(str(TYPE), ()):
                meant[thing].add(CLASS)
    return meant


def _find_meant(iri: str) -> str:
    """Return the term of a known vocabulary that a misspelt one stands for, ``""`` if none."""
    terms = load_vocabularies().get(get_namespace(iri))
    return "" if terms is None or iri in terms else suggest_term(iri, ANY, terms)
