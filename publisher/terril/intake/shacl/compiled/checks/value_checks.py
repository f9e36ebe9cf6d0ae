"""Compile the constraints on single value nodes (SHACL, sections 4.1 to 4.4 and 4.8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from terril.intake.shacl.compiled.checks.literal_values import is_value, read_comparable
from terril.intake.shacl.compiled.checks.verdicts import CannotJudge, NotCompilable
from terril.model.spool.term_text import (
    get_iri,
    get_language,
    get_text,
    is_iri,
    unescape,
)
from terril.model.vocabulary import RDF, RDFS, SH, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from terril.intake.shacl.compiled.checks.verdicts import Lookup, ValueCheck

INTEGER = re.compile(rf'"([0-9]{{1,9}})"\^\^<{re.escape(XSD)}integer>')
LANG_STRING = f"{RDF}langString"
UNUSUAL = (f"{RDFS}Literal", f"{RDFS}Datatype")
NODE_KINDS = {
    "IRI": "<",
    "BlankNode": "_",
    "Literal": '"',
    "BlankNodeOrIRI": "_<",
    "IRIOrLiteral": '<"',
    "BlankNodeOrLiteral": '_"',
}


def read_integer(literal: str) -> int:
    """Return the value of a parameter that is a whole number.

    Raises:
        NotCompilable: it is none.
    """
    found = INTEGER.fullmatch(literal)
    if not found:
        raise NotCompilable(literal)
    return int(found[1])


def check_datatype(datatype: str) -> ValueCheck:
    """Return the check of ``sh:datatype``."""
    iri = get_iri(datatype)
    if not is_iri(datatype) or iri in UNUSUAL:
        raise NotCompilable(datatype)
    if iri == f"{XSD}string":
        return lambda value, _: value[0] == '"' and value[-1] == '"'
    if iri == LANG_STRING:
        return lambda value, _: value[0] == '"' and bool(get_language(value))
    ending = f'"^^{datatype}'

    def check(value: str, _: Lookup) -> bool:
        return value[0] == '"' and value.endswith(ending) and is_value(value, iri)

    return check


def check_node_kind(kind: str) -> ValueCheck:
    """Return the check of ``sh:nodeKind``."""
    marks = NODE_KINDS.get(get_iri(kind).removeprefix(SH)) if is_iri(kind) else None
    if marks is None:
        raise NotCompilable(kind)
    return lambda value, _: value[0] in marks


def check_in(members: Collection[str]) -> ValueCheck:
    """Return the check of ``sh:in``."""
    if any(member[0] == "_" for member in members):
        raise NotCompilable("sh:in")
    values = frozenset(members)
    return lambda value, _: value in values


def check_class(instances: Collection[str]) -> ValueCheck:
    """Return the check of ``sh:class``.

    Args:
        instances: the class, and all classes below it.
    """
    wanted = frozenset(instances)

    def check(value: str, lookup: Lookup) -> bool:
        return value[0] != '"' and not wanted.isdisjoint(lookup.find_types(value))

    return check


def check_pattern(pattern: str, flags: Sequence[str]) -> ValueCheck:
    """Return the check of ``sh:pattern``."""
    if not (is_text(pattern) and all(map(is_text, flags)) and len(flags) < 2):
        raise NotCompilable(pattern)
    text = get_text(pattern)
    try:
        search = re.compile(put_flags(get_text(flags[0]), text) if flags else text).search
    except (re.error, RecursionError, OverflowError) as error:
        raise NotCompilable(pattern) from error
    return lambda value, _: value[0] != "_" and bool(search(read_string(value)))


def put_flags(flags: str, pattern: str) -> str:
    """Return a regular expression of Python with the flags of SPARQL in it."""
    inner = "".join(sorted(set(flags) & set("imsx")))
    text = re.escape(pattern) if "q" in flags else pattern
    return f"(?{inner}){text}" if inner else text


def is_text(term: str) -> bool:
    """Return whether a term is a literal without language and datatype."""
    return term[0] == '"' == term[-1]


def read_string(value: str) -> str:
    """Return the text of a literal or IRI, as ``STR`` of SPARQL does."""
    if value[0] == '"':
        return get_text(value)
    inner = value[1:-1]
    return unescape(inner) if "\\" in inner else inner


def check_length(least: int, most: int | None) -> ValueCheck:
    """Return the check of ``sh:minLength`` or ``sh:maxLength``."""

    def check(value: str, _: Lookup) -> bool:
        if value[0] == "_":
            return least == 0 and most is None
        length = len(read_string(value))
        return least <= length and (most is None or length <= most)

    return check


def check_language(ranges: Collection[str]) -> ValueCheck:
    """Return the check of ``sh:languageIn``."""
    if not all(map(is_text, ranges)):
        raise NotCompilable("sh:languageIn")
    wanted = {get_text(one).lower() for one in ranges}

    def check(value: str, _: Lookup) -> bool:
        language = get_language(value).lower() if value[0] == '"' else ""
        if not language:
            return False
        return "*" in wanted or language in wanted or language.partition("-")[0] in wanted

    return check


def check_bound(limit: str, accept: Callable[[Any, Any], bool]) -> ValueCheck:
    """Return the check of ``sh:minInclusive`` and its like, given a comparison of two values."""
    try:
        kind, bound = read_comparable(limit)
    except CannotJudge as error:
        raise NotCompilable(limit) from error

    def check(value: str, _: Lookup) -> bool:
        if value[0] != '"':
            return False
        found, number = read_comparable(value)
        if found != kind:
            raise CannotJudge
        return accept(number, bound)

    return check
