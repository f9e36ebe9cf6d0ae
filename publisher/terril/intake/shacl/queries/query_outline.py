"""Outline the queries of shapes, and find what SHACL does not allow in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyparsing import ParseResults
from rdflib import Variable
from rdflib.plugins.sparql.parserutils import CompValue

from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

CLAUSES = {
    "MinusGraphPattern": "MINUS",
    "InlineData": "VALUES",
    "ValuesClause": "VALUES",
    "ServiceGraphPattern": "SERVICE",
}
GRAPHS = {"GraphGraphPattern": "GRAPH", "DatasetClause": "FROM"}
OPTIONAL_IN_SUBQUERIES = frozenset(("shapesGraph", "currentShape"))
"""The variables that a subquery need not select (SHACL, appendix A)."""
FORBIDDEN_CLAUSE = gettext_noop(
    "The query has {term} in it, which SHACL does not allow in a shape. Write FILTER instead, "
    "such as FILTER NOT EXISTS {{ … }} or FILTER(?x IN (…))."
)
ASSIGNED = gettext_noop(
    "The query assigns a value to {term}, which has one already in a shape. Choose another name "
    "behind AS."
)
NOT_SELECTED = gettext_noop(
    "A subquery does not select {term}, so its value would be lost there. Add it behind SELECT."
)


@dataclass(frozen=True, slots=True)
class QueryOutline:
    """The parts of a query that SHACL restricts.

    Attributes:
        form: ``SelectQuery``, ``AskQuery``, ``ConstructQuery`` or ``DescribeQuery``.
        selected: the variables selected; ``None`` for ``SELECT *``.
        clauses: keywords of the clauses that SHACL forbids.
        assigned: the variables behind ``AS``.
        subqueries: for each subquery the variables selected; ``None`` for ``SELECT *``.
        variables: all variables.
        graphs: keywords of the clauses that choose graphs.
        undeclared: the prefixes used and not declared in the text.
    """

    form: str
    selected: frozenset[str] | None
    clauses: tuple[str, ...]
    assigned: frozenset[str]
    subqueries: tuple[frozenset[str] | None, ...]
    variables: frozenset[str]
    graphs: tuple[str, ...]
    undeclared: frozenset[str]


@dataclass(frozen=True, slots=True)
class Restriction:
    """A construct that SHACL does not allow in a query: a sentence and its fields."""

    sentence: str
    fields: dict[str, str] = field(default_factory=dict)


def outline_query(parsed: ParseResults) -> QueryOutline:
    """Return the outline of a query that rdflib has parsed: prologue and body."""
    prologue, body = parsed
    declared = {_read_prefix(one) for one in prologue if one.name == "PrefixDecl"}
    values = list(walk_query(body))
    nodes = [value for value in values if isinstance(value, CompValue)]
    return QueryOutline(
        form=body.name,
        selected=_read_projection(body),
        clauses=tuple(CLAUSES[node.name] for node in nodes if node.name in CLAUSES),
        assigned=frozenset(
            str(node["var" if node.name == "Bind" else "evar"])
            for node in nodes
            if node.name == "Bind" or "evar" in node
        ),
        subqueries=tuple(_read_projection(node) for node in nodes if node.name == "SubSelect"),
        variables=frozenset(str(value) for value in values if isinstance(value, Variable)),
        graphs=tuple(GRAPHS[node.name] for node in nodes if node.name in GRAPHS),
        undeclared=frozenset(_read_prefix(node) for node in nodes if node.name == "pname")
        - declared,
    )


def find_restriction(outline: QueryOutline, bound: frozenset[str]) -> Restriction | None:
    """Return the first part of a query that SHACL does not allow; ``None`` if there is none.

    Args:
        outline: of the query.
        bound: names of the variables that have a value before the query runs.

    Source: SHACL, appendix A.
    """
    for clause in outline.clauses:
        return Restriction(FORBIDDEN_CLAUSE, {"term": clause})
    for name in sorted(outline.assigned & bound):
        return Restriction(ASSIGNED, {"term": f"${name}"})
    needed = (bound & outline.variables) - OPTIONAL_IN_SUBQUERIES
    for selected in outline.subqueries:
        for name in sorted(needed - (selected or frozenset())):
            return Restriction(NOT_SELECTED, {"term": f"${name}"})
    return None


def _read_projection(query: CompValue) -> frozenset[str] | None:
    if "projection" not in query:
        return None
    return frozenset(
        str(one["var"] if "var" in one else one["evar"]) for one in query["projection"]
    )


def _read_prefix(node: CompValue) -> str:
    return str(node["prefix"]) if "prefix" in node else ""


def walk_query(value: object) -> Iterator[object]:
    """Iterate over all parts of a query that rdflib has parsed."""
    yield value
    if isinstance(value, CompValue):
        parts: list[object] = list(value.values())
    elif isinstance(value, ParseResults | list):
        parts = list(value)
    else:
        parts = []
    for part in parts:
        yield from walk_query(part)
