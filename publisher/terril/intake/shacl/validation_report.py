"""Read the results of a validation report of W3C, and write one with all findings.

In the report written, each result names its file, line and column with ``earl:pointer`` and a
``ptr:LineCharPointer`` (https://www.w3.org/TR/Pointers-in-RDF10/). A finding of reading has
its file as focus node unless it is about a thing; its constraint component is
``https://w3id.org/terril/reading#{rule}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, SH

from terril.model.findings import Severity
from terril.model.vocabulary import PREFIXES, TERRIL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import PurePath

    from rdflib.term import Node

    from terril.model.findings import Finding, Location

PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
VARIABLE = re.compile(r"\\\{\\[?$]\w+\\\}")
EARL = Namespace("http://www.w3.org/ns/earl#")
PTR = Namespace("http://www.w3.org/2009/pointers#")
READING = Namespace(f"{TERRIL}reading#")


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One result of a report, in rdflib's terms.

    Attributes:
        focus: the focus node.
        path: the property or property path; ``None`` for the thing as a whole.
        value: the offending value, ``None`` if there is none.
        component: the constraint component, such as ``sh:MinCountConstraintComponent``.
        severity: of the shape; a custom severity counts as a violation.
        stated_severity: that severity as the shape states it.
        shape: the source shape.
        named: IRI of that shape, or of the nearest named one that contains it.
        messages: those of the shape, by language tag; empty if it has none.
    """

    focus: Node
    path: Node | None
    value: Node | None
    component: URIRef
    severity: Severity
    stated_severity: Node
    shape: Node
    named: str
    messages: Mapping[str, str]


def read_results(report: Graph, shapes: Graph) -> Iterator[ValidationResult]:
    """Return the results of a report, without those nested in the details of another."""
    for node in report.objects(None, SH.result):
        shape = _get(report, node, SH.sourceShape)
        yield ValidationResult(
            focus=_get(report, node, SH.focusNode),
            path=report.value(node, SH.resultPath),
            value=report.value(node, SH.value),
            component=URIRef(str(report.value(node, SH.sourceConstraintComponent))),
            severity=_read_severity(report.value(node, SH.resultSeverity)),
            stated_severity=report.value(node, SH.resultSeverity) or SH.Violation,
            shape=shape,
            named=_find_named_shape(shape, shapes),
            messages=_read_messages(node, shape, report, shapes),
        )


def _get(report: Graph, node: Node, predicate: URIRef) -> Node:
    # An empty text counts as false in Python.
    found = report.value(node, predicate)
    return BNode() if found is None else found


def _read_severity(node: Node | None) -> Severity:
    names = {SH[one.value]: one for one in Severity}
    return names.get(URIRef(str(node)), Severity.VIOLATION)


def _find_named_shape(shape: Node, shapes: Graph) -> str:
    seen: set[Node] = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = min(shapes.subjects(None, shape), key=str, default=shape)
    return str(shape) if isinstance(shape, URIRef) else ""


def _read_messages(node: Node, shape: Node, report: Graph, shapes: Graph) -> dict[str, str]:
    constraint = report.value(node, SH.sourceConstraint)
    own = [*shapes.objects(constraint, SH.message)] if constraint else []
    own = own or [*shapes.objects(shape, SH.message)]
    component = report.value(node, SH.sourceConstraintComponent)
    known = _read_variables(node, shape, component, report, shapes)
    own = own or [
        message
        for term in (SH.validator, SH.nodeValidator, SH.propertyValidator)
        for validator in shapes.objects(component, term)
        for message in shapes.objects(validator, SH.message)
    ]
    reported = sorted(str(text) for text in report.objects(node, SH.resultMessage))
    found: dict[str, str] = {}
    for template in own:
        if isinstance(template, Literal):
            found[template.language or ""] = _fill_in(str(template), known, reported)
    return found


def _read_variables(
    node: Node, shape: Node, component: Node | None, report: Graph, shapes: Graph
) -> dict[str, str]:
    """Return the values of the parameters of a component, and those of the result."""
    terms = {
        re.split(r"[/#:]", str(path))[-1]: shapes.value(shape, path)
        for parameter in shapes.objects(component, SH.parameter)
        for path in shapes.objects(parameter, SH.path)
    }
    if terms:
        terms.update(this=report.value(node, SH.focusNode), value=report.value(node, SH.value))
    return {name: str(term) for name, term in terms.items() if term is not None}


