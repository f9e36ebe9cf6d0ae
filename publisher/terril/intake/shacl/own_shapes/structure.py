"""Check that shapes, paths and references are well-formed (SHACL, sections 2.1 to 2.3)."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from terril.intake.shacl.own_shapes.faults import Fault
from terril.intake.shacl.own_shapes.shape_index import (
    FIRST,
    NIL,
    SHAPE_EXPECTING,
    SHAPE_LISTS,
    get_name,
    sh,
    write_term,
)
from terril.intake.shacl.own_shapes.terms import PROPERTIES
from terril.model.languages import gettext_noop
from terril.model.vocabulary import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.shacl.own_shapes.shape_index import ShapeIndex, ShapeStatement

NO_PATH = gettext_noop(
    "This shape has no sh:path, so it does not say which property it is about. Add sh:path."
)
PATH_IN_NODE_SHAPE = gettext_noop(
    "A sh:NodeShape has no sh:path. Make it a sh:PropertyShape, or put the path and what belongs "
    "to it into an sh:property."
)
NEEDS_PATH = gettext_noop(
    "{term} is about the values of a property, but this shape has no sh:path. Put {term} into an "
    "sh:property with the path."
)
NOT_DESCRIBED = gettext_noop(
    "{term} names {value}, which no file of shapes describes. Correct the name, or add the shape."
)
NOT_DESCRIBED_NEAR = gettext_noop(
    "{term} names {value}, which no file of shapes describes. Did you mean {nearest}?"
)
PROPERTY_SHAPE = gettext_noop(
    "sh:node leads to a shape with sh:path, which is about the values of a property. Use "
    "sh:property for it."
)
RECURSIVE = gettext_noop(
    "{term} leads back to the shape that it belongs to, and SHACL does not say what this means. "
    "Take one of the references in the circle out."
)
BAD_PATH = gettext_noop(
    "“{value}” is no path: a path is a property, a list of two at least between “(” and “)”, or "
    "one of sh:inversePath, sh:alternativePath, sh:zeroOrMorePath, sh:oneOrMorePath and "
    "sh:zeroOrOnePath between “[” and “]”. Correct it."
)
CIRCULAR_PATH = gettext_noop("This path contains itself. Write it out without a circle.")
SIMPLE_PATHS = ("inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
PATHS = (*SIMPLE_PATHS, "alternativePath")


def check_structure(index: ShapeIndex) -> Iterator[Fault]:
    """Return the faults in the structure of the shapes in the town's own files."""
    without_path: set[Term] = set()
    for one in index.own:
        subject, name = one.quad.subject, get_name(one.quad.predicate)
        has_path = bool(index.find(subject, "path"))
        if name == "path":
            yield from _check_path(one, index)
            if index.has_type(subject, "NodeShape"):
                yield Fault("shape-path", PATH_IN_NODE_SHAPE, one)
        elif _is_property_shape(one) and not has_path and subject not in without_path:
            without_path.add(subject)
            yield Fault("shape-path", NO_PATH, one)
        elif _needs_path(name) and not (has_path or _is_used_as_property(subject, index)):
            yield Fault("shape-path", NEEDS_PATH, one, {"term": f"sh:{name}"})
        if name in SHAPE_EXPECTING or name in SHAPE_LISTS:
            yield from _check_references(one, index)
    yield from _check_circles(index)


def _needs_path(name: str) -> bool:
    return name in PROPERTIES and PROPERTIES[name].needs_path


def _is_property_shape(one: ShapeStatement) -> bool:
    return one.quad.predicate == TYPE and one.quad.object == sh("PropertyShape")


def _is_used_as_property(shape: Term, index: ShapeIndex) -> bool:
    return bool(index.toward(shape, "property")) or index.has_type(shape, "PropertyShape")


