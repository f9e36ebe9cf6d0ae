"""SHACL results told as findings: with labels, a place and a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef
from rdflib.namespace import SH

from publisher.intake.results import path_text
from publisher.intake.wording import sentence_for
from publisher.model.findings import Finding

if TYPE_CHECKING:
    from rdflib import Graph

    from publisher.intake.offences import Offences
    from publisher.intake.results import Result
    from publisher.intake.wording import Labels


class Telling:
    """Makes findings of results.

    Args:
        shapes: the shapes graph, which may name properties.
        offences: finds the statement that a result is about.
        things: labels of the town's things.
        terms: labels of the model's terms.
    """

    def __init__(self, shapes: Graph, offences: Offences, things: Labels, terms: Labels) -> None:
        self._shapes = shapes
        self._offences = offences
        self._things = things
        self._terms = terms

    def finding(self, result: Result) -> Finding:
        """One result as a finding."""
        value = self._offences.value(result)
        named = self._property(result)
        message = result.messages or sentence_for(
            result, self._shapes, named, value, {**self._terms, **self._things}
        )
        return Finding(
            rule=result.named,
            message=dict(message),
            severity=result.severity,
            place=self._offences.place(result),
            thing=str(result.focus),
            thing_label=self._things.get(str(result.focus), {}),
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
        }
        term = self._terms.get(str(result.path), {})
        return own or term or {"": path_text(result.path, self._shapes)}
