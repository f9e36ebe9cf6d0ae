"""Check the values of SHACL properties against their kinds (SHACL, appendix C)."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from terril.intake.shacl.own_shapes.faults import Fault
from terril.intake.shacl.own_shapes.literal_kinds import LITERAL_CHECKS, is_string
from terril.intake.shacl.own_shapes.shape_index import NIL, REST, get_name, write_term
from terril.intake.shacl.own_shapes.terms import (
    DATATYPES,
    FLAGS,
    NODE_KINDS,
    PROPERTIES,
    Kind,
)
from terril.model.languages import gettext_noop
from terril.model.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.intake.locations.turtle_tokens import Term
    from terril.intake.shacl.own_shapes.shape_index import ShapeIndex, ShapeStatement

NEEDS_IRI = gettext_noop(
    "{term} needs the address of a term, such as schema:name, but “{value}” is a text. Write it "
    "without quotation marks, with its prefix or between “<” and “>”."
)
NEEDS_NAMED = gettext_noop(
    "{term} needs the address of a term, such as schema:name, not brackets. Name the term."
)
NEEDS_NODE = gettext_noop(
    "{term} leads to something that is described, but “{value}” is a text. Name a shape or a path "
    "there, or describe it between “[” and “]”."
)
NEEDS_BOOLEAN = gettext_noop(
    "{term} is true or false, without quotation marks; “{value}” is neither. Correct it."
)
NEEDS_COUNT = gettext_noop(
    "{term} is a whole number from 0, without quotation marks, such as 1; “{value}” is none. "
    "Correct it."
)
NEEDS_NUMBER = gettext_noop(
    "{term} is a number, without quotation marks; “{value}” is none. Correct it."
)
NEEDS_STRING = gettext_noop(
    "{term} is a text between quotation marks, without language or type; “{value}” is none. "
    "Correct it."
)
NEEDS_TEXT = gettext_noop(
    "{term} is a text between quotation marks, with its language if it has one; “{value}” is "
    "none. Correct it."
)
NEEDS_LITERAL = gettext_noop(
    "{term} is a number, a date or a text, but “{value}” is a term or a thing. Write the value "
    "itself."
)
NEEDS_LIST = gettext_noop(
    "{term} is a list between round brackets, such as ( “a” “b” ), but “{value}” is none. Put the "
    "values between “(” and “)”."
)
BROKEN_LIST = gettext_noop(
    "The list of {term} has no end, or a place in it has two values. Write it between “(” and “)”."
)
BROKEN_OTHER_LIST = gettext_noop(
    "This list has no end, or a place in it has two values. Write it between “(” and “)”."
)
EMPTY_LIST = gettext_noop(
    "The list of {term} is empty. Put a shape into it at least, or take {term} out."
)
UNKNOWN_NODE_KIND = gettext_noop("{term} is one of {choices}; “{value}” is none. Correct it.")
UNKNOWN_DATATYPE = gettext_noop(
    "{value} is no type of values. Did you mean {nearest}? Correct the type."
)
BAD_PATTERN = gettext_noop(
    "“{value}” is not a regular expression: it cannot be read from “{rest}” on. Correct it; in "
    "Turtle, write each backslash twice."
)
BAD_FLAGS = gettext_noop(
    "“{value}” is not made of flags: they are i (capitals do not matter), m, s, x and q. Correct "
    "{term}."
)
REPEATED = gettext_noop("{term} may have one value only in a shape. Keep one of them.")

SENTENCES = {
    Kind.BOOLEAN: NEEDS_BOOLEAN,
    Kind.COUNT: NEEDS_COUNT,
    Kind.NUMBER: NEEDS_NUMBER,
    Kind.STRING: NEEDS_STRING,
    Kind.PATTERN: NEEDS_STRING,
    Kind.FLAGS: NEEDS_STRING,
    Kind.TEXT: NEEDS_TEXT,
    Kind.LITERAL: NEEDS_LITERAL,
}


def check_values(index: ShapeIndex) -> Iterator[Fault]:
    """Return the faults in the values of SHACL properties in the town's own files."""
    repeated: set[tuple[Term, NamedNode]] = set()
    yield from _check_other_lists(index)
    for one in index.own:
        name = get_name(one.quad.predicate)
        known = PROPERTIES.get(name)
        if known is None:
            continue
        yield from _check_value(one, known.kind, index)
        key = (one.quad.subject, one.quad.predicate)
        others = {other.quad.object for other in index.find(one.quad.subject, name)}
        if known.once and len(others) > 1 and key not in repeated:
            repeated.add(key)
            last = [other for other in index.own if _has(other, key)][-1]
            yield Fault("shape-repeated", REPEATED, last, {"term": write_term(key[1])})


