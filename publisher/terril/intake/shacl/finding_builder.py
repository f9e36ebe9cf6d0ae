"""Turn SHACL results into findings: one for each error, with labels, location and remedy."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import SH

from terril.intake.locations.lines import RELATIVE, Lines
from terril.intake.reading.parser import UNREADABLE
from terril.intake.rules.names import WRONG_SCHEMA
from terril.intake.shacl.explanation.constraint_messages import build_message
from terril.intake.shacl.explanation.natures import explain_nature
from terril.intake.shacl.explanation.reported_faults import ReportedFaults
from terril.intake.shacl.property_paths import format_path
from terril.model.findings import Finding
from terril.model.languages import gettext, gettext_noop
from terril.model.vocabulary import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import Graph
    from rdflib.term import Node

    from terril.intake.shacl.explanation.constraint_messages import Labels
    from terril.intake.shacl.explanation.evidence import StatementIndex
    from terril.intake.shacl.validation_report import ValidationResult
    from terril.intake.sources import Sources

DID_YOU_MEAN = gettext_noop("Did you mean {nearest}?")
SIMILARITY = 0.75
"""The similarity of two names, from 0 to 1, above which one counts as a typo of the other."""
MAX_NAMES = 5000
"""The size of a namespace above which the search would take too long."""
NAMING = ("outside-base", "address-form", "relative-address")
# Constraints on existing statements; a file that could not be read does not affect them.
STANDING = (SH.MaxCountConstraintComponent, SH.UniqueLangConstraintComponent)


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
        nature = self._explain_nature(result, label)
        message = nature or {
            tag: text + self._suggest(result, tag)
            for tag, text in (
                result.messages or build_message(result, self._shapes, label, value, self._labels)
            ).items()
        }
        return Finding(
            rule=result.named,
            message=message,
            severity=result.severity,
            place=self._statements.find_location(result),
            thing=str(result.focus),
            thing_label=self._labels.get(str(result.focus), {}),
            path=str(result.path) if isinstance(result.path, URIRef) else "",
            path_label=label,
            value=value,
            component=str(result.component),
        )

    def _explain_nature(self, result: ValidationResult, label: dict[str, str]) -> dict[str, str]:
        if result.component != SH.ClassConstraintComponent:
            return {}
        wanted = map(str, self._shapes.objects(result.shape, SH["class"]))
        return explain_nature(self._statements.find_types(result.value), wanted, label)

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


class IriSuggester:
    """An index of known IRIs, searched for the most similar one."""

    def __init__(self, known: Iterable[str]) -> None:
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        for iri in known:
            namespace, name = split_iri(iri)
            self._names[namespace].add(name)

    def suggest(self, iri: str) -> str:
        """Return the most similar known IRI of the same namespace, ``""`` if none is near."""
        namespace, name = split_iri(iri)
        names = self._names.get(namespace, set()) - {name}
        if len(names) > MAX_NAMES:
            return ""
        found = get_close_matches(name, sorted(names), n=1, cutoff=SIMILARITY)
        return f"{namespace}{found[0]}" if found else ""


def split_iri(iri: str) -> tuple[str, str]:
    """Return namespace and name: the part up to the last “/” or “#”, and the rest."""
    name = re.split(r"[/#]", iri)[-1]
    return iri[: len(iri) - len(name)], name


class ExplainedResults:
    """A filter of SHACL results that the findings of reading explain."""

    def __init__(self, sources: Sources) -> None:
        broken = {
            one.place.path for one in sources.findings if one.rule in UNREADABLE and one.place
        }
        unread = (file for file in sources.files if file.path in broken)
        self._text = "\n".join(Lines(file.content).text for file in unread)
        self._reported = ReportedFaults(sources)
        self._misnamed = {one.value for one in sources.findings if one.rule in NAMING}
        self._wrong_schema = any(one.rule == "schema-https" for one in sources.findings)

    def explains(self, result: ValidationResult) -> bool:
        """Return whether a result is probably a consequence of a finding of reading."""
        if isinstance(result.focus, BNode) or isinstance(result.value, BNode):
            return True
        if self._reported.explain(result):
            return True
        if str(result.focus).startswith(RELATIVE):
            return True
        if str(result.value).removeprefix(RELATIVE) in self._misnamed:
            return True
        if self._wrong_schema and str(result.value).startswith(WRONG_SCHEMA):
            return True
        if isinstance(result.value, Literal) or result.component in STANDING:
            return False
        return self._mentions(result.focus) or self._mentions(result.value)

    def _mentions(self, node: Node | None) -> bool:
        """Return whether a file that could not be read mentions an IRI, in full or prefixed."""
        if not (self._text and isinstance(node, URIRef)):
            return False
        slug = re.escape(split_iri(str(node))[1])
        return str(node) in self._text or bool(re.search(rf"[:/#]{slug}(?![\w-])", self._text))
