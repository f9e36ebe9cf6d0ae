"""Convert statements to the graphs of rdflib that pySHACL works with, and shapes to faster ones.

Literals keep their spelling: rdflib would turn ``"007"`` into ``"7"``.

pySHACL evaluates each property shape of a node shape once for each focus node, with an overhead
each time; a property shape with targets is evaluated once, for all focus nodes. So the property
shapes of a node shape take over its targets, which is what ``sh:property`` means for each of them
(SHACL, sections 2.1.3 and 4.7.2).
"""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef

from terril.intake.rules.statements.lexical_forms import is_date
from terril.intake.shacl.compiled.checks.value_checks import put_flags
from terril.intake.shacl.reference.dates_beyond_python import DateBeyondPython

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad
    from rdflib.term import Node

    from terril.intake.locations.turtle_tokens import Term

RDFLIB = logging.getLogger("rdflib.term")
AnyGraph = TypeVar("AnyGraph", bound=Graph)

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
# Properties that make a node shape more than its targets and independent property shapes.
OTHER_SEMANTICS = (SH.target, SH.deactivated, SH.closed)


@contextmanager
def silence_rdflib() -> Iterator[None]:
    """Mute the warnings about values that rdflib cannot convert: a shape reports them."""
    before = RDFLIB.disabled
    RDFLIB.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        RDFLIB.disabled = before


def to_rdflib(term: Term) -> Node:
    """Return the term for rdflib, spelt as it is; a plain text has no datatype there."""
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.Literal):
        return make_literal(term.value, term.language or "", term.datatype.value)
    return BNode(str(term).removeprefix("_:"))


def make_literal(text: str, language: str, datatype: str) -> Literal:
    """Return a literal for rdflib; ``""`` is no language tag."""
    if language:
        return Literal(text, lang=language)
    iri = URIRef(datatype)
    # rdflib compares "a" and "a"^^xsd:string as two terms; its queries write the former.
    found = Literal(text, datatype=None if iri == XSD.string else iri, normalize=False)
    if found.ill_typed and is_date(text, datatype):
        return DateBeyondPython(text, datatype=iri, normalize=False)
    return found


def to_graph(quads: Iterable[Quad]) -> Graph:
    """Return the statements as one graph of rdflib."""
    return add_quads(Graph(bind_namespaces="none"), quads)


def add_quads(graph: AnyGraph, quads: Iterable[Quad]) -> AnyGraph:
    """Add the statements of all graphs to a graph of rdflib, and return it."""
    for quad in quads:
        subject, predicate, value = map(to_rdflib, (quad.subject, quad.predicate, quad.object))
        graph.add((subject, predicate, value))
    return graph


def is_same_term(term: Term, node: Node | None) -> bool:
    """Return whether both are equal; ``91.50`` and ``91.5`` are, as queries normalize numbers."""
    same = to_rdflib(term)
    if isinstance(same, Literal) and isinstance(node, Literal) and same.value is not None:
        typed = (same.datatype, same.language) == (node.datatype, node.language)
        return typed and bool(same.value == node.value)
    return same == node


def prepare_shapes(shapes: Graph) -> Graph:
    """Return the shapes for pySHACL: faster, and without its differences from SHACL.

    - ``sh:rule`` is left out: it would add statements that are checked and never published.
    - ``sh:uniqueLang`` is left out if it is not ``true``, such as ``1`` (SHACL, section 4.4.5).
    - ``sh:flags`` are put into the pattern, since pySHACL reads two of the five.
    """
    found = hoist_targets(shapes)
    found.remove((None, SH.rule, None))
    for shape, value in list(found.subject_objects(SH.uniqueLang)):
        if str(value) != "true":
            found.remove((shape, SH.uniqueLang, value))
    for shape, flags in list(found.subject_objects(SH.flags)):
        for pattern in list(found.objects(shape, SH.pattern)):
            found.remove((shape, SH.flags, flags))
            found.set((shape, SH.pattern, Literal(put_flags(str(flags), str(pattern)))))
    return found


def hoist_targets(shapes: Graph) -> Graph:
    """Return the shapes with the targets of node shapes moved to their property shapes.

    The same shapes are hoisted as for compiled ones, see :mod:`.compiled.shapes.shape_targets`.
    A node shape that others refer to keeps its property shapes, since they use it without its
    targets. So does one that is a class, which is an implicit target, and one that is closed or
    has disjoint qualified value shapes, which depend on their siblings.
    """
    found = Graph()
    found += shapes
    for shape in set(shapes.subjects(SH.property)):
        if _is_hoistable(shapes, shape):
            _hoist(found, shape)
    return found


def _is_hoistable(shapes: Graph, shape: Node) -> bool:
    targeted = any((shape, target, None) in shapes for target in TARGETS)
    more = any((shape, term, None) in shapes for term in OTHER_SEMANTICS)
    # A shape that is a class of any kind is an implicit target.
    other_types = set(shapes.objects(shape, RDF.type)) - {SH.NodeShape}
    referred = (None, None, shape) in shapes or bool(other_types)
    # Disjoint qualified value shapes are compared with their siblings.
    parts = shapes.objects(shape, SH.property)
    siblings = any((part, SH.qualifiedValueShapesDisjoint, None) in shapes for part in parts)
    return targeted and not (more or referred or siblings or (shape, SH.path, None) in shapes)


def _hoist(shapes: Graph, shape: Node) -> None:
    for part in list(shapes.objects(shape, SH.property)):
        shapes.remove((shape, SH.property, part))
        for target in TARGETS:
            for value in shapes.objects(shape, target):
                shapes.add((part, target, value))
