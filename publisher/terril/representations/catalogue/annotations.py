"""``data/catalogue.ttl``: what only a person can say of a town's datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Annotations = dict[str, list[Triple]]
"""Statements by the IRI, or blank node label, of their subject."""


def read_annotations(content: bytes, base: str) -> Annotations:
    """What the file says.

    Args:
        content: Turtle.
        base: that relative IRIs in it are resolved against: the town's.

    Raises:
        SyntaxError: it is not Turtle.
    """
    found: Annotations = {}
    for quad in parse(content, format=RdfFormat.TURTLE, base_iri=base):
        found.setdefault(get_key(quad.triple.subject), []).append(quad.triple)
    return found


def get_key(term: object) -> str:
    """What the statements of a node are found by."""
    return term.value if isinstance(term, NamedNode) else str(term)


def collect_statements(
    annotations: Mapping[str, list[Triple]], iri: str, exclude: Iterable[str] = ()
) -> list[Triple]:
    """All that is said of a node and of the nodes that it leads to.

    Args:
        annotations: the statements.
        iri: of the node.
        exclude: IRIs that are described elsewhere, and so are not followed.
    """
    found: list[Triple] = []
    seen = set(exclude) - {iri}
    waiting = [iri]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            found += annotations.get(name, [])
            waiting += [get_key(triple.object) for triple in annotations.get(name, [])]
    return found
