"""Build findings from SHACL results: with labels, a location and a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef
from rdflib.namespace import SH

from terril.intake.shacl.constraint_messages import build_message
from terril.intake.shacl.property_paths import format_path
from terril.model.findings import Finding
from terril.model.languages import gettext, gettext_noop
from terril.model.vocabulary import shorten

if TYPE_CHECKING:
    from rdflib import Graph

    from terril.intake.shacl.constraint_messages import Labels
    from terril.intake.shacl.evidence import StatementIndex
    from terril.intake.shacl.results import ValidationResult
    from terril.intake.shacl.suggestions import IriSuggester

DID_YOU_MEAN = gettext_noop("Did you mean {nearest}?")


class FindingBuilder:
    """A builder of findings from SHACL results."""

    def __init__(
        self, shapes: Graph, statements: StatementIndex, labels: Labels, suggester: IriSuggester
    ) -> None:
        """Keep what all findings need.

        Args:
            shapes: the shapes graph, which may name properties.
            statements: the index of the statements of the town.
            labels: of the things of the town and of the terms of the model.
            suggester: of IRIs for misspelt ones.
        """
        self._shapes = shapes
        self._statements = statements
        self._labels = labels
        self._suggester = suggester

    def build(self, result: ValidationResult) -> Finding:
        """Return the finding of one result."""
        value = self._statements.format_value(result)
        label = self._label_property(result)
        message = result.messages or build_message(
            result, self._shapes, label, value, self._labels
        )
        return Finding(
            rule=result.named,
            message={tag: text + self._suggest(result, tag) for tag, text in message.items()},
            severity=result.severity,
            place=self._statements.find_location(result),
            thing=str(result.focus),
            thing_label=self._labels.get(str(result.focus), {}),
            path=str(result.path) if isinstance(result.path, URIRef) else "",
            path_label=label,
            value=value,
            component=str(result.component),
        )

    def _label_property(self, result: ValidationResult) -> dict[str, str]:
        if result.path is None:
            return {}
        own = {
            str(getattr(name, "language", None) or ""): str(name)
            for name in self._shapes.objects(result.shape, SH.name)
            if (result.shape, SH.path, None) in self._shapes
        }
        term = self._labels.get(str(result.path), {})
        return own or term or {"": format_path(result.path, self._shapes)}

    def _suggest(self, result: ValidationResult, language: str) -> str:
        misspelt = result.component == SH.ClassConstraintComponent
        if misspelt and (nearest := self._suggester.suggest(str(result.value))):
            return " " + gettext(DID_YOU_MEAN, language, nearest=shorten(nearest))
        return ""
