"""Turn SHACL results into findings: one for each error, with labels, location and remedy."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import SH

from terril.intake.locations.lines import RELATIVE, Lines
from terril.intake.reading.parser import UNREADABLE
from terril.intake.rules.names import WRONG_SCHEMA
from terril.intake.shacl.explanation.constraint_messages import build_message
from terril.intake.shacl.explanation.evidence import StatementIndex
from terril.intake.shacl.explanation.natures import explain_nature
from terril.intake.shacl.explanation.reported_faults import ReportedFaults
from terril.intake.shacl.property_paths import format_path
from terril.intake.shacl.reference.rdflib_graphs import to_rdflib
from terril.intake.sources import collect_labels
from terril.model.findings import Finding
from terril.model.languages import gettext, gettext_noop
from terril.model.spool.term_text import get_iri, is_literal, read_term
from terril.model.vocabulary import LABELS, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import Graph
    from rdflib.term import Node

    from terril.intake.shacl.explanation.constraint_messages import Labels
    from terril.intake.shacl.outcome import Evaluation
    from terril.intake.shacl.validation_report import ValidationResult
    from terril.intake.sources import Sources
    from terril.intake.town_model import TownModel
    from terril.model.spool import Spool

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


def build_findings(
    sources: Sources, model: TownModel, evaluation: Evaluation
) -> list[tuple[Finding, ValidationResult]]:
    """Return the findings of results, but for those that findings of reading explain."""
    shapes = evaluation.shapes
    results = evaluation.results
    statements = StatementIndex(sources, shapes)
    labels = _collect_labels(sources, model, results)
    suggester = IriSuggester(sources.town.spool, model.ontology_quads())
    builder = FindingBuilder(shapes, statements, labels, suggester)
    explained = ExplainedResults(sources)
    own = {to_rdflib(quad.subject) for quad in model.ontology_quads()}
    found = []
    for result in results:
        # The concepts of the model itself are only referred to, not validated.
        validated = statements.describes(result.focus) or result.focus not in own
        if validated and not explained.explains(result):
            found.append((builder.build(result), result))
    return found


def _collect_labels(
    sources: Sources, model: TownModel, results: Iterable[ValidationResult]
) -> Labels:
    """Return the labels of the terms of the model, and of what findings can be about."""
    vocabulary = [*model.ontology_quads(), *model.shapes_quads()]
    named = {result.focus for result in results if isinstance(result.focus, URIRef)}
    named.update(
        URIRef(one.object.value) for one in vocabulary if isinstance(one.object, NamedNode)
    )
    about = (quad for iri in named for quad in _read_labels(sources, NamedNode(iri)))
    return {**collect_labels(vocabulary), **collect_labels(about)}


def _read_labels(sources: Sources, thing: NamedNode) -> Iterator[Quad]:
    about = sources.town.spool.find(str(thing))
    for label in LABELS:
        for value in about.values.get(str(label), ()) if about else ():
            if is_literal(value):
                yield Quad(thing, label, read_term(value))


class IriSuggester:
    """A search of the known IRI that is most similar to a misspelt one.

    Args:
        spool: the statements of the town.
        ontology: those of the model.
    """

    def __init__(self, spool: Spool, ontology: Iterable[Quad]) -> None:
        self._spool = spool
        self._own = {one.subject.value for one in ontology if isinstance(one.subject, NamedNode)}

    def suggest(self, iri: str) -> str:
        """Return the most similar known IRI of the same namespace, ``""`` if none is near."""
        namespace, name = split_iri(iri)
        names = {*self._list_names(namespace)} - {name}
        if len(names) > MAX_NAMES:
            return ""
        found = get_close_matches(name, sorted(names), n=1, cutoff=SIMILARITY)
        return f"{namespace}{found[0]}" if found else ""

    @lru_cache(maxsize=100)  # noqa: B019 (a suggester lives as long as a check)
    def _list_names(self, namespace: str) -> frozenset[str]:
        """Return the names in a namespace, or so many that they are too many."""
        own = (one for one in self._own if one.startswith(namespace))
        known = (split_iri(one) for one in chain(own, self._list_subjects(namespace)))
        names = (name for space, name in known if space == namespace)
        # One name of the many may be the misspelt one.
        return frozenset(islice(dict.fromkeys(names), MAX_NAMES + 2))

    def _list_subjects(self, namespace: str) -> Iterator[str]:
        """Yield the subjects of the town that begin so; they are sorted."""
        spool, start = self._spool, f"<{namespace}"
        for number in range(spool.find_segment(start), len(spool)):
            for about in spool.read_segment(number).subjects():
                if about.subject.startswith(start):
                    yield get_iri(about.subject)
                elif about.subject > start:
                    return


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
