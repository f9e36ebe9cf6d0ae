"""SHACL results told as findings: with labels, a place and a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef
from rdflib.namespace import SH

from terril.intake.shacl.constraint_messages import sentence_for
from terril.intake.shacl.property_paths import path_text
from terril.model.findings import Finding
from terril.model.languages import gettext, gettext_noop
from terril.model.vocabulary import shorten

if TYPE_CHECKING:
    from rdflib import Graph

    from terril.intake.shacl.constraint_messages import Labels
    from terril.intake.shacl.evidence import StatementIndex
    from terril.intake.shacl.results import Result
    from terril.intake.shacl.suggestions import Similar

DID_YOU_MEAN = gettext_noop("Did you mean {nearest}?")


class Telling:
    """Makes findings of results.

    Args:
        shapes: the shapes graph, which may name properties.
        offences: finds the statement that a result is about.
        known: labels of the town's things and of the model's terms.
        similar: finds what was probably meant by an IRI.
    """

    def __init__(
        self, shapes: Graph, offences: StatementIndex, known: Labels, similar: Similar
    ) -> None:
        self._shapes = shapes
        self._offences = offences
        self._known = known
        self._similar = similar

    def finding(self, result: Result) -> Finding:
        """One result as a finding."""
        value = self._offences.value(result)
        named = self._property(result)
        message = result.messages or sentence_for(result, self._shapes, named, value, self._known)
        return Finding(
            rule=result.named,
            message={tag: text + self._hint(result, tag) for tag, text in message.items()},
            severity=result.severity,
            place=self._offences.place(result),
            thing=str(result.focus),
            thing_label=self._known.get(str(result.focus), {}),
            path=str(result.path) if isinstance(result.path, URIRef) else "",
            path_label=named,
            value=value,
            component=str(result.component),
        )

    def _property(self, result: Result) -> dict[str, str]:
        if result.path is None:
            return {}
        own = {
            str(getattr(name, "language", None) or ""): str(name)
            for name in self._shapes.objects(result.shape, SH.name)
            if (result.shape, SH.path, None) in self._shapes
        }
        term = self._known.get(str(result.path), {})
        return own or term or {"": path_text(result.path, self._shapes)}

    def _hint(self, result: Result, language: str) -> str:
        misspelt = result.component == SH.ClassConstraintComponent
        if misspelt and (nearest := self._similar.nearest(str(result.value))):
            return " " + gettext(DID_YOU_MEAN, language, nearest=shorten(nearest))
        return ""
