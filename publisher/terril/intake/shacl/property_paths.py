"""SHACL property paths: their first steps, and their notation for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH

from terril.model.vocabulary import shorten

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

REPEATED = (SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)

MODIFIERS = (
    (SH.inversePath, "^", ""),
    (SH.zeroOrMorePath, "", "*"),
    (SH.oneOrMorePath, "", "+"),
    (SH.zeroOrOnePath, "", "?"),
)
"""Properties of a path with one part, and their signs in SPARQL before and after it."""


def find_first_steps(path: Node, shapes: Graph) -> tuple[set[str], set[str]]:
    """Return the first properties of a path: forwards, and backwards from object to subject.

    Source: SHACL, section 2.3.1.
    """
    if isinstance(path, URIRef):
        return {str(path)}, set()
    if (inner := shapes.value(path, SH.inversePath)) is not None:
        forward, backward = find_first_steps(inner, shapes)
        return backward, forward
    if (inner := shapes.value(path, RDF.first)) is not None:
        return find_first_steps(inner, shapes)
    if (choices := shapes.value(path, SH.alternativePath)) is not None:
        steps = [find_first_steps(one, shapes) for one in Collection(shapes, choices)]
        return set().union(*(one for one, _ in steps)), set().union(*(one for _, one in steps))
    for term in REPEATED:
        if (inner := shapes.value(path, term)) is not None:
            return find_first_steps(inner, shapes)
    return set(), set()


def write_sparql_path(path: Node, shapes: Graph) -> str:
    """Return a property path in SPARQL, in brackets unless it is one property.

    Raises:
        ValueError: it is not a well-formed path (SHACL, section 2.3.1).
    """
    if isinstance(path, URIRef):
        return f"<{path}>"
    if shapes.value(path, RDF.first) is not None:
        steps = [write_sparql_path(step, shapes) for step in Collection(shapes, path)]
        return f"({'/'.join(steps)})"
    if (choices := shapes.value(path, SH.alternativePath)) is not None:
        ways = [write_sparql_path(way, shapes) for way in Collection(shapes, choices)]
        return f"({'|'.join(ways)})"
    for term, before, after in MODIFIERS:
        if (inner := shapes.value(path, term)) is not None:
            return f"({before}{write_sparql_path(inner, shapes)}{after})"
    raise ValueError(path)


def format_path(path: Node | None, shapes: Graph) -> str:
    """Return a property path in the notation of SPARQL, with prefixed names; ``""`` for none."""
    if path is None:
        return ""
    if isinstance(path, URIRef):
        return shorten(str(path))
    if shapes.value(path, RDF.first) is not None:
        return "/".join(format_path(part, shapes) for part in Collection(shapes, path))
    if (choices := shapes.value(path, SH.alternativePath)) is not None:
        return "|".join(format_path(part, shapes) for part in Collection(shapes, choices))
    return _format_modified(path, shapes)


def _format_modified(path: Node, shapes: Graph) -> str:
    for term, before, after in MODIFIERS:
        if (inner := shapes.value(path, term)) is not None:
            return f"{before}{format_path(inner, shapes)}{after}"
    return ""