def _check_references(one: ShapeStatement, index: ShapeIndex) -> Iterator[Fault]:
    value = one.quad.object
    name = get_name(one.quad.predicate)
    referred = index.read_list(value) if name in SHAPE_LISTS else [value]
    for shape in referred:
        if isinstance(shape, Literal):
            continue
        if isinstance(shape, NamedNode) and not index.about(shape):
            yield _report_missing(one, shape, index)
        elif name == "node" and index.find(shape, "path"):
            yield Fault("shape-reference", PROPERTY_SHAPE, one)
        elif name == "property" and not (
            # One of that type is reported where its type is.
            index.find(shape, "path") or index.has_type(shape, "PropertyShape")
        ):
            yield Fault("shape-path", NO_PATH, one)


def _report_missing(one: ShapeStatement, shape: NamedNode, index: ShapeIndex) -> Fault:
    fields = {"term": write_term(one.quad.predicate), "value": write_term(shape)}
    nearest = get_close_matches(shape.value, index.find_shape_names(), n=1, cutoff=0.8)
    if not nearest:
        return Fault("shape-reference", NOT_DESCRIBED, one, fields)
    fields["nearest"] = write_term(NamedNode(nearest[0]))
    return Fault("shape-reference", NOT_DESCRIBED_NEAR, one, fields)


def _check_circles(index: ShapeIndex) -> Iterator[Fault]:
    """Return a fault for each circle of references (SHACL, section 3.4.3)."""
    reported: set[Term] = set()
    for one in index.own:
        name = get_name(one.quad.predicate)
        if one.quad.subject in reported or name not in (*SHAPE_EXPECTING, *SHAPE_LISTS):
            continue
        value = one.quad.object
        circle = _find_circle(
            one.quad.subject, index.read_list(value) if name in SHAPE_LISTS else [value], index
        )
        if circle and not circle & reported:
            reported |= circle
            yield Fault(
                "shape-recursive", RECURSIVE, one, {"term": write_term(one.quad.predicate)}
            )


def _find_circle(start: Term, parts: list[Term], index: ShapeIndex) -> set[Term]:
    """Return the shapes on a way from parts of a shape back to it; empty if there is none."""
    came_from: dict[Term, Term] = dict.fromkeys(parts, start)
    waiting = list(parts)
    while waiting and start not in came_from:
        shape = waiting.pop()
        for _, part in index.find_parts(shape):
            if part not in came_from:
                came_from[part] = shape
                waiting.append(part)
    circle: set[Term] = set()
    shape = start
    while shape in came_from and shape not in circle:
        circle.add(shape)
        shape = came_from[shape]
    return circle if start in came_from else set()


def _check_path(one: ShapeStatement, index: ShapeIndex) -> Iterator[Fault]:
    if sentence := find_path_fault(one.quad.object, index, ()):
        yield Fault("shape-path", sentence, one, {"value": write_term(one.quad.object)})


def find_path_fault(path: Term, index: ShapeIndex, above: tuple[Term, ...]) -> str:
    """Return the sentence for what is wrong with a path, ``""`` if it is well-formed.

    Args:
        path: its node.
        index: the statements about it.
        above: the nodes of the paths that it is part of.

    Source: SHACL, section 2.3.1.
    """
    if isinstance(path, NamedNode):
        return BAD_PATH if path == NIL else ""
    if path in above:
        return CIRCULAR_PATH
    if not isinstance(path, BlankNode):
        return BAD_PATH
    if any(one.quad.predicate == FIRST for one in index.about(path)):
        return _find_list_fault(path, index, (*above, path))
    if len(ways := index.find(path, *PATHS)) != 1:
        return BAD_PATH
    part = ways[0].quad.object
    if get_name(ways[0].quad.predicate) == "alternativePath":
        return _find_list_fault(part, index, (*above, path))
    return find_path_fault(part, index, (*above, path))


def _find_list_fault(head: Term, index: ShapeIndex, above: tuple[Term, ...]) -> str:
    if not index.is_list(head) or len(members := index.read_list(head)) < 2:
        return BAD_PATH
    faults = (find_path_fault(member, index, above) for member in members)
    return next(filter(None, faults), "")
