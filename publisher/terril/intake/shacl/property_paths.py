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
    for term, before, after in (
        (SH.inversePath, "^", ""),
        (SH.zeroOrMorePath, "", "*"),
        (SH.oneOrMorePath, "", "+"),
        (SH.zeroOrOnePath, "", "?"),
    ):
        if (inner := shapes.value(path, term)) is not None:
            return f"{before}{format_path(inner, shapes)}{after}"
    return ""
