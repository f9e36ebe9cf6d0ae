"""Read the results of a SHACL validation report into records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import SH

from terril.model.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rdflib import Graph
    from rdflib.term import Node

VARIABLE = re.compile(r"\\\{\\[?$]\w+\\\}")


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One result of a report, in rdflib's terms.

    Attributes:
        focus: the focus node.
        path: the property or property path; ``None`` for the thing as a whole.
        value: the offending value, ``None`` if there is none.
        component: the constraint component, such as ``sh:MinCountConstraintComponent``.
        severity: of the shape; a custom severity counts as a violation.
        shape: the source shape.
        named: IRI of that shape, or of the nearest named one that contains it.
        messages: those of the shape, by language tag; empty if it has none.
    """

    focus: Node
    path: Node | None
    value: Node | None
    component: URIRef
    severity: Severity
    shape: Node
    named: str
    messages: Mapping[str, str]


def read_results(report: Graph, shapes: Graph) -> Iterator[ValidationResult]:
    """Return the results of a report, without those nested in the details of another."""
    for node in report.objects(None, SH.result):
        shape = report.value(node, SH.sourceShape) or BNode()
        yield ValidationResult(
            focus=report.value(node, SH.focusNode) or BNode(),
            path=report.value(node, SH.resultPath),
            value=report.value(node, SH.value),
            component=URIRef(str(report.value(node, SH.sourceConstraintComponent))),
            severity=_read_severity(report.value(node, SH.resultSeverity)),
            shape=shape,
            named=_find_named_shape(shape, shapes),
            messages=_read_messages(node, shape, report, shapes),
        )


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
    reported = sorted(str(text) for text in report.objects(node, SH.resultMessage))
    found: dict[str, str] = {}
    for template in own:
        if isinstance(template, Literal):
            found[template.language or ""] = _fill_in(str(template), reported)
    return found


def _fill_in(template: str, reported: list[str]) -> str:
    # pySHACL fills in the variables in braces, but drops the language of the message.
    form = re.compile(VARIABLE.sub("(.*?)", re.escape(template)), re.DOTALL)
    return next((text for text in reported if form.fullmatch(text)), template)
