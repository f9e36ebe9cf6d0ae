"""Write a document about a thing as one tree with the thing at its root; a graph node by node.

Objects are nested inside the thing with their names; subjects that point to it are values of
the reverse terms of the context.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Triple

from terril.representations.rdf.jsonld.compaction import Compactor, UnwritableJsonError
from terril.representations.rdf.jsonld.nodes import (
    RDF_TYPE,
    Members,
    Node,
    format_array,
    format_context,
    format_object,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.representations.rdf.jsonld.context import Context

Statements = dict[str, list[tuple[str, str]]]


def compact_thing(triples: Iterable[Triple], thing: str, context: Context) -> bytes:
    """Return one JSON object about a thing, with all other subjects nested in it.

    Args:
        triples: triples without blank nodes.
        thing: IRI of the root.
        context: of the document.

    Raises:
        UnwritableJsonError: JSON-LD cannot carry one of the terms.
    """
    tree = _Tree(_group_by_subject(triples), f"<{thing}>", Compactor(context))
    return _format_document(tree.grow(), tree.compactor)


def compact_graph(triples: Iterable[Triple], context: Context) -> bytes:
    """Return all subjects side by side; arguments and errors as for :func:`compact_thing`."""
    compactor = Compactor(context)
    nodes = []
    for subject, rows in _group_by_subject(triples).items():
        node = Node(compactor, subject)
        for predicate, value in rows:
            node.add_object(predicate, value)
        nodes.append(node)
    if len(nodes) == 1:
        return _format_document(nodes[0].format(), compactor)
    graph = context.get_alias("@graph")
    values = format_array([format_object(node.format()) for node in nodes]) if nodes else "[]"
    return _format_document([f'"{graph}": {values}'], compactor)


def _format_document(members: list[str], compactor: Compactor) -> bytes:
    head = format_context(compactor.context, compactor.names)
    return format_object([head, *members]).encode()


def _group_by_subject(triples: Iterable[Triple]) -> Statements:
    statements: Statements = {}
    for triple in triples:
        if isinstance(triple.object, Triple):
            raise UnwritableJsonError(str(triple.object))
        row = str(triple.predicate), str(triple.object)
        statements.setdefault(str(triple.subject), []).append(row)
    return statements


class _Tree:
    """A description as a tree from its thing.

    Every statement occurs at least once; names may be repeated for readability. Statements
    that point to the thing occur in reverse only.
    """

    def __init__(self, statements: Statements, thing: str, compactor: Compactor) -> None:
        self._statements = statements
        self._thing = thing
        self.compactor = compactor
        self._emitted: set[str] = set()

    def grow(self) -> list[str]:
        """Return the members of the root."""
        compactor = self.compactor
        root = self._build_branch(self._thing, ())
        self._add_reversed(root)
        # Subjects that the tree does not reach, such as a part of a part.
        left = [self._build_branch(s, ()) for s in self._statements if s not in self._emitted]
        for node in left:
            included = compactor.context.get_alias("@included")
            root.add_to_key(included, format_object(node.format()))
        return root.format()

    def _build_branch(self, subject: str, above: tuple[str, ...]) -> Node:
        self._emitted.add(subject)
        node = Node(self.compactor, subject)
        above = (*above, subject)
        for predicate, value in self._statements.get(subject, ()):
            if subject != self._thing and value == self._thing:
                continue
            nested = predicate != RDF_TYPE and value in self._statements and value not in above
            if nested:
                place = self.compactor.place_link(predicate)
                inner = self._build_branch(value, above)
                node.add(place, self._write_branch(inner, value, place.type))
            else:
                node.add_object(predicate, value)
        return node

    def _write_branch(self, node: Node, subject: str, type_: str) -> str:
        plain = type_ == "@id" and not node
        return self.compactor.write_id(subject) if plain else format_object(node.format())

    def _add_reversed(self, root: Node) -> None:
        """Add the subjects that point to the thing, by property."""
        unnamed = Members(self.compactor)
        pointing = {
            subject: sorted({link for link, value in rows if value == self._thing})
            for subject, rows in self._statements.items()
            if subject != self._thing
        }
        for subject, links in pointing.items():
            for link in links:
                place = self.compactor.place_reversed(link)
                node = self._build_branch(subject, (self._thing,))
                text = self._write_branch(node, subject, place.type)
                (root if place.reverse else unnamed).add(place, text)
        if unnamed:
            alias = self.compactor.context.get_alias("@reverse")
            root.add_to_key(alias, format_object(unnamed.format()))
