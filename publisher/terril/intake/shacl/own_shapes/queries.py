"""Check the queries of shapes (SHACL, sections 5 and 6, appendix A)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Store

from terril.intake.shacl.compiled.queries.compiled_query import PATH
from terril.intake.shacl.own_shapes.components import VALIDATORS, read_parameter_name
from terril.intake.shacl.own_shapes.faults import Fault
from terril.intake.shacl.own_shapes.literal_kinds import is_string
from terril.intake.shacl.own_shapes.shape_index import sh
from terril.intake.shacl.property_paths import write_sparql_path
from terril.intake.shacl.queries.prebound_queries import (
    compose_query,
    find_prefixes,
    outline,
    prepare,
)
from terril.intake.shacl.queries.query_outline import find_restriction
from terril.intake.shacl.reference.rdflib_graphs import to_graph, to_rdflib
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph

    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.shacl.own_shapes.shape_index import ShapeIndex, ShapeStatement
    from terril.intake.shacl.queries.query_outline import QueryOutline

NOT_SPARQL = gettext_noop(
    "This query is not SPARQL from “{value}” on. Correct it; it can be tried on the query page."
)
NOT_SPARQL_AT_END = gettext_noop(
    "This query ends too early: something is missing, such as “}}”. Complete it."
)
NOT_EVALUATED = gettext_noop("This query cannot be evaluated: {reason}. Correct it.")
UNDECLARED = gettext_noop(
    "The query uses the prefix “{value}:”, which it does not declare. Write “PREFIX {value}: <…>” "
    "at its start, or name with sh:prefixes what declares it; the prefixes of the file do not "
    "count."
)
WRONG_FORM = gettext_noop(
    "{term} needs a query that starts with {form}, perhaps behind prefixes. Change the query."
)
THIS_NOT_SELECTED = gettext_noop(
    "The query does not select $this, so nobody would know what it found. Write “SELECT $this”."
)
NO_PATH_FOR_QUERY = gettext_noop(
    "The query uses $PATH, but the shape has no sh:path. Name the property in the query, or move "
    "the query to an sh:property."
)
NO_SHAPES_GRAPH = gettext_noop(
    "The query uses ${value}, which has no value here: the shapes cannot be queried. Take it out."
)
ONE_GRAPH = gettext_noop(
    "The query uses {term}, but the check sees all graphs of the town as one. Take {term} out."
)
NO_VARIABLE = gettext_noop(
    "The message names {{?{value}}}, which the query does not select. Add ?{value} behind SELECT, "
    "or correct the message."
)
FORMS = {"select": "SelectQuery", "ask": "AskQuery"}
# Oxigraph counts to the end of the one keyword that it expects, if there is one.
POSITION = re.compile(r"error at (\d+):(\d+): expected (?:([A-Z]+)$)?")
PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
SAMPLE_PATH = "<urn:path>"
BOUND = frozenset(("this", "currentShape", "shapesGraph"))


def check_queries(index: ShapeIndex) -> Iterator[Fault]:
    """Return the faults in the queries of the town's own shapes."""
    written = [
        one
        for one in index.own
        if one.quad.predicate in (sh("select"), sh("ask")) and is_string(one.quad.object)
    ]
    if not written:
        return
    graph = to_graph(one.quad for one in index.all())
    for one in written:
        yield from QueryCheck(one, index, graph).find_faults()


