"""Run the queries of shapes with pre-bound variables (SHACL, section 5.3 and appendix A).

rdflib evaluates them: it binds ``$this`` in subqueries, nested groups and ``BIND``, and it keeps
literals as they are written, which stores do not. A query is parsed once, not for each thing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pyshacl import helper as helpers
from pyshacl.constraints.sparql import sparql_based_constraint_components as components
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from rdflib import Graph, Literal
from rdflib.namespace import OWL, RDF, SH
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from terril.intake.shacl.compiled.queries.compiled_query import BUILT_IN, PATH
from terril.intake.shacl.property_paths import write_sparql_path
from terril.intake.shacl.queries.query_outline import find_restriction, outline_query, walk_query
from terril.model.languages import SOURCE_LANGUAGE, gettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyparsing import ParseResults
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result
    from rdflib.store import Store
    from rdflib.term import Node

    from terril.intake.shacl.queries.query_outline import QueryOutline, Restriction

Bindings = dict[str, "Node"]


class UnusableQuery(Exception):
    """A query with what SHACL does not allow."""

    def __init__(self, restriction: Restriction) -> None:
        super().__init__(gettext(restriction.sentence, SOURCE_LANGUAGE, **restriction.fields))


@lru_cache(maxsize=1000)
def _parse(text: str) -> tuple[ParseResults, QueryOutline]:
    parsed = parseQuery(text)
    # Before the translation, which changes what was parsed.
    return parsed, outline_query(parsed)


def outline(text: str) -> QueryOutline:
    """Return the outline of a query.

    Raises:
        Exception: it is not SPARQL; rdflib has no class of errors of its own.
    """
    return _parse(text)[1]


@lru_cache(maxsize=1000)
def prepare(text: str) -> Query:
    """Return a query ready for evaluation; its prefixes are in the text.

    Raises:
        Exception: it is not SPARQL, or has an undeclared prefix.
    """
    parsed, found = _parse(text)
    # rdflib would fall back to prefixes of its own.
    if found.undeclared:
        raise LookupError(", ".join(sorted(found.undeclared)))
    _keep_false_filters(parsed[1])
    return translateQuery(parsed)


def _keep_false_filters(body: CompValue) -> None:
    """Write ``FILTER(false)`` as a comparison: rdflib drops a filter that is false by itself."""
    false = parseQuery("ASK { FILTER(1 = 2) }")[1]["where"]["part"][0]["expr"]
    for node in walk_query(body):
        if isinstance(node, CompValue) and node.name == "Filter":
            expression = node["expr"]
            while isinstance(expression, CompValue) and list(expression) == ["expr"]:
                expression = expression["expr"]
            if isinstance(expression, Literal) and not expression:
                node["expr"] = false


def compose_query(prefixes: Mapping[str, str], text: str, path: str = "") -> str:
    """Return a query with prefixes before it, and with a path in the place of ``$PATH``."""
    declared = {**prefixes}
    lines = [f"PREFIX {prefix}: <{declared[prefix]}>" for prefix in sorted(declared)]
    return "\n".join([*lines, PATH.sub(lambda _: path, text) if path else text])


class PreparedGraph(Graph):
    """A graph that parses each query once."""

    def __init__(self, store: Store | str = "default") -> None:
        super().__init__(store, bind_namespaces="none")

    def query(
        self,
        query_object: str | Query,
        *args: Any,  # noqa: ANN401 (those of rdflib)
        **options: Any,  # noqa: ANN401
    ) -> Result:
        """Evaluate a query, as ``Graph.query`` does."""
        query = prepare(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *args, **options)


class PreBoundQuery(SPARQLQueryHelper):
    """A query of a shape, for pySHACL: its own finds variables by the character before them."""

    def collect_prefixes(self) -> None:
        """Collect the prefixes that the query declares."""
        self.prefixes = dict(find_prefixes(self.node, self.shape.sg.graph))

    def apply_prefixes(self, sparql: str) -> str:
        """Return the query with its prefixes before it."""
        return compose_query(self.prefixes, sparql)

    def pre_bind_variables(
        self,
        thisnode: Node,
        valuenode: Node | None = None,
        extravars: object = None,  # noqa: ARG002 (pySHACL passes it)
    ) -> tuple[Bindings, str]:
        """Return the values of the variables, and the text with the path of the shape in it.

        Raises:
            UnusableQuery: the query has what SHACL does not allow.
        """
        bindings: Bindings = {"this": thisnode, "currentShape": self.shape.node}
        if valuenode is not None:
            bindings["value"] = valuenode
        path = ""
        if self.shape.is_property_shape:
            path = write_sparql_path(self.shape.path(), self.shape.sg.graph)
        text = compose_query({}, str(self.select_text), path)
        parts = outline(self.apply_prefixes(text))
        names = {*bindings, "shapesGraph", *(parameter.localname for parameter in self.parameters)}
        if found := find_restriction(parts, frozenset(names)):
            raise UnusableQuery(found)
        used = {name: node for name, node in bindings.items() if name in parts.variables}
        return used, text

    def list_parameters(self) -> Iterator[Bindings]:
        """Return the values of the parameters: one set for each value if there is one parameter.

        Source: SHACL, section 2.1.2.
        """
        if len(self.parameters) != 1:
            yield dict(self.param_bind_map)
            return
        parameter = self.parameters[0]
        for value in self.shape.objects(parameter.path()):
            yield {parameter.localname: value}


def find_prefixes(query: Node, shapes: Graph) -> Iterator[tuple[str, str]]:
    """Return the prefixes of a query, with their namespaces; later ones hide earlier ones.

    They are those that ``sh:prefixes`` leads to, through ``owl:imports`` as well (SHACL, section
    5.2.1), after those of RDF itself and, as in pySHACL, of all ontologies in the shapes.
    """
    yield from BUILT_IN.items()
    named = [*shapes.objects(query, SH.prefixes)]
    if not named:
        return
    nearest = [one for node in named for one in shapes.transitive_objects(node, OWL.imports)]
    ontologies = sorted(shapes.subjects(RDF.type, OWL.Ontology), key=str)
    for declaring in (*ontologies, *reversed(nearest)):
        for declaration in shapes.objects(declaring, SH.declare):
            for prefix in shapes.objects(declaration, SH.prefix):
                for namespace in shapes.objects(declaration, SH.namespace):
                    yield str(prefix), str(namespace)


def install_queries() -> None:
    """Make pySHACL use the classes of this module, and evaluate validators as SHACL has it.

    A SELECT validator runs once for each focus node and an ASK validator reports its value node
    (SHACL, section 6.3); pySHACL runs the former once for each value, and drops the latter.
    """
    if vars(helpers)["SPARQLQueryHelperCls"] is PreBoundQuery:
        return
    vars(helpers)["SPARQLQueryHelperCls"] = PreBoundQuery
    run_select: Any = components.SelectConstraintValidator.validate
    run_ask: Any = components.AskConstraintValidator.validate

    def validate_focus_node(
        self: object, executor: object, focus: Node, _: object, graph: Graph, query: PreBoundQuery
    ) -> set[tuple[Any, Any]]:
        return {
            (focus, result)
            for bindings in query.list_parameters()
            for _, result in run_select(self, executor, focus, [None], graph, query, bindings)
        }

    def validate_values(  # noqa: PLR0913 (pySHACL calls it)
        self: object,
        executor: object,
        focus: Node,
        values: set[Node],
        graph: Graph,
        query: PreBoundQuery,
    ) -> set[tuple[Any, Any]]:
        return {
            (value, (focus, None, value))
            for bindings in query.list_parameters()
            for value, _ in run_ask(self, executor, focus, values, graph, query, bindings)
        }

    type.__setattr__(components.SelectConstraintValidator, "validate", validate_focus_node)
    type.__setattr__(components.AskConstraintValidator, "validate", validate_values)
