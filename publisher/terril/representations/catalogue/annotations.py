"""``data/catalogue.ttl``: what only a person can say of a town's datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Said = dict[str, list[Triple]]
"""Statements by the IRI, or blank node label, of their subject."""


def read_annotations(content: bytes, base: str) -> Said:
    """What the file says.

    Args:
        content: Turtle.
        base: that relative IRIs in it are resolved against: the town's.

    Raises:
        SyntaxError: it is not Turtle.
    """
    found: Said = {}
    for quad in parse(content, format=RdfFormat.TURTLE, base_iri=base):
        found.setdefault(key(quad.triple.subject), []).append(quad.triple)
    return found


def key(term: object) -> str:
    """What the statements of a node are found by."""
    return term.value if isinstance(term, NamedNode) else str(term)


def about(said: Mapping[str, list[Triple]], iri: str, leave: Iterable[str] = ()) -> list[Triple]:
    """All that is said of a node and of the nodes that it leads to.

    Args:
        said: the statements.
        iri: of the node.
        leave: IRIs that are described elsewhere, and so are not followed.
    """
    found: list[Triple] = []
    seen = set(leave) - {iri}
    waiting = [iri]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            found += said.get(name, [])
            waiting += [key(triple.object) for triple in said.get(name, [])]
    return found
