"""Check declarations of prefixes and of constraint components (SHACL, sections 5.2.1 and 6.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from terril.intake.shacl.own_shapes.faults import Fault
from terril.intake.shacl.own_shapes.literal_kinds import is_string
from terril.intake.shacl.own_shapes.shape_index import get_name, sh, write_term
from terril.model.languages import gettext_noop
from terril.model.vocabulary import TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.shacl.own_shapes.shape_index import ShapeIndex, ShapeStatement

INCOMPLETE = gettext_noop("This {kind} has no {term}. Add it.")
RESERVED = gettext_noop(
    "A parameter cannot be named “{value}”, which has a meaning of its own in queries. Choose "
    "another name."
)
ALL_OPTIONAL = gettext_noop(
    "All parameters of this component are optional, so it would apply to every shape. Make one "
    "mandatory."
)
NO_NAME = gettext_noop("A constraint component needs a name, since reports refer to it. Name it.")
BAD_PREFIX = gettext_noop(
    "“{value}” cannot be a prefix. Write it without colon, such as “schema”."
)
BAD_NAMESPACE = gettext_noop(
    "“{value}” is no beginning of addresses. Write it whole between quotation marks, such as "
    "“http://schema.org/”."
)
TWO_QUERIES = gettext_noop("A function has either sh:select or sh:ask. Take one of them out.")
NO_TARGET_QUERY = gettext_noop(
    "sh:target leads to nothing that finds things. Give it a sh:select, or use sh:targetClass."
)
BAD_EXPRESSION = gettext_noop(
    "This expression is none that the check knows. It has one of sh:path, sh:filterShape, "
    "sh:intersection and sh:union, or calls a function of shapes/."
)
EXPRESSIONS = ("path", "filterShape", "nodes", "intersection", "union")
RESERVED_NAMES = frozenset(("this", "shapesGraph", "currentShape", "path", "PATH", "value"))
VALIDATORS = ("validator", "nodeValidator", "propertyValidator")
PREFIX = re.compile(r"[^\W\d_][\w.-]*|")


def check_components(index: ShapeIndex) -> Iterator[Fault]:
    """Return the faults in declarations of components and prefixes in the town's own files."""
    for one in index.own:
        name = get_name(one.quad.predicate)
        if check := CHECKS.get(name):
            yield from check(one, index)
        if one.quad.predicate == TYPE:
            yield from _check_type(one, index)
        for term, needed in NEEDED.get(name, ()):
            yield from _require(one, term, one.quad.object, needed, index)


def _check_type(one: ShapeStatement, index: ShapeIndex) -> Iterator[Fault]:
    if one.quad.object == sh("ConstraintComponent"):
        yield from _check_component(one, index)
    for name, needed in TYPES.items():
        if one.quad.object == sh(name):
            yield from _require(one, f"sh:{name}", one.quad.subject, needed, index)
    both = all(index.find(one.quad.subject, name) for name in ("select", "ask"))
    if both and one.quad.object == sh("SPARQLFunction"):
        yield Fault("shape-query", TWO_QUERIES, one)


def _check_prefix(one: ShapeStatement, _: ShapeIndex) -> Iterator[Fault]:
    if is_string(one.quad.object) and not _is_prefix(one.quad.object):
        yield Fault("shape-prefix", BAD_PREFIX, one, {"value": write_term(one.quad.object)})


def _check_namespace(one: ShapeStatement, _: ShapeIndex) -> Iterator[Fault]:
    if isinstance(one.quad.object, Literal) and not _is_namespace(one.quad.object):
        yield Fault("shape-prefix", BAD_NAMESPACE, one, {"value": write_term(one.quad.object)})


def _check_component(one: ShapeStatement, index: ShapeIndex) -> Iterator[Fault]:
    component = one.quad.subject
    if not isinstance(component, NamedNode):
        yield Fault("shape-component", NO_NAME, one)
    yield from _require(one, "sh:ConstraintComponent", component, ("parameter",), index)
    yield from _require(one, "sh:ConstraintComponent", component, VALIDATORS, index)
    parameters = index.find_values(component, "parameter")
    optional = [
        parameter
        for parameter in parameters
        if any(getattr(v, "value", "") == "true" for v in index.find_values(parameter, "optional"))
    ]
    if parameters and len(optional) == len(parameters):
        yield Fault("shape-component", ALL_OPTIONAL, one)


def _check_parameter(one: ShapeStatement, index: ShapeIndex) -> Iterator[Fault]:
    value = one.quad.object
    for path in index.find_values(value, "path"):
        if read_parameter_name(path) in RESERVED_NAMES:
            yield Fault("shape-component", RESERVED, one, {"value": read_parameter_name(path)})


def _check_target(one: ShapeStatement, index: ShapeIndex) -> Iterator[Fault]:
    target = one.quad.object
    declared = any(
        index.has_type(other.quad.object, "SPARQLTargetType", "JSTargetType")
        for other in index.about(target)
        if other.quad.predicate == TYPE
    )
    script = index.find(target, "jsFunctionName")
    if not (declared or script or index.find(target, "select")):
        yield Fault("shape-incomplete", NO_TARGET_QUERY, one)


def _check_expression(one: ShapeStatement, index: ShapeIndex) -> Iterator[Fault]:
    expression = one.quad.object
    if not isinstance(expression, BlankNode):
        return
    functions = (other.quad.predicate for other in index.about(expression))
    called = any(index.has_type(function, "SPARQLFunction") for function in functions)
    if not (called or index.find(expression, *EXPRESSIONS)):
        yield Fault("shape-expression", BAD_EXPRESSION, one)


def read_parameter_name(path: Term) -> str:
    """Return the local name of a parameter, which is the name of its variable."""
    return re.split(r"[/#:]", path.value)[-1] if isinstance(path, NamedNode) else ""


def _require(
    one: ShapeStatement, kind: str, node: Term, names: tuple[str, ...], index: ShapeIndex
) -> Iterator[Fault]:
    if not isinstance(node, Literal) and not index.find(node, *names):
        term = " / ".join(f"sh:{name}" for name in names)
        yield Fault("shape-incomplete", INCOMPLETE, one, {"kind": kind, "term": term})


def _is_prefix(value: Term) -> bool:
    return isinstance(value, Literal) and bool(PREFIX.fullmatch(value.value))


def _is_namespace(value: Term) -> bool:
    if not isinstance(value, Literal):
        return False
    typed = value.datatype.value in (f"{XSD}anyURI", f"{XSD}string")
    return typed and bool(re.fullmatch(r"[A-Za-z][\w+.-]*:[^\s<>\"{}|^`\\]*", value.value))


TYPES = {
    "SPARQLTarget": ("select",),
    "SPARQLTargetType": ("select",),
    "SPARQLFunction": ("select", "ask"),
}
CHECKS = {
    "target": _check_target,
    "expression": _check_expression,
    "parameter": _check_parameter,
    "prefix": _check_prefix,
    "namespace": _check_namespace,
}
# For each property: what its value is, and the properties of which the value needs one.
NEEDED = {
    "declare": (("sh:declare", ("prefix",)), ("sh:declare", ("namespace",))),
    "sparql": (("sh:sparql", ("select",)),),
    "parameter": (("sh:parameter", ("path",)),),
    "validator": (("sh:validator", ("ask",)),),
    "nodeValidator": (("sh:nodeValidator", ("select",)),),
    "propertyValidator": (("sh:propertyValidator", ("select",)),),
}