def _check_other_lists(index: ShapeIndex) -> Iterator[Fault]:
    """Return a fault for each broken list, at its last place, outside the lists of SHACL."""
    members = {
        member
        for one in index.own
        if (known := PROPERTIES.get(get_name(one.quad.predicate))) and known.kind in LISTS
        for member in index.walk_list(one.quad.object)
    }
    for one in index.own:
        place = one.quad.subject
        if one.quad.predicate == REST and place not in members and not index.is_list(place):
            members.update(index.walk_list(place))
            yield Fault("shape-list", BROKEN_OTHER_LIST, one)


def _has(statement: ShapeStatement, key: tuple[Term, NamedNode]) -> bool:
    return (statement.quad.subject, statement.quad.predicate) == key


def _check_value(one: ShapeStatement, kind: Kind, index: ShapeIndex) -> Iterator[Fault]:
    if kind in LISTS:
        yield from _check_list(one, LISTS[kind], index)
    elif fault := check_kind(one, kind, one.quad.object):
        yield fault


def _check_list(one: ShapeStatement, kind: Kind, index: ShapeIndex) -> Iterator[Fault]:
    head = one.quad.object
    fields = {"term": write_term(one.quad.predicate), "value": write_term(head)}
    if isinstance(head, Literal) or not (index.about(head) or head == NIL):
        yield Fault("shape-value", NEEDS_LIST, one, fields)
        return
    if not index.is_list(head):
        sentence = BROKEN_LIST if index.read_list(head) else NEEDS_LIST
        yield Fault("shape-list", sentence, one, fields)
        return
    members = index.read_list(head)
    if kind is Kind.NODE and not members:
        yield Fault("shape-list", EMPTY_LIST, one, fields)
    for member in members:
        if fault := check_kind(one, kind, member):
            yield fault


def check_kind(one: ShapeStatement, kind: Kind, value: Term) -> Fault | None:
    """Return the fault of a value that is not of a kind; ``None`` if it is.

    Args:
        one: the statement with the value, or with the list that it is in.
        kind: a kind of single values.
        value: the value.
    """
    fields = {"term": write_term(one.quad.predicate), "value": write_term(value)}
    if kind in (Kind.ANY, Kind.IRI_OR_LITERAL):
        bracketed = kind is Kind.IRI_OR_LITERAL and isinstance(value, BlankNode)
        return Fault("shape-value", NEEDS_NAMED, one, fields) if bracketed else None
    if kind in (Kind.IRI, Kind.NODE, Kind.NODE_KIND, Kind.DATATYPE):
        return _check_node(one, kind, value, fields)
    if not (isinstance(value, Literal) and LITERAL_CHECKS[kind](value)):
        if is_string(value):
            # Else “1” would be said not to be a number.
            fields["value"] = f'"{fields["value"]}"'
        return Fault("shape-value", SENTENCES[kind], one, fields)
    return _check_text(one, kind, value, fields)


def _check_node(
    one: ShapeStatement, kind: Kind, value: Term, fields: dict[str, str]
) -> Fault | None:
    if isinstance(value, Literal):
        return Fault("shape-value", NEEDS_NODE if kind is Kind.NODE else NEEDS_IRI, one, fields)
    if kind is Kind.NODE:
        return None
    if not isinstance(value, NamedNode):
        return Fault("shape-value", NEEDS_NAMED, one, fields)
    if kind is Kind.NODE_KIND and get_name(value) not in NODE_KINDS:
        choices = ", ".join(f"sh:{name}" for name in NODE_KINDS)
        return Fault("shape-value", UNKNOWN_NODE_KIND, one, {**fields, "choices": choices})
    name = value.value.removeprefix(XSD)
    if kind is Kind.DATATYPE and value.value.startswith(XSD) and name not in DATATYPES:
        nearest = get_close_matches(name, sorted(DATATYPES), n=1, cutoff=0) or ["string"]
        return Fault(
            "shape-value", UNKNOWN_DATATYPE, one, {**fields, "nearest": f"xsd:{nearest[0]}"}
        )
    return None


def _check_text(
    one: ShapeStatement, kind: Kind, value: Literal, fields: dict[str, str]
) -> Fault | None:
    if kind is Kind.FLAGS and not set(value.value) <= FLAGS:
        return Fault("shape-value", BAD_FLAGS, one, fields)
    if kind is Kind.PATTERN:
        try:
            re.compile(value.value)
        except (re.error, RecursionError, OverflowError) as error:
            rest = {"rest": value.value[getattr(error, "pos", None) or 0 :]}
            return Fault("shape-pattern", BAD_PATTERN, one, {**fields, **rest})
    return None


LISTS = {
    Kind.NODE_LIST: Kind.NODE,
    Kind.IRI_LIST: Kind.IRI,
    Kind.STRING_LIST: Kind.STRING,
    Kind.ANY_LIST: Kind.ANY,
}
