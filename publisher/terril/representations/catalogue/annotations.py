"""Read ``data/catalogue.ttl``: statements about datasets that cannot be computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

Annotations = dict[str, list[Triple]]
"""Statements by the IRI, or blank node label, of their subject."""


def read_annotations(content: bytes, base: str) -> Annotations:
    """Parse the file.

    Args:
        content: Turtle.
        base: IRI of the town; relative IRIs are resolved against it.

    Raises:
        SyntaxError: it is not Turtle.
    """
    found: Annotations = {}
    for quad in parse(content, format=RdfFormat.TURTLE, base_iri=base):
        found.setdefault(get_key(quad.triple.subject), []).append(quad.triple)
    return found


def get_key(term: object) -> str:
    """Return the key of a node in the annotations."""
    return term.value if isinstance(term, NamedNode) else str(term)


def collect_statements(annotations: Mapping[str, list[Triple]], iri: str) -> list[Triple]:
    """Return the statements about a node and, recursively, about its objects.

    Args:
        annotations: the statements by subject.
        iri: IRI of the node.
    """
    found: list[Triple] = []
    seen: set[str] = set()
    waiting = [iri]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            found += annotations.get(name, [])
            waiting += [get_key(triple.object) for triple in annotations.get(name, [])]
    return found