class QueryCheck:
    """A check of one query."""

    def __init__(self, statement: ShapeStatement, index: ShapeIndex, graph: Graph) -> None:
        self._statement = statement
        self._index = index
        self._graph = graph
        self._text = str(getattr(statement.quad.object, "value", ""))
        node = statement.quad.subject
        self._node = node
        self._in_constraint = bool(index.toward(node, "sparql"))
        self._in_validator = bool(index.toward(node, *VALIDATORS))
        of_type = index.has_type(node, "SPARQLTargetType")
        self._in_target = of_type or bool(index.toward(node, "target"))

    def find_faults(self) -> Iterator[Fault]:
        """Return the faults of the query, those of the engine only if there are no others."""
        text = self._text
        name = self._statement.quad.predicate.value.rpartition("#")[2]
        composed = self._compose(text)
        try:
            found = outline(composed)
        except Exception:  # noqa: BLE001 (pyparsing and rdflib share no class of errors)
            yield self._report_syntax(composed, text)
            return
        faults = [*self._find_undeclared(found, text), *self._find_misuse(found, name)]
        yield from faults
        if not faults:
            yield from self._try(composed)
            yield from self._check_messages(found)

    def _compose(self, text: str) -> str:
        prefixes = dict(find_prefixes(to_rdflib(self._node), self._graph))
        return compose_query(prefixes, text, self._find_path())

    def _find_path(self) -> str:
        for shape in self._find_shapes():
            for path in self._graph.objects(to_rdflib(shape), to_rdflib(sh("path"))):
                try:
                    return write_sparql_path(path, self._graph)
                except (ValueError, RecursionError):
                    return SAMPLE_PATH
        return SAMPLE_PATH

    def _find_shapes(self) -> list[Term]:
        return [one.quad.subject for one in self._index.toward(self._node, "sparql")]

    def _find_undeclared(self, found: QueryOutline, text: str) -> Iterator[Fault]:
        for prefix in sorted(found.undeclared):
            before = re.split(rf"(?<![\w.-]){re.escape(prefix)}:", text)[0]
            yield self._fault(UNDECLARED, before.count("\n"), value=prefix)

    def _find_misuse(self, found: QueryOutline, name: str) -> Iterator[Fault]:
        if found.form != FORMS[name]:
            yield self._fault(WRONG_FORM, term=f"sh:{name}", form=name.upper())
            return
        for variable in sorted(found.variables & {"shapesGraph"}):
            yield self._fault(NO_SHAPES_GRAPH, value=variable)
        selects = self._in_constraint or self._in_target or self._is_select_validator(name)
        if selects and name == "select" and "this" not in (found.selected or {"this"}):
            yield self._fault(THIS_NOT_SELECTED)
        chosen = () if "shapesGraph" in found.variables else sorted(set(found.graphs))
        for clause in chosen:
            yield self._fault(ONE_GRAPH, term=clause)
        if not (self._in_constraint or self._in_validator):
            return
        uses_path = PATH.search(self._text)
        shapes = self._find_shapes()
        if uses_path and shapes and not any(self._index.find(one, "path") for one in shapes):
            yield self._fault(NO_PATH_FOR_QUERY)
        if restriction := find_restriction(found, self._list_bound(name)):
            yield self._fault(restriction.sentence, 0, **restriction.fields)

    def _is_select_validator(self, name: str) -> bool:
        return self._in_validator and name == "select"

    def _list_bound(self, name: str) -> frozenset[str]:
        components = [one.quad.subject for one in self._index.toward(self._node, *VALIDATORS)]
        parameters = {
            read_parameter_name(path)
            for component in components
            for parameter in self._index.find_values(component, "parameter")
            for path in self._index.find_values(parameter, "path")
        }
        value = {"value"} if self._in_validator and name == "ask" else set()
        return BOUND | parameters | value

    def _try(self, composed: str) -> Iterator[Fault]:
        try:
            prepare(composed)
        except Exception as error:  # noqa: BLE001 (rdflib raises Exception itself)
            yield self._fault(NOT_EVALUATED, reason=str(error).partition("\n")[0])

    def _check_messages(self, found: QueryOutline) -> Iterator[Fault]:
        if not self._in_constraint or found.selected is None:
            return
        known = found.selected | BOUND | {"path", "value", "PATH"}
        for one in self._index.find(self._node, "message"):
            text = getattr(one.quad.object, "value", "")
            for name in sorted(set(PLACEHOLDER.findall(text)) - known):
                yield Fault("shape-query", NO_VARIABLE, one, {"value": name})

    def _report_syntax(self, composed: str, text: str) -> Fault:
        """Return the fault of a text that is not SPARQL, where Oxigraph stops reading it."""
        try:
            Store().query(composed)
        except SyntaxError as error:
            if found := POSITION.search(str(error)):
                lines = composed.split("\n")
                number, column = int(found[1]), int(found[2]) - len(found[3] or "")
                rest = lines[number - 1][column - 1 :].strip() if number <= len(lines) else ""
                offset = max(0, number - 1 - (len(lines) - len(text.split("\n"))))
                if rest:
                    return self._fault(NOT_SPARQL, offset, value=rest[:40])
                return self._fault(NOT_SPARQL_AT_END, offset)
        return self._fault(NOT_SPARQL, value=text.strip().partition("\n")[0][:40])

    def _fault(self, sentence: str, line_offset: int = 0, **fields: str) -> Fault:
        return Fault("shape-query", sentence, self._statement, fields, line_offset=line_offset)