def _fill_in(template: str, known: Mapping[str, str], reported: list[str]) -> str:
    template = PLACEHOLDER.sub(lambda match: known.get(match[1], match[0]), template)
    # pySHACL fills in the variables in braces, but drops the language of the message.
    form = re.compile(VARIABLE.sub("(.*?)", re.escape(template)), re.DOTALL)
    return next((text for text in reported if form.fullmatch(text)), template)


def write_report(
    findings: Iterable[tuple[Finding, ValidationResult | None]], shapes: Graph
) -> bytes:
    """Return the report as Turtle; ``sh:conforms`` is true only if it has no result at all.

    Args:
        findings: each with the SHACL result that it was built from, which has more detail;
            those of reading have none.
        shapes: the shapes graph, for paths of more than one property.

    Source: SHACL, section 3.
    """
    report = ReportBuilder(shapes)
    for finding, result in findings:
        report.add(finding, result)
    return report.serialize()


class ReportBuilder:
    """A builder of a validation report."""

    def __init__(self, shapes: Graph) -> None:
        self._shapes = shapes
        self._graph = Graph(bind_namespaces="none")
        for prefix, namespace in {**PREFIXES, "earl": str(EARL), "ptr": str(PTR)}.items():
            self._graph.bind(prefix, namespace)
        self._root = BNode("report")
        self._count = 0
        self._graph.add((self._root, RDF.type, SH.ValidationReport))

    def add(self, finding: Finding, result: ValidationResult | None) -> None:
        """Add one finding."""
        self._count += 1
        node = BNode(f"result{self._count:06}")
        self._graph.add((self._root, SH.result, node))
        self._graph.add((node, RDF.type, SH.ValidationResult))
        severity = result.stated_severity if result else SH[finding.severity.value]
        self._graph.add((node, SH.resultSeverity, severity))
        for tag, text in finding.message.items():
            self._graph.add((node, SH.resultMessage, Literal(text, lang=tag or None)))
        if finding.place:
            self._point(node, finding.place)
        if result is None:
            self._add_reading(node, finding)
        else:
            self._add_shape(node, result)

    def serialize(self) -> bytes:
        """Return the report as Turtle."""
        self._graph.set((self._root, SH.conforms, Literal(self._count == 0)))
        return self._graph.serialize(format="turtle", encoding="utf-8")

    def _add_reading(self, node: BNode, finding: Finding) -> None:
        about: Node = URIRef(finding.thing)
        # A relative IRI cannot be a node in RDF.
        if ":" not in finding.thing and finding.place:
            about = self._file(finding.place.path)
        self._graph.add((node, SH.focusNode, about))
        self._graph.add((node, SH.sourceConstraintComponent, READING[finding.rule]))

    def _add_shape(self, node: BNode, result: ValidationResult) -> None:
        self._graph.add((node, SH.focusNode, result.focus))
        self._graph.add((node, SH.sourceConstraintComponent, result.component))
        shape = URIRef(result.named) if result.named else result.shape
        self._graph.add((node, SH.sourceShape, shape))
        if result.value is not None:
            self._graph.add((node, SH.value, result.value))
        if result.path is not None:
            self._graph.add((node, SH.resultPath, result.path))
            self._copy(result.path)

    def _copy(self, node: Node) -> None:
        if isinstance(node, BNode) and (node, None, None) not in self._graph:
            for predicate, value in self._shapes.predicate_objects(node):
                self._graph.add((node, predicate, value))
                self._copy(value)

    def _point(self, node: BNode, place: Location) -> None:
        pointer = BNode(f"{node}place")
        self._graph.add((node, EARL.pointer, pointer))
        self._graph.add((pointer, PTR.reference, self._file(place.path)))
        if place.line:
            self._graph.add((pointer, RDF.type, PTR.LineCharPointer))
            self._graph.add((pointer, PTR.lineNumber, Literal(place.line)))
            self._graph.add((pointer, PTR.charNumber, Literal(place.column or 1)))

    def _file(self, path: PurePath) -> BNode:
        name = path.as_posix()
        node = BNode(f"file{name.encode().hex()}")
        self._graph.add((node, RDF.type, FOAF.Document))
        self._graph.add((node, DCTERMS.identifier, Literal(name)))
        return node
