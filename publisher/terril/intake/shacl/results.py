"""The results of a SHACL validation report, read into plain records."""

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
class Result:
    """One result of a report, in rdflib's terms.

    Attributes:
        node: the result itself in the report.
        focus: the thing that was looked at.
        path: the property or property path; ``None`` if the thing as a whole is meant.
        value: the offending value, ``None`` if there is none.
        component: the kind of constraint, such as ``sh:MinCountConstraintComponent``.
        severity: as the shape has it; a severity of its own counts as a violation.
        shape: the shape that found it.
        named: IRI of that shape, or of the nearest named one that it is part of.
        messages: the shape's own, for each language tag; empty if it has none.
    """

    node: Node
    focus: Node
    path: Node | None
    value: Node | None
    component: URIRef
    severity: Severity
    shape: Node
    named: str
    messages: Mapping[str, str]


def results_in(report: Graph, shapes: Graph) -> Iterator[Result]:
    """Every result of a report; those nested in another's details are left out."""
    for node in report.objects(None, SH.result):
        shape = report.value(node, SH.sourceShape) or BNode()
        yield Result(
            node=node,
            focus=report.value(node, SH.focusNode) or BNode(),
            path=report.value(node, SH.resultPath),
            value=report.value(node, SH.value),
            component=URIRef(str(report.value(node, SH.sourceConstraintComponent))),
            severity=_severity(report.value(node, SH.resultSeverity)),
            shape=shape,
            named=_named(shape, shapes),
            messages=_messages(node, shape, report, shapes),
        )


def _severity(node: Node | None) -> Severity:
    names = {SH[one.value]: one for one in Severity}
    return names.get(URIRef(str(node)), Severity.VIOLATION)


def _named(shape: Node, shapes: Graph) -> str:
    seen: set[Node] = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = min(shapes.subjects(None, shape), key=str, default=shape)
    return str(shape) if isinstance(shape, URIRef) else ""


def _messages(node: Node, shape: Node, report: Graph, shapes: Graph) -> dict[str, str]:
    constraint = report.value(node, SH.sourceConstraint)
    own = [*shapes.objects(constraint, SH.message)] if constraint else []
    own = own or [*shapes.objects(shape, SH.message)]
    said = sorted(str(text) for text in report.objects(node, SH.resultMessage))
    found: dict[str, str] = {}
    for template in own:
        if isinstance(template, Literal):
            found[template.language or ""] = _filled(str(template), said)
    return found


def _filled(template: str, said: list[str]) -> str:
    # pySHACL fills in what stands in braces, but then forgets the language.
    form = re.compile(VARIABLE.sub("(.*?)", re.escape(template)), re.DOTALL)
    return next((text for text in said if form.fullmatch(text)), template)
